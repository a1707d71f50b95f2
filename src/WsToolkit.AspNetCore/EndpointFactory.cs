using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WsToolkit.Server;

namespace WsToolkit.AspNetCore;

/// <summary>Puts together an endpoint that starts from the application's options.</summary>
internal static class EndpointFactory
{
    public static WsEndpoint Create(IServiceProvider services, Action<WsEndpointBuilder> configure)
        => CreateBuilder(services, configure).Build();

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
