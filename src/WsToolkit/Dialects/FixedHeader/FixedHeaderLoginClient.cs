using System.Buffers;
using WsToolkit.Framing;

namespace WsToolkit.Dialects;

/// <summary>The client's end of a login with a token: sends it, and waits for the answer.</summary>
internal sealed class FixedHeaderLoginClient(FixedHeaderDialect dialect, FixedHeaderLogin login) : IWsAuthenticator
{
    public async ValueTask AuthenticateAsync(WsAuthenticationContext context, CancellationToken cancellationToken)
    {
        var token = await login.GetToken(cancellationToken).ConfigureAwait(false);
        using var request = new OutputBuffer(256);
        var id = Write(request, token);
        await context.SendAsync(request.Written.ToArray(), dialect.MessageType, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            var message = await context.ReceiveAsync(cancellationToken).ConfigureAwait(false);
            if (!dialect.Format.TryReadResponse(message.Data, out var response))
            {
                dialect.Unclaimed.Add(response.Fault, response.Id.Span, 0, message.Data);
            }
            else if (!response.Id.Span.SequenceEqual(id))
            {
                dialect.Unclaimed.Add(FixedHeaderUnclaimedReason.UnknownId, response.Id.Span, response.Status, message.Data);
            }
            else if (FixedHeaderFormat.IsSuccess(response.Status))
            {
                return;
            }
            else
            {
                throw new WsAuthenticationException($"The server refused the token: {dialect.ReadError(message.Data).Message}");
            }
        }
    }

    private byte[] Write(OutputBuffer output, string token)
    {
        Span<byte> field = stackalloc byte[FixedHeaderField.MaxWidth];
        var action = dialect.Format.FillAction(field, System.Text.Encoding.ASCII.GetBytes(login.Action));
        var id = new byte[dialect.Format.Id.Width];
        dialect.Options.Ids.Write(id, action, 1);
        dialect.Format.WriteRequest(output, action, id);
        if (!dialect.Options.Body.WriteText(output, default, login.Member, token))
        {
            throw new NotSupportedException($"The bodies of the dialect '{dialect.Name}' have no member for a token.");
        }

        return id;
    }
}
