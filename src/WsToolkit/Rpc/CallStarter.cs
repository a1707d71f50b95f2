namespace WsToolkit.Rpc;

/// <summary>
/// Starts the calls of a connection on pool threads, away from the thread that reads. One thread starts many, one after the other; before each it
/// sees to it that another stands by for the rest, so that a handler that blocks holds up no other call. Thread-safe.
/// </summary>
internal sealed class CallStarter : IThreadPoolWorkItem
{
    private readonly Lock _gate = new();
    private readonly Queue<WsCall> _ready = new();
    private bool _standingBy;

    /// <summary>Starts a call soon.</summary>
    public void Start(WsCall call)
    {
        lock (_gate)
        {
            _ready.Enqueue(call);
            if (_standingBy)
            {
                return;
            }

            _standingBy = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute()
    {
        var stoodBy = true;
        while (TryTake(ref stoodBy, out var call, out var sendForAnother))
        {
            if (sendForAnother)
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }

            call!.Run();
        }
    }

    private bool TryTake(ref bool standingBy, out WsCall? call, out bool sendForAnother)
    {
        lock (_gate)
        {
            if (standingBy)
            {
                // This thread is at work now, no longer standing by.
                standingBy = false;
                _standingBy = false;
            }

            var any = _ready.TryDequeue(out call);
            sendForAnother = any && _ready.Count > 0 && !_standingBy;
            _standingBy |= sendForAnother;
            return any;
        }
    }
}
