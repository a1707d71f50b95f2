using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Routing;
using WsToolkit;
using WsToolkit.AspNetCore;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps paths to handlers of messages, without services or an envelope.</summary>
public static class WsFramesEndpointRouteBuilderExtensions
{
    /// <summary>Maps a handler of messages, for WebSockets over HTTP/1.1 and HTTP/2.</summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The path.</param>
    /// <param name="handler">Handles the messages of one connection.</param>
    /// <param name="options">What is accepted; <see langword="null"/> for the defaults.</param>
    /// <returns>A builder for what applies to the endpoint.</returns>
    /// <exception cref="ArgumentException">An option cannot work.</exception>
    public static IEndpointConventionBuilder MapWsFrames(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern, WsFramesHandler handler, WsFramesOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(handler);
        options ??= new WsFramesOptions();
        options.Validate();
        var door = new FramesDoor(options, handler, endpoints.ServiceProvider);
        return endpoints.Map(pattern, door.InvokeAsync).WithDisplayName($"WebSocket {pattern}");
    }
}
