using Microsoft.Extensions.DependencyInjection;

namespace WsToolkit.Rpc;

/// <summary>The services of a call, whose scope is opened when the first of them is asked for: many instances are created without any.</summary>
internal sealed class CallServices(WsCall call) : IKeyedServiceProvider, ISupportRequiredService
{
    public object? GetService(Type serviceType) => call.Services.GetService(serviceType);

    public object GetRequiredService(Type serviceType) => call.Services.GetRequiredService(serviceType);

    public object? GetKeyedService(Type serviceType, object? serviceKey) => Keyed().GetKeyedService(serviceType, serviceKey);

    public object GetRequiredKeyedService(Type serviceType, object? serviceKey) => Keyed().GetRequiredKeyedService(serviceType, serviceKey);

    private IKeyedServiceProvider Keyed()
        => call.Services as IKeyedServiceProvider
            ?? throw new InvalidOperationException("The service provider does not support keyed services.");
}
