namespace WsToolkit.Walkers;

/// <summary>
/// The connections of this process that walkers can notify, whatever their endpoints. One per application, among its services;
/// <c>AddWsToolkit</c> registers it. Thread-safe.
/// </summary>
public sealed class WsWalkerHub
{
    /// <summary>Creates the hub.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="options">How notifications are written.</param>
    public WsWalkerHub(IServiceProvider services, WsServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
    }
}
