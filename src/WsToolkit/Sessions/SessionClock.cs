namespace WsToolkit.Sessions;

/// <summary>
/// One timer for everything of a connection that can fall due. Scheduling is almost free, as it should be for something that
/// happens with every call and hardly ever fires: a later due time than the one already set changes nothing, because whoever is
/// called back computes the next one anew. Thread-safe.
/// </summary>
internal sealed class SessionClock : IDisposable
{
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Func<long, long> _onDue;
    private readonly Lock _gate = new();
    private long _scheduled = long.MaxValue;
    private bool _disposed;

    /// <param name="time">The clock.</param>
    /// <param name="onDue">Handles what is due at the given time and returns when the next falls due, or <see cref="long.MaxValue"/>.</param>
    public SessionClock(TimeProvider time, Func<long, long> onDue)
    {
        _time = time;
        _onDue = onDue;
        using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
        {
            _timer = time.CreateTimer(static state => ((SessionClock)state!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Now, in the units of the clock.</summary>
    public long Now => _time.GetTimestamp();

    /// <summary>That long from now; <see cref="long.MaxValue"/> when that is never, as after <see cref="Timeout.InfiniteTimeSpan"/>.</summary>
    public long After(TimeSpan duration) => After(duration, Now);

    /// <summary>That long from a time; <see cref="long.MaxValue"/> when that is never.</summary>
    public long After(TimeSpan duration, long time)
    {
        var ticks = duration.TotalSeconds * _time.TimestampFrequency;
        return duration == Timeout.InfiniteTimeSpan || ticks >= long.MaxValue / 2 ? long.MaxValue : time + (long)ticks;
    }

    /// <summary>The wall-clock time that corresponds to a value of <see cref="Now"/>.</summary>
    public DateTimeOffset ToTime(long ticks) => ticks == long.MaxValue
        ? DateTimeOffset.MaxValue
        : _time.GetUtcNow() + ToDuration(ticks - Now);

    /// <summary>How long a number of units is.</summary>
    public TimeSpan ToDuration(long ticks) => TimeSpan.FromSeconds((double)ticks / _time.TimestampFrequency);

    /// <summary>Something falls due at that time.</summary>
    public void ScheduleAt(long due)
    {
        if (due >= Volatile.Read(ref _scheduled))
        {
            return;
        }

        lock (_gate)
        {
            if (due < _scheduled && !_disposed)
            {
                SetTimer(due);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _timer.Dispose();
        }
    }

    private void OnTimer()
    {
        lock (_gate)
        {
            Volatile.Write(ref _scheduled, long.MaxValue);
        }

        var next = _onDue(Now);
        if (next != long.MaxValue)
        {
            ScheduleAt(next);
        }
    }

    private void SetTimer(long due)
    {
        Volatile.Write(ref _scheduled, due);

        // A timer counts whole milliseconds: round up, or it would fire just before the time and find nothing due.
        var wait = Math.Max(0, due - Now);
        var milliseconds = Math.Ceiling((double)wait * 1000 / _time.TimestampFrequency);
        _timer.Change(TimeSpan.FromMilliseconds(Math.Min(milliseconds, int.MaxValue)), Timeout.InfiniteTimeSpan);
    }
}
