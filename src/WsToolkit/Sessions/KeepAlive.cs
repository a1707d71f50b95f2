namespace WsToolkit.Sessions;

/// <summary>
/// Pings the other end of a transport that leaves this to its session, and finds out when it is gone: whatever arrives after a ping is
/// a sign of life. Lives on the session's clock.
/// </summary>
internal sealed class KeepAlive
{
    private readonly WsTransport _transport;
    private readonly SessionClock _clock;
    private readonly TimeSpan _interval;
    private readonly TimeSpan _timeout;
    private long _nextPing = long.MaxValue;
    private long _deadline = long.MaxValue;
    private long _activityAtPing;

    private KeepAlive(WsTransport transport, SessionClock clock, SessionLimits limits)
    {
        _transport = transport;
        _clock = clock;
        _interval = limits.KeepAliveInterval;
        _timeout = limits.KeepAliveTimeout;
    }

    public static KeepAlive? TryCreate(WsTransport transport, SessionClock clock, SessionLimits limits)
        => transport.Activity is null || limits.KeepAliveInterval <= TimeSpan.Zero ? null : new KeepAlive(transport, clock, limits);

    public void Start()
    {
        _nextPing = _clock.After(_interval);
        _clock.ScheduleAt(_nextPing);
    }

    /// <summary>Sends the ping that is due. Called by the clock only.</summary>
    /// <returns>When to look again; a time that has passed when the other end is gone.</returns>
    public long OnDue(long now)
    {
        if (_transport.Activity != _activityAtPing)
        {
            _deadline = long.MaxValue;
        }

        if (now >= _deadline)
        {
            return now;
        }

        if (now >= _nextPing)
        {
            if (_deadline == long.MaxValue && _timeout > TimeSpan.Zero)
            {
                _activityAtPing = _transport.Activity ?? 0;
                _deadline = _clock.After(_timeout);
            }

            _nextPing = _clock.After(_interval);
            _transport.Ping();
        }

        return Math.Min(_nextPing, _deadline);
    }
}
