using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WsToolkit.Server;

namespace WsToolkit.AspNetCore;

/// <summary>Puts together an endpoint that starts from the application's options.</summary>
internal static class EndpointFactory
{
    /// <summary>Puts together an endpoint that has to have something to call.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Adds services and options.</param>
    /// <param name="place">The call that maps it, for the message.</param>
    /// <exception cref="InvalidOperationException">There is nothing to call.</exception>
    public static WsEndpoint Create(IServiceProvider services, Action<WsEndpointBuilder> configure, string place)
    {
        var builder = CreateBuilder(services, configure);
        if (!builder.HasCalls && !builder.Options.ServerInfo)
        {
            throw new InvalidOperationException(
                $"{place} has no service: nothing could be called there. Add one, as in ws => ws.Add<TradingService>(), or a walker whose "
                + "methods have WsMethods.WebSocket.");
        }

        return builder.Build();
    }

    public static WsEndpointBuilder CreateBuilder(IServiceProvider services, Action<WsEndpointBuilder> configure)
    {
        if (services.GetService<WsConnections>() is null)
        {
            throw new InvalidOperationException("Call builder.Services.AddWsToolkit() before MapWs, MapWalkers or UseWs.");
        }

        var builder = new WsEndpointBuilder(services, services.GetRequiredService<IOptions<WsServerOptions>>().Value);
        configure(builder);
        return builder;
    }
}
