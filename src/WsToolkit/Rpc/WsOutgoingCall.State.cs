namespace WsToolkit.Rpc;

/// <content>
/// What a call is at. Several act on it at the same time: its caller, its deadline, whoever sends it, and the ends of the connections that
/// it was given to, one after the other. Whoever changes the state first has the call.
/// </content>
public sealed partial class WsOutgoingCall
{
    private const int States = 8;

    // A CallState, and as many times States as there were connections that the call was given to.
    private int _state;

    internal bool HasEnded => StateOf(Volatile.Read(ref _state)) >= CallState.Ended;

    private static CallState StateOf(int seen) => (CallState)(seen % States);

    /// <summary>Changes the state, unless it has changed, or the call was given to another connection, since it was seen.</summary>
    private bool TryMove(int seen, CallState to)
        => Interlocked.CompareExchange(ref _state, seen - (seen % States) + (int)to, seen) == seen;

    /// <summary>Changes the state from one to another, if it is the one.</summary>
    /// <returns>The state before.</returns>
    private CallState Exchange(CallState from, CallState to)
    {
        while (true)
        {
            var seen = Volatile.Read(ref _state);
            if (StateOf(seen) != from || TryMove(seen, to))
            {
                return StateOf(seen);
            }
        }
    }

    /// <summary>Makes a call that is new, or was kept, new with a further connection.</summary>
    /// <returns>False when it has ended.</returns>
    private bool TryBeginAnew()
    {
        while (true)
        {
            var seen = Volatile.Read(ref _state);
            if (StateOf(seen) is not (CallState.New or CallState.Kept))
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref _state, seen - (seen % States) + States + (int)CallState.New, seen) == seen)
            {
                return true;
            }
        }
    }

    private bool TryEnd(CallState end, out CallState before)
    {
        int seen;
        do
        {
            seen = Volatile.Read(ref _state);
            before = StateOf(seen);
            if (before >= CallState.Ended)
            {
                return false;
            }
        }
        while (!TryMove(seen, end));

        Volatile.Read(ref _peer)?.Outgoing.Remove(this);
        _route.Forget(this);
        if (before is CallState.New or CallState.Kept or CallState.Sent)
        {
            // In the other states somebody is writing them at this moment, and returns them.
            ReturnPayload();
        }

        _cancellation.Unregister();
        _ = Volatile.Read(ref _ended)?.CancelAsync();
        return true;
    }

    private enum CallState
    {
        New,

        /// <summary>Waits for another connection.</summary>
        Kept,
        Sending,

        /// <summary>The connection was lost while the call was being sent.</summary>
        Lost,
        Sent,
        Ended,
        Abandoned,
    }
}
