namespace WsToolkit;

/// <summary>One subscription to a channel, made with a handler. Disposing it unsubscribes. Thread-safe.</summary>
public abstract class WsSubscription : IAsyncDisposable
{
    /// <summary>The channel's name.</summary>
    public abstract string Channel { get; }

    /// <summary>
    /// Completes when the subscription has ended: by disposing it, or because the connection has ended for good. Fails with a <see cref="WsException"/> when it could
    /// not be restored after a reconnect.
    /// </summary>
    public abstract Task Completion { get; }

    /// <summary>Unsubscribes. The handler is not called any more once the task has completed.</summary>
    /// <returns>A task that completes when the server knows, or cannot be told.</returns>
    public abstract ValueTask DisposeAsync();
}
