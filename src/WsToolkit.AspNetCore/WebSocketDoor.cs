using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WsToolkit.Server;
using WsToolkit.Sessions;

namespace WsToolkit.AspNetCore;

/// <summary>Lets WebSocket handshakes into an endpoint: what is not one, or comes from a foreign origin, stays outside.</summary>
internal sealed class WebSocketDoor(WsEndpoint endpoint, IServiceProvider services)
{
    private readonly ILogger _logger = services.GetRequiredService<ILoggerFactory>().CreateLogger<WebSocketDoor>();
    private readonly CancellationToken _stopping = services.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? default;
    private readonly WsFramesOptions _frames = WsFramesOptions.For(endpoint);

    /// <summary>Serves a request of ASP.NET Core.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var handshake = endpoint.Options.Transport == WsTransportKind.Frames ? HttpHandshake.TryCreate(context) : null;
        if (handshake is null && !context.WebSockets.IsWebSocketRequest)
        {
            await Refusal.WriteAsync(context, StatusCodes.Status400BadRequest, Refusal.NotAWebSocket).ConfigureAwait(false);
            return;
        }

        if (!OriginCheck.IsAllowed(context.Request, endpoint.Options.AllowedOrigins))
        {
            _logger.ForeignOrigin(context.Request.Path);
            await Refusal.WriteAsync(context, StatusCodes.Status403Forbidden, Refusal.ForeignOrigin).ConfigureAwait(false);
            return;
        }

        if (handshake is null)
        {
            using var socket = await AcceptWebSocketAsync(context).ConfigureAwait(false);
            var accepted = new WebSocketTransport(socket, endpoint.GetMaxMessageBytes(socket.SubProtocol));
            await RunAsync(context, accepted, socket.SubProtocol).ConfigureAwait(false);
        }
        else if (await handshake.AcceptAsync(_frames).ConfigureAwait(false) is { } transport)
        {
            await RunAsync(context, transport, handshake.Subprotocol).ConfigureAwait(false);
        }
    }

    /// <summary>Serves a connection of the server that does not speak HTTP otherwise.</summary>
    public async Task InvokeAsync(ConnectionContext connection)
    {
        var handshake = new RawHandshake(connection, _frames, _logger);
        if (await handshake.AcceptAsync().ConfigureAwait(false) is { } transport)
        {
            await endpoint.RunAsync(transport, subprotocol: handshake.Subprotocol, shutdown: _stopping).ConfigureAwait(false);
        }
    }

    private Task RunAsync(HttpContext context, WsTransport transport, string? subprotocol)
    {
        var items = new Dictionary<object, object?> { [HttpContextKey.Instance] = context };
        return endpoint.RunAsync(transport, context.User, items, subprotocol, _stopping);
    }

    private async Task<RequestWebSocket> AcceptWebSocketAsync(HttpContext context)
    {
        var accept = new WebSocketAcceptContext
        {
            SubProtocol = _frames.Subprotocols.FirstOrDefault(context.WebSockets.WebSocketRequestedProtocols.Contains),
            KeepAliveInterval = endpoint.Options.KeepAliveInterval,
            KeepAliveTimeout = endpoint.Options.KeepAliveTimeout,
        };
        if (endpoint.Options.Compression is { } compression)
        {
            accept.DangerousEnableCompression = true;
            accept.DisableServerContextTakeover = compression.ServerNoContextTakeover;

            // 9 is the smallest window that the platform knows.
            accept.ServerMaxWindowBits = Math.Max(compression.ServerMaxWindowBits, 9);
        }

        return new RequestWebSocket(await context.WebSockets.AcceptWebSocketAsync(accept).ConfigureAwait(false));
    }
}
