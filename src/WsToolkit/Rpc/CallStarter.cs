using System.Collections.Concurrent;

namespace WsToolkit.Rpc;

/// <summary>
/// Starts the calls of a connection on pool threads, away from the thread that reads. One thread starts many, one after the other; before each it
/// sees to it that another stands by for the rest, so that a handler that blocks holds up no other call. Thread-safe.
/// </summary>
internal sealed class CallStarter : IThreadPoolWorkItem
{
    private readonly ConcurrentQueue<WsCall> _ready = new();
    private int _standingBy;

    /// <summary>Starts a call soon.</summary>
    public void Start(WsCall call)
    {
        _ready.Enqueue(call);
        StandBy();
    }

    void IThreadPoolWorkItem.Execute()
    {
        // Before looking into the queue: a call that is added after that look finds nobody standing by, and asks for somebody.
        Interlocked.Exchange(ref _standingBy, 0);
        while (_ready.TryDequeue(out var call))
        {
            if (!_ready.IsEmpty)
            {
                StandBy();
            }

            call.Run();
        }
    }

    private void StandBy()
    {
        if (Interlocked.Exchange(ref _standingBy, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }
}
