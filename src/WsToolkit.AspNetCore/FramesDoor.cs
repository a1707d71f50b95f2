using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WsToolkit.Sessions;

namespace WsToolkit.AspNetCore;

/// <summary>Lets connections in whose messages the application handles itself.</summary>
internal sealed class FramesDoor(WsFramesOptions options, WsFramesHandler handler, IServiceProvider services)
{
    public ILogger Logger { get; } = services.GetRequiredService<ILoggerFactory>().CreateLogger<FramesDoor>();

    public async Task InvokeAsync(HttpContext context)
    {
        if (HttpHandshake.TryCreate(context) is not { } handshake)
        {
            await Refusal.WriteAsync(context, StatusCodes.Status400BadRequest, Refusal.NotAWebSocket).ConfigureAwait(false);
            return;
        }

        if (!OriginCheck.IsAllowed(context.Request, options.AllowedOrigins))
        {
            Logger.ForeignOrigin(context.Request.Path);
            await Refusal.WriteAsync(context, StatusCodes.Status403Forbidden, Refusal.ForeignOrigin).ConfigureAwait(false);
            return;
        }

        if (await handshake.AcceptAsync(options).ConfigureAwait(false) is { } transport)
        {
            var request = context.Request;
            await RunAsync(transport, handshake.Subprotocol, request.PathBase + request.Path, request.QueryString.Value ?? "").ConfigureAwait(false);
        }
    }

    public async Task RunAsync(FrameTransport transport, string? subprotocol, string path, string query)
    {
        var stopping = services.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? CancellationToken.None;
        var code = WsCloseCode.Normal;
        try
        {
            using var registration = stopping.UnsafeRegister(state => _ = GoAwayAsync((FrameTransport)state!), transport);
            await handler(new WsFramesConnection(transport, subprotocol, path, query, stopping)).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The connection was lost, or the other end broke the protocol; the transport knows.
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            code = WsCloseCode.GoingAway;
        }
        catch (Exception exception)
        {
            Logger.FramesHandlerFailed(exception);
            code = WsCloseCode.InternalError;
        }

        await transport.FinishAsync(code, null, options.CloseTimeout, options.TimeProvider).ConfigureAwait(false);
    }

    private async Task GoAwayAsync(FrameTransport transport)
    {
        try
        {
            await transport.CloseAsync(WsCloseCode.GoingAway, "The server shuts down.", CancellationToken.None).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // It has gone already.
        }

        // By then the other end's close frame has ended the handler's wait.
        await Task.Delay(options.CloseTimeout, options.TimeProvider, CancellationToken.None).ConfigureAwait(false);
        transport.Abort();
    }
}
