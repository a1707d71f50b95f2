namespace WsToolkit.EndToEnd.Tests.Support;

/// <summary>
/// Time that passes only in <see cref="Advance"/>, which fires the timers that fall due, in their order, on the caller's thread.
/// </summary>
public sealed class FakeTimeProvider : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly Lock _gate = new();
    private readonly List<FakeTimer> _timers = [];
    private readonly List<(long Due, TaskCompletionSource Set)> _waiting = [];
    private long _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Start.AddTicks(Volatile.Read(ref _now));

    public override long GetTimestamp() => Volatile.Read(ref _now);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Completes when a timer is set that fires after exactly that time.</summary>
    public Task TimerIsSetFor(TimeSpan wait)
    {
        lock (_gate)
        {
            var due = _now + wait.Ticks;
            if (_timers.Any(timer => timer.Due == due))
            {
                return Task.CompletedTask;
            }

            var set = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((due, set));
            return set.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    public void Advance(TimeSpan by)
    {
        var end = _now + by.Ticks;
        while (TakeDue(end) is { } timer)
        {
            timer.Fire();
        }
    }

    private FakeTimer? TakeDue(long end)
    {
        lock (_gate)
        {
            var timer = _timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
            if (timer is not null)
            {
                Volatile.Write(ref _now, Math.Max(_now, timer.Due));
                timer.Due = timer.Period > TimeSpan.Zero ? timer.Due + timer.Period.Ticks : long.MaxValue;
            }
            else
            {
                Volatile.Write(ref _now, end);
            }

            return timer;
        }
    }

    private sealed class FakeTimer(FakeTimeProvider time, Action fire) : ITimer
    {
        public long Due { get; set; } = long.MaxValue;

        public TimeSpan Period { get; private set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                Due = dueTime == Timeout.InfiniteTimeSpan ? long.MaxValue : time._now + dueTime.Ticks;
                Period = period;
                time._timers.Remove(this);
                if (Due != long.MaxValue)
                {
                    time._timers.Add(this);
                    foreach (var waiting in time._waiting.Where(waiting => waiting.Due == Due))
                    {
                        waiting.Set.TrySetResult();
                    }
                }

                return true;
            }
        }

        public void Dispose()
        {
            lock (time._gate)
            {
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
