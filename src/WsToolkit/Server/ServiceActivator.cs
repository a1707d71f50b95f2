using Microsoft.Extensions.DependencyInjection;
using WsToolkit.Channels;
using WsToolkit.Rpc;

namespace WsToolkit.Server;

/// <summary>Gives the connection handler of a service, and whether it is to be disposed.</summary>
internal delegate (IWsConnectionHandler Handler, bool Owned) ConnectionHandlerFactory(IServiceProvider scope);

/// <summary>Creates the instances of a service, or takes them from the scope.</summary>
internal sealed record ServiceActivator(Func<IServiceProvider, (object Service, bool Owned)> Factory, bool NeedsScope)
{
    /// <summary>The channels of the service's contract; null when it has none.</summary>
    public WsChannelSource? Channels { get; init; }

    public static ServiceActivator For<TService>(IServiceProvider services)
        where TService : class, IWsService<TService>
        => services.GetService<IServiceProviderIsService>()?.IsService(typeof(TService)) == true
            ? new ServiceActivator(static scope => (scope.GetRequiredService<TService>(), false), NeedsScope: true)
            : new ServiceActivator(static scope => (TService.Create(scope), true), NeedsScope: false);

    /// <summary>Gives an instance, with its channels.</summary>
    public (object Service, bool Owned) Create(IServiceProvider scope)
    {
        var created = Factory(scope);
        if (Channels is not null && created.Service is IWsChannelService service)
        {
            service.Attach(Channels);
        }

        return created;
    }

    public object GetService(WsCall call)
    {
        var (service, owned) = Create(NeedsScope ? call.Services : new CallServices(call));
        if (owned)
        {
            call.Own(service);
        }

        return service;
    }

    public (IWsConnectionHandler Handler, bool Owned) CreateConnectionHandler(IServiceProvider scope)
    {
        var (service, owned) = Create(scope);
        return ((IWsConnectionHandler)service, owned);
    }
}
