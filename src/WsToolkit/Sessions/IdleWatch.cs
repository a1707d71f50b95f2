namespace WsToolkit.Sessions;

/// <summary>
/// Finds out that no message has passed in either direction for longer than a time-out. Looks every now and then whether there was any, so
/// that a message costs
/// no look at the clock: the connection has been idle for the time-out at least, and for a quarter more at most. Lives on the session's
/// clock.
/// </summary>
internal sealed class IdleWatch
{
    private readonly SessionClock _clock;
    private readonly TimeSpan _timeout;
    private bool _hasReceived;
    private long _since;
    private long _next = long.MaxValue;

    private IdleWatch(SessionClock clock, TimeSpan timeout)
    {
        _clock = clock;
        _timeout = timeout;
    }

    public static IdleWatch? TryCreate(SessionClock clock, TimeSpan timeout)
        => timeout == Timeout.InfiniteTimeSpan ? null : new IdleWatch(clock, timeout);

    public void Start()
    {
        _since = _clock.Now;
        _next = _clock.After(_timeout / 4);
        _clock.ScheduleAt(_next);
    }

    /// <summary>A message has been received. Called by the reader only.</summary>
    public void OnReceived() => Volatile.Write(ref _hasReceived, true);

    /// <summary>Looks whether anything has happened. Called by the clock only.</summary>
    /// <returns>When to look again; a time that has passed when the connection is idle.</returns>
    public long OnDue(long now, SendQueue queue)
    {
        if (now < _next)
        {
            return _next;
        }

        if (queue.HasSentSince() | Interlocked.Exchange(ref _hasReceived, false))
        {
            _since = now;
        }

        if (_clock.ToDuration(now - _since) >= _timeout)
        {
            return now;
        }

        return _next = _clock.After(_timeout / 4);
    }
}
