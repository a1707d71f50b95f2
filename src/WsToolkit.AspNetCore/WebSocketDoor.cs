using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WsToolkit.AspNetCore.Walkers;
using WsToolkit.Server;
using WsToolkit.Sessions;

namespace WsToolkit.AspNetCore;

/// <summary>Lets WebSocket handshakes into an endpoint: what is not one, or comes from a foreign origin, stays outside.</summary>
internal sealed class WebSocketDoor(WsEndpoint endpoint, IServiceProvider services)
{
    private readonly ILogger _logger = services.GetRequiredService<ILoggerFactory>().CreateLogger<WebSocketDoor>();
    private readonly CancellationToken _stopping = services.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? default;
    private readonly WsFramesOptions _frames = WsFramesOptions.For(endpoint);
    private readonly WalkerArrival _arrival = new(endpoint.Options.Walkers, services);

    /// <summary>Maps a path to an endpoint.</summary>
    public static IEndpointConventionBuilder Map(IEndpointRouteBuilder endpoints, string pattern, WsEndpoint endpoint)
    {
        var door = new WebSocketDoor(endpoint, endpoints.ServiceProvider);

        // The middleware that offers the platform's WebSockets, for the second transport; the application need not add it.
        var pipeline = endpoints.CreateApplicationBuilder();
        pipeline.UseWebSockets();
        pipeline.Run(door.InvokeAsync);
        return endpoints.Map(pattern, pipeline.Build()).WithDisplayName($"WebSocket {pattern}");
    }

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

        var items = new Dictionary<object, object?> { [HttpContextKey.Instance] = context };
        if (await _arrival.TryNoteAsync(context, items).ConfigureAwait(false) is not { } user)
        {
            await Refusal.WriteAsync(context, StatusCodes.Status400BadRequest, Refusal.ChannelTooLong).ConfigureAwait(false);
            return;
        }

        if (handshake is null)
        {
            using var socket = await AcceptWebSocketAsync(context).ConfigureAwait(false);
            var accepted = new WebSocketTransport(socket, endpoint.GetMaxMessageBytes(socket.SubProtocol));
            await endpoint.RunAsync(accepted, user, items, socket.SubProtocol, _stopping).ConfigureAwait(false);
        }
        else if (await handshake.AcceptAsync(_frames).ConfigureAwait(false) is { } transport)
        {
            await endpoint.RunAsync(transport, user, items, handshake.Subprotocol, _stopping).ConfigureAwait(false);
        }
    }

    /// <summary>Serves a connection of the server that does not speak HTTP otherwise.</summary>
    public async Task InvokeAsync(ConnectionContext connection)
    {
        var handshake = new RawHandshake(connection, _frames, _logger);
        if (await handshake.AcceptAsync().ConfigureAwait(false) is { } transport)
        {
            var items = new Dictionary<object, object?>();
            if (!_arrival.TryNote(handshake.Request?.Query, items))
            {
                var options = endpoint.Options;
                await transport.FinishAsync(WsCloseCode.PolicyViolation, Refusal.ChannelTooLong, options.CloseTimeout, options.TimeProvider)
                    .ConfigureAwait(false);
                return;
            }

            await endpoint.RunAsync(transport, null, items, handshake.Subprotocol, _stopping).ConfigureAwait(false);
        }
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
