using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WsToolkit;
using WsToolkit.AspNetCore;
using WsToolkit.Channels;
using WsToolkit.Server;
using WsToolkit.Walkers;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds WsToolkit to an application's services.</summary>
public static class WsToolkitServiceCollectionExtensions
{
    /// <summary>Adds what endpoints mapped with <c>MapWs</c> need, <see cref="WsConnections"/> for calls from anywhere, and
    /// <see cref="WsPublisher{TContract}"/> for messages to channels, and <see cref="WsNotifier"/> for notifications of walkers.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Changes the options that every endpoint starts from.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddWsToolkit(this IServiceCollection services, Action<WsServerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddAuthorization();
        services.TryAddSingleton<WsConnections>();
        services.TryAddSingleton<IWsAuthorizer, PolicyAuthorizer>();
        services.TryAddSingleton(static all => new WsChannelHub(all, all.GetRequiredService<IOptions<WsServerOptions>>().Value));
        services.TryAddSingleton(typeof(WsPublisher<>));
        services.TryAddSingleton(static all => new WsWalkerHub(all, all.GetRequiredService<IOptions<WsServerOptions>>().Value));
        services.TryAddSingleton<WsNotifier>();
        services.TryAddSingleton(static all => new WsSchemeTokenAuthenticator(all.GetRequiredService<IServiceScopeFactory>()));
        services.TryAddSingleton<IWsTokenAuthenticator>(static all => all.GetRequiredService<WsSchemeTokenAuthenticator>());
        services.AddOptions<WsServerOptions>();
        if (configure is not null)
        {
            services.Configure(configure);
        }

        return services;
    }
}
