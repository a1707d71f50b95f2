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

    public async Task InvokeAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "Unable to open websocket connection").ConfigureAwait(false);
            return;
        }

        if (!OriginCheck.IsAllowed(context.Request, endpoint.Options.AllowedOrigins))
        {
            _logger.ForeignOrigin(context.Request.Path);
            await RefuseAsync(context, StatusCodes.Status403Forbidden, "This origin may not open websocket connections").ConfigureAwait(false);
            return;
        }

        var subprotocol = endpoint.Options.Dialect.Subprotocol;
        using var socket = new RequestWebSocket(await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            SubProtocol = subprotocol is not null && context.WebSockets.WebSocketRequestedProtocols.Contains(subprotocol) ? subprotocol : null,
            KeepAliveInterval = endpoint.Options.KeepAliveInterval,
            KeepAliveTimeout = endpoint.Options.KeepAliveTimeout,
        }).ConfigureAwait(false));
        var items = new Dictionary<object, object?> { [HttpContextKey.Instance] = context };
        await endpoint.RunAsync(new WebSocketTransport(socket, endpoint.Options.MaxMessageBytes), context.User, items, _stopping)
            .ConfigureAwait(false);
    }

    private static Task RefuseAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync($$"""{"message": "{{message}}"}""");
    }
}

internal static partial class DoorLog
{
    [LoggerMessage(400, LogLevel.Warning, "A handshake on {Path} was refused: its origin is not allowed")]
    public static partial void ForeignOrigin(this ILogger logger, PathString path);
}
