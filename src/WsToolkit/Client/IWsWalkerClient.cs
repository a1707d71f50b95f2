namespace WsToolkit.Client;

/// <summary>A generated client of a group of walkers, which can be created over any connection.</summary>
/// <typeparam name="TSelf">The client.</typeparam>
public interface IWsWalkerClient<TSelf>
    where TSelf : class, IWsWalkerClient<TSelf>
{
    /// <summary>Creates the client.</summary>
    /// <param name="client">What it calls through. Disposing the client disposes it.</param>
    /// <returns>The client.</returns>
    static abstract TSelf Create(WsWalkerClient client);
}
