using WsToolkit.Sessions;

namespace WsToolkit.Rpc;

/// <summary>
/// Begins calls on the thread that reads their connection, which spares most of them a change of thread and the connection many small writes. When a
/// handler holds that thread up, another one goes on reading, and for a while the calls of the method begin on pool threads of their
/// own. Entered and left by the thread that reads.
/// </summary>
internal sealed class ReadingThread(IReadOnElsewhere session)
{
    private MethodEntry? _entry;
    private long _count;

    /// <summary>The number of the handler that is on the thread; 0 for none.</summary>
    private long _running;
    private long _lastCount;
    private byte _idleLooks;
    private bool _isWatched;

    /// <summary>A handler is about to begin, its arguments bound.</summary>
    /// <returns>The number to be given to <see cref="Leave"/>.</returns>
    public long Enter(MethodEntry entry)
    {
        _entry = entry;
        var number = ++_count;
        Interlocked.Exchange(ref _running, number);
        if (!Volatile.Read(ref _isWatched))
        {
            ReadingThreads.Watch(this);
        }

        return number;
    }

    /// <summary>The handler has given the thread back: it has ended or waits for something.</summary>
    /// <returns>Whether the thread goes on reading. If not, another one does or is about to, and this one must touch nothing of the
    /// connection that is the reader's.</returns>
    public bool Leave(long number) => Interlocked.CompareExchange(ref _running, 0, number) == number;

    /// <summary>Another message is handled.</summary>
    public void OnMessage() => _entry = null;

    /// <summary>The message has kept the thread for long.</summary>
    public void OnHeldUp() => _entry?.OnSlow();

    /// <summary>Looks whether the thread is held up. Called from time to time, within the lock of those that are watched.</summary>
    /// <returns>Whether it is to be looked at again.</returns>
    public bool Look()
    {
        var running = Interlocked.Read(ref _running);
        var count = Volatile.Read(ref _count);
        _idleLooks = (byte)(running != 0 || count != _lastCount ? 0 : _idleLooks + 1);
        if (running != 0 && running == _lastCount)
        {
            // Before it is decided who reads: the thread that does so puts another one here, or none.
            var entry = Volatile.Read(ref _entry);
            if (Interlocked.CompareExchange(ref _running, 0, running) == running)
            {
                entry?.OnBlocked();
                session.ReadOnElsewhere();
            }
        }

        _lastCount = count;
        if (_idleLooks < ReadingThreads.MostIdleLooks)
        {
            return true;
        }

        _idleLooks = 0;
        Volatile.Write(ref _isWatched, false);

        // A handler that begins meanwhile either finds that it is not watched, or is seen here.
        Interlocked.MemoryBarrier();
        return Volatile.Read(ref _running) != 0 && TryBeWatched();
    }

    /// <summary>Called within the lock of those that are watched.</summary>
    /// <returns>False when it is watched already.</returns>
    public bool TryBeWatched()
    {
        var watched = _isWatched;
        Volatile.Write(ref _isWatched, true);
        return !watched;
    }
}
