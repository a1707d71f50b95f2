using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WsToolkit;
using WsToolkit.AspNetCore;
using WsToolkit.Rpc;
using WsToolkit.Server;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps WsToolkit services to paths.</summary>
public static class WsEndpointRouteBuilderExtensions
{
    /// <summary>Maps a service.</summary>
    /// <typeparam name="TService">The annotated class.</typeparam>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The path.</param>
    /// <returns>A builder for what applies to the endpoint, such as <c>RequireAuthorization()</c>.</returns>
    /// <exception cref="InvalidOperationException">The endpoint cannot work; the message names the method.</exception>
    /// <exception cref="NotSupportedException">A payload type has no metadata, or the dialect cannot carry a method.</exception>
    public static IEndpointConventionBuilder MapWs<TService>(this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern)
        where TService : class, IWsContract<TService>, IWsService<TService>
        => endpoints.MapWs(pattern, static ws => ws.Add<TService>());

    /// <summary>Maps the implementation of a contract interface.</summary>
    /// <typeparam name="TContract">The contract interface.</typeparam>
    /// <typeparam name="TService">The annotated class that implements it.</typeparam>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The path.</param>
    /// <returns>A builder for what applies to the endpoint.</returns>
    /// <exception cref="InvalidOperationException">The endpoint cannot work; the message names the method.</exception>
    /// <exception cref="NotSupportedException">A payload type has no metadata, or the dialect cannot carry a method.</exception>
    public static IEndpointConventionBuilder MapWs<TContract, TService>(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern)
        where TContract : class, IWsContract<TContract>
        where TService : class, TContract, IWsService<TService>
        => endpoints.MapWs(pattern, static ws => ws.Add<TContract, TService>());

    /// <summary>Maps an endpoint with several services, filters or options of its own.</summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The path.</param>
    /// <param name="configure">Puts the endpoint together.</param>
    /// <returns>A builder for what applies to the endpoint.</returns>
    /// <exception cref="InvalidOperationException">
    /// The endpoint cannot work, and the message names the method; or no service has been added, and the message names the endpoint.
    /// </exception>
    /// <exception cref="NotSupportedException">A payload type has no metadata, or the dialect cannot carry a method.</exception>
    public static IEndpointConventionBuilder MapWs(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern, Action<WsEndpointBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(configure);
        return WebSocketDoor.Map(endpoints, pattern, EndpointFactory.Create(endpoints.ServiceProvider, configure, $"MapWs(\"{pattern}\")"));
    }
}
