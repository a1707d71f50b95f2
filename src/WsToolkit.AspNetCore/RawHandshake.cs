using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using WsToolkit.Framing;
using WsToolkit.Sessions;

namespace WsToolkit.AspNetCore;

/// <summary>The opening handshake on a connection of the server, without its HTTP stack.</summary>
internal sealed class RawHandshake(ConnectionContext connection, WsFramesOptions options, ILogger logger)
{
    /// <summary>The request, once it has been received and is valid.</summary>
    public HandshakeRequest? Request { get; private set; }

    /// <summary>The subprotocol that was agreed on.</summary>
    public string? Subprotocol { get; private set; }

    /// <summary>Reads the request and accepts it, or refuses it.</summary>
    /// <returns>The connection; null when there is none.</returns>
    public async Task<FrameTransport?> AcceptAsync()
    {
        var handshake = new ServerHandshake();
        if (!await ReceiveAsync(handshake).ConfigureAwait(false))
        {
            return null;
        }

        var output = connection.Transport.Output;
        Request = handshake.Request;
        HandshakeAgreement? agreement = null;
        if (Request is null)
        {
            handshake.RejectInvalid(output);
        }
        else if (!OriginCheck.IsAllowed(Request.Headers.GetValues("Origin"), Scheme, new HostString(Request.Authority), options.AllowedOrigins))
        {
            logger.ForeignOrigin(Request.Path);
            Refusal.Write(handshake, output, StatusCodes.Status403Forbidden, Refusal.ForeignOrigin);
        }
        else
        {
            agreement = handshake.Accept(output, Request.SelectSubprotocol(options.Subprotocols), [.. options.Extensions]);
            Subprotocol = agreement.Subprotocol;
        }

        var flush = await output.FlushAsync().ConfigureAwait(false);
        if (agreement is null)
        {
            return null;
        }

        var frames = new FrameConnection(FrameRole.Server, options.FramesOf(Subprotocol), agreement.Extensions);
        if (flush.IsCompleted)
        {
            frames.Dispose();
            return null;
        }

        // What came behind the request still lies in the pipe.
        var transport = new FrameTransport(connection.Transport, frames, connection.Abort);
        options.ApplyTo(transport);
        return transport;
    }

    private string Scheme => connection.Features.Get<ITlsHandshakeFeature>() is null ? "http" : "https";

    private async Task<bool> ReceiveAsync(ServerHandshake handshake)
    {
        using var timeout = new CancellationTokenSource(OptionCheck.ForTimer(options.HandshakeTimeout), options.TimeProvider);
        try
        {
            var input = connection.Transport.Input;
            while (handshake.State == ServerHandshakeState.Reading)
            {
                var result = await input.ReadAsync(timeout.Token).ConfigureAwait(false);
                var taken = handshake.Receive(result.Buffer);
                input.AdvanceTo(result.Buffer.GetPosition(taken));
                if (result.IsCompleted && handshake.State == ServerHandshakeState.Reading)
                {
                    return false;
                }
            }

            return true;
        }
        catch (OperationCanceledException)
        {
            logger.HandshakeTooSlow(connection.ConnectionId);
            return false;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
