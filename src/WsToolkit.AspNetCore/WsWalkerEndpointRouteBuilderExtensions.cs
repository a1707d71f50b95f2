using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Routing;
using WsToolkit;
using WsToolkit.AspNetCore;
using WsToolkit.AspNetCore.Walkers;
using WsToolkit.Server;
using WsToolkit.Walkers;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps walkers to their two doors: a path for WebSockets, and below another one a path for each walker over HTTP.</summary>
public static class WsWalkerEndpointRouteBuilderExtensions
{
    /// <summary>Maps every walker of an assembly.</summary>
    /// <typeparam name="TAnchor">One walker of that assembly.</typeparam>
    /// <param name="endpoints">The application.</param>
    /// <param name="webSocket">The path for WebSockets. Where no walker can be called over them, it is answered with 403.</param>
    /// <param name="http">What stands before the walkers' names in the paths for HTTP.</param>
    /// <returns>A builder for what applies to all of these endpoints, such as <c>RequireRateLimiting("calls")</c>.</returns>
    /// <exception cref="InvalidOperationException">A walker cannot work; the message names it.</exception>
    /// <exception cref="NotSupportedException">A payload type has no metadata.</exception>
    public static IEndpointConventionBuilder MapWalkers<TAnchor>(
        this IEndpointRouteBuilder endpoints,
        [StringSyntax("Route")] string webSocket = "/websocket",
        [StringSyntax("Route")] string http = "/walker")
        where TAnchor : class, IWsWalker<TAnchor>
        => endpoints.MapWalkers(webSocket, http, static ws => ws.AddWalkers<TAnchor>());

    /// <summary>Maps one walker.</summary>
    /// <typeparam name="TWalker">The walker.</typeparam>
    /// <param name="endpoints">The application.</param>
    /// <param name="webSocket">The path for WebSockets. Where the walker cannot be called over them, it is answered with 403.</param>
    /// <param name="http">What stands before the walker's name in its path for HTTP.</param>
    /// <returns>A builder for what applies to all of these endpoints.</returns>
    /// <exception cref="InvalidOperationException">The walker cannot work; the message names it.</exception>
    /// <exception cref="NotSupportedException">A payload type has no metadata.</exception>
    public static IEndpointConventionBuilder MapWalker<TWalker>(
        this IEndpointRouteBuilder endpoints,
        [StringSyntax("Route")] string webSocket = "/websocket",
        [StringSyntax("Route")] string http = "/walker")
        where TWalker : class, IWsWalker<TWalker>
        => endpoints.MapWalkers(webSocket, http, static ws => ws.AddWalker<TWalker>());

    /// <summary>
    /// Maps walkers of several assemblies, together with services, filters or options of their own. Filters and services are the
    /// WebSocket's alone.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="webSocket">The path for WebSockets. Where nothing can be called over them, it is answered with 403.</param>
    /// <param name="http">What stands before the walkers' names in the paths for HTTP.</param>
    /// <param name="configure">Puts the endpoint together.</param>
    /// <returns>A builder for what applies to all of these endpoints.</returns>
    /// <exception cref="InvalidOperationException">A walker cannot work; the message names it.</exception>
    /// <exception cref="NotSupportedException">A payload type has no metadata.</exception>
    public static IEndpointConventionBuilder MapWalkers(
        this IEndpointRouteBuilder endpoints,
        [StringSyntax("Route")] string webSocket,
        [StringSyntax("Route")] string http,
        Action<WsEndpointBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(webSocket);
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(configure);
        return WalkerMapping.Map(endpoints, webSocket, http, EndpointFactory.CreateBuilder(endpoints.ServiceProvider, configure));
    }
}
