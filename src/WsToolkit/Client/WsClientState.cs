namespace WsToolkit;

/// <summary>What a client is doing about its connection.</summary>
public enum WsClientState
{
    /// <summary>It connects for the first time. Calls wait.</summary>
    Connecting,

    /// <summary>It is connected and authenticated, and its subscriptions are in place.</summary>
    Connected,

    /// <summary>The connection was lost; the client waits for the next attempt, or makes it. Calls wait.</summary>
    Reconnecting,

    /// <summary>It has no connection and will have none. Calls fail.</summary>
    Closed,
}

/// <summary>A change of a client's state, or another attempt to reconnect.</summary>
public sealed class WsClientStateChangedEventArgs : EventArgs
{
    internal WsClientStateChangedEventArgs(
        WsClientState oldState, WsClientState newState, WsDisconnect? disconnect, int attempt, TimeSpan? delay)
    {
        OldState = oldState;
        NewState = newState;
        Disconnect = disconnect;
        Attempt = attempt;
        Delay = delay;
    }

    /// <summary>The state before. Equals <see cref="NewState"/> when an attempt to reconnect has failed and another follows.</summary>
    public WsClientState OldState { get; }

    /// <summary>The state now.</summary>
    public WsClientState NewState { get; }

    /// <summary>What ended the last connection or attempt; <see langword="null"/> when there was none.</summary>
    public WsDisconnect? Disconnect { get; }

    /// <summary>
    /// In <see cref="WsClientState.Reconnecting"/>, the number of the attempt to come, from 1, counted since a connection last stayed up;
    /// in
    /// <see cref="WsClientState.Connected"/>, the one that succeeded; 0 when there was none.
    /// </summary>
    public int Attempt { get; }

    /// <summary>In <see cref="WsClientState.Reconnecting"/>, the time until that attempt; otherwise <see langword="null"/>.</summary>
    public TimeSpan? Delay { get; }
}
