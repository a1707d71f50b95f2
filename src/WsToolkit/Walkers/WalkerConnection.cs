using System.Security.Claims;
using System.Security.Cryptography;
using WsToolkit.Dialects;
using WsToolkit.Sessions;

namespace WsToolkit.Walkers;

/// <summary>
/// What walkers know of one connection: its ids, its user and how long that is authenticated, and its notifications. Thread-safe.
/// </summary>
internal sealed class WalkerConnection
{
    /// <summary>Why the user is the public one: the time of the one before is over.</summary>
    public const string Expired = "The user's authentication has expired.";

    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(40);
    private readonly WsWalkerHub _hub;
    private readonly WsSession _session;
    private readonly WsWalkerOptions _options;
    private readonly TimeProvider _time;
    private readonly Action<ClaimsPrincipal> _setUser;
    private readonly NotificationQueue _queue;
    private readonly bool _tellsReasons;
    private State _state;
    private DateTimeOffset? _expires;
    private ITimer? _expiry;
    private bool _left;
    private long _lastChange;

    /// <param name="hub">Where the connection is to be found.</param>
    /// <param name="session">The connection.</param>
    /// <param name="options">The options of its endpoint.</param>
    /// <param name="time">The clock.</param>
    /// <param name="user">Who is connected.</param>
    /// <param name="channelId">The channel that was asked for, or null.</param>
    /// <param name="setUser">Makes another user that of the connection.</param>
    public WalkerConnection(
        WsWalkerHub hub,
        WsSession session,
        WsWalkerOptions options,
        TimeProvider time,
        ClaimsPrincipal user,
        string? channelId,
        Action<ClaimsPrincipal> setUser)
    {
        _hub = hub;
        _session = session;
        _options = options;
        _time = time;
        _setUser = setUser;
        _queue = new NotificationQueue(session, options);
        _tellsReasons = session.SharedDialect is not TaggedDialect { IsCompat: true };
        var channel = string.IsNullOrEmpty(channelId) || channelId.Length > options.MaxIdLength ? NewId(time) : channelId;
        _state = new State(user, new WsWalkerIdentity(NewId(time), WalkerUsers.IdOf(user, options), channel));
    }

    public WsWalkerIdentity Identity => Volatile.Read(ref _state).Identity;

    /// <summary>Who is connected and the ids that go with that.</summary>
    public (ClaimsPrincipal User, WsWalkerIdentity Identity) Who
    {
        get
        {
            var state = Volatile.Read(ref _state);
            return (state.User, state.Identity);
        }
    }

    /// <summary>The connection begins: it can be found, and is told who it is before anything else.</summary>
    /// <param name="expires">Until when its user is authenticated, or null.</param>
    public void Join(DateTimeOffset? expires)
    {
        lock (_queue.Gate)
        {
            _hub.Directory.Add(this, Identity);
            if (expires is { } end && end <= _time.GetUtcNow())
            {
                if (_options.CloseWhenExpired)
                {
                    _session.BeginClose(WsCloseCode.PolicyViolation, Expired);
                }

                Become(WalkerUsers.Public(), _options.PublicUserId, null);
                Tell(Expired);
                return;
            }

            Schedule(expires);
            Tell(null);
        }
    }

    /// <summary>The connection has ended.</summary>
    public void Leave()
    {
        lock (_queue.Gate)
        {
            if (_left)
            {
                return;
            }

            _left = true;
            _expiry?.Dispose();
            _hub.Directory.Remove(this, Identity);
            _queue.Leave();
        }
    }

    /// <summary>The connection goes on as another user's, unless a change that was asked for later has come before this one.</summary>
    /// <param name="change">The change, by a number that grows in the order in which they were asked for.</param>
    /// <param name="user">The user.</param>
    /// <param name="expires">Until when the user is authenticated, or null.</param>
    /// <returns>Its ids from now on.</returns>
    public WsWalkerIdentity ChangeUser(long change, ClaimsPrincipal user, DateTimeOffset? expires)
    {
        // The application's code, which may take its time or wait for others.
        var userId = WalkerUsers.IdOf(user, _options);
        lock (_queue.Gate)
        {
            if (change > _lastChange)
            {
                _lastChange = change;
                Become(user, userId, expires);
            }

            return Identity;
        }
    }

    /// <summary>The client has been answered who it is; where that has changed before the answer had its place, it is told once more.</summary>
    public void OnAnswered(WsWalkerIdentity answered)
    {
        lock (_queue.Gate)
        {
            if (!_left && Identity != answered)
            {
                Tell(null);
            }
        }
    }

    /// <summary>Queues a notification.</summary>
    public void Notify(WalkerNotification notification) => _queue.Send(notification.Encode(_session.SharedDialect));

    /// <summary>Waits until the connection has room for more: for notifications by its own calls.</summary>
    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken) => _session.Queue.WaitForRoomAsync(cancellationToken);

    private static string NewId(TimeProvider time)
        => $"{time.GetUtcNow().ToUnixTimeSeconds()}:{RandomNumberGenerator.GetHexString(32, lowercase: true)}";

    // Within the gate.
    private void Become(ClaimsPrincipal user, string userId, DateTimeOffset? expires)
    {
        var before = Identity;
        var identity = before with { UserId = userId };
        Volatile.Write(ref _state, new State(user, identity));
        _setUser(user);
        if (!_left && identity.UserId != before.UserId)
        {
            _hub.Directory.ChangeUser(this, before.UserId, identity.UserId);
        }

        Schedule(expires);
    }

    private void Schedule(DateTimeOffset? expires)
    {
        _expires = expires;
        _expiry?.Dispose();
        _expiry = null;
        if (expires is { } end && !_left)
        {
            var wait = end - _time.GetUtcNow();
            wait = wait > LongestWait ? LongestWait : wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
            _expiry = _time.CreateTimer(static state => ((WalkerConnection)state!).OnTime(), this, wait, Timeout.InfiniteTimeSpan);
        }
    }

    private void OnTime()
    {
        lock (_queue.Gate)
        {
            if (_left || _expires is not { } end)
            {
                return;
            }

            if (end > _time.GetUtcNow())
            {
                Schedule(end);
                return;
            }

            if (_options.CloseWhenExpired)
            {
                _session.BeginClose(WsCloseCode.PolicyViolation, Expired);
            }

            Become(WalkerUsers.Public(), _options.PublicUserId, null);
            Tell(Expired);
        }
    }

    private void Tell(string? reason)
    {
        var envelope = new WsEnvelope { Kind = WsEnvelopeKind.Notification, Credit = -1 };
        _session.Queue.SendEncoded(in envelope, ConnectionMessage.Write(Identity, _tellsReasons ? reason : null));
    }

    private sealed record State(ClaimsPrincipal User, WsWalkerIdentity Identity);
}
