using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using WsToolkit.Dialects;
using WsToolkit.Json;
using WsToolkit.Rpc;

namespace WsToolkit.Client;

/// <summary>
/// The notifications that a client receives. Outlives connections. The thread that reads only puts them into a bounded queue, from which
/// another hands them to the application, one after the other. Thread-safe.
/// </summary>
internal sealed class ClientNotifications
{
    private readonly Lock _gate = new();
    private readonly ILogger _logger;
    private readonly int _queueLength;
    private readonly Channel<Arrival> _queue;
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<Type, EventHandlers> _handlers = [];
    private readonly List<Channel<WsNotification>> _streams = [];
    private WsWalkerConnectionInfo? _connection;
    private string? _token;
    private long _begunChanges;
    private long _lastChange;
    private bool _closed;

    /// <param name="logger">Where what fails is logged.</param>
    /// <param name="queueLength">How many notifications wait for the application; then the oldest are dropped.</param>
    public ClientNotifications(ILogger logger, int queueLength)
    {
        _logger = logger;
        _queueLength = queueLength;

        // Who waits for an answer must not wait for what is never taken from the queue.
        _queue = NewQueue<Arrival>(static dropped => dropped.Raised?.TrySetResult());
        _ = PumpAsync();
    }

    /// <summary>Raised for what the server says of the connection, asked or not, between the notifications around it.</summary>
    public event Action<WsWalkerConnectionInfo>? ConnectionChanged;

    /// <summary>What the server has said of the connection last.</summary>
    public WsWalkerConnectionInfo? Connection => Volatile.Read(ref _connection);

    /// <summary>Completes when the server has said something of the connection for the first time.</summary>
    public Task First => _first.Task;

    /// <summary>Whose token further connections begin with; null for none.</summary>
    public string? Token => Volatile.Read(ref _token);

    /// <summary>A notification has arrived. Called by the thread that reads.</summary>
    public void OnMessage(in WsEnvelope envelope)
    {
        var message = envelope.Payload.ToArray();
        var type = NotificationReader.TypeOf(message);
        if (type == TaggedEvents.Connection && ConnectionReader.TryRead(message, out var connection))
        {
            OnConnection(connection, null);
        }
        else
        {
            _queue.Writer.TryWrite(new Arrival(new WsNotification(type, message), _connection));
        }
    }

    /// <summary>The server has answered what it knows of the connection. Called by the thread that reads.</summary>
    /// <returns>Completes when <see cref="ConnectionChanged"/> has been raised for it.</returns>
    public Task OnAnswer(WsWalkerConnectionInfo connection)
    {
        var raised = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        OnConnection(connection, raised);
        return raised.Task;
    }

    /// <summary>The server is about to be asked to go on as another user.</summary>
    /// <param name="token">The user's token; null for none.</param>
    /// <returns>What takes the answer, in place of <see cref="OnAnswer"/>.</returns>
    public Func<WsWalkerConnectionInfo, Task> BeginChange(string? token)
    {
        var change = Interlocked.Increment(ref _begunChanges);
        return connection =>
        {
            // The answer to a change that the server has passed over, for a later one, may come after that one's.
            if (change > _lastChange)
            {
                _lastChange = change;
                Volatile.Write(ref _token, connection.Error is null ? token : null);
            }

            return OnAnswer(connection);
        };
    }

    /// <summary>Goes on, over a new connection, as the user whose token was given last.</summary>
    public async ValueTask RestoreAsync(RpcPeer peer, CancellationToken cancellationToken)
    {
        if (Token is not { } token)
        {
            return;
        }

        try
        {
            var call = new WsOutgoingCall(peer, WalkerCalls.ChangeUser, timeout: null);
            var scheme = peer.Session.SharedDialect is TaggedDialect { IsCompat: true };
            await WalkerCalls.ChangeUserAsync(call, token, scheme, OnAnswer, cancellationToken).ConfigureAwait(false);
        }
        catch (WsException exception) when (
            exception is not (WsConnectionLostException or WsDeadlineExceededException) && exception.Code != WsErrorCodes.ShuttingDown)
        {
            // The server refuses the user, not the connection, which goes on as the public user's.
            _logger.UserNotRestored(exception);
        }
    }

    /// <summary>No connection will follow.</summary>
    public void OnClosed(WsConnectionLostException lost)
    {
        _first.TrySetException(lost);
        _ = _first.Task.Exception;
        _queue.Writer.TryComplete();
        lock (_gate)
        {
            _closed = true;
            foreach (var stream in _streams)
            {
                stream.Writer.TryComplete();
            }
        }
    }

    public void Add<T>(Action<T> handler, Func<WsPayloadType<T>> type)
        where T : IWsEvent<T>
    {
        lock (_gate)
        {
            if (!_handlers.TryGetValue(typeof(T), out var handlers))
            {
                _handlers.Add(typeof(T), handlers = new EventHandlers<T>(T.EventName, type()));
            }

            ((EventHandlers<T>)handlers).Handler += handler;
        }
    }

    public void Remove<T>(Action<T> handler)
        where T : IWsEvent<T>
    {
        lock (_gate)
        {
            if (_handlers.TryGetValue(typeof(T), out var handlers))
            {
                ((EventHandlers<T>)handlers).Handler -= handler;
            }
        }
    }

    /// <summary>Opens a stream of notifications, from now on, until it is closed.</summary>
    public Channel<WsNotification> Open()
    {
        var stream = NewQueue<WsNotification>(null);
        lock (_gate)
        {
            if (_closed)
            {
                stream.Writer.TryComplete();
            }
            else
            {
                _streams.Add(stream);
            }
        }

        return stream;
    }

    public void Close(Channel<WsNotification> stream)
    {
        lock (_gate)
        {
            _streams.Remove(stream);
        }
    }

    private void OnConnection(WsWalkerConnectionInfo connection, TaskCompletionSource? raised)
    {
        Volatile.Write(ref _connection, connection);
        _first.TrySetResult();
        if (!_queue.Writer.TryWrite(new Arrival(null, connection, raised)))
        {
            raised?.TrySetResult();
        }
    }

    private Channel<T> NewQueue<T>(Action<T>? onDropped)
        => Channel.CreateBounded(
            new BoundedChannelOptions(_queueLength) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }, onDropped);

    private async Task PumpAsync()
    {
        WsWalkerConnectionInfo? raised = null;
        await foreach (var arrival in _queue.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            // Also where what the server has said of the connection was dropped from the queue before this.
            if (arrival.Connection is { } connection && !ReferenceEquals(connection, raised))
            {
                raised = connection;
                Raise(connection);
            }

            arrival.Raised?.TrySetResult();
            if (arrival.Notification is { } notification)
            {
                Deliver(notification);
            }
        }
    }

    private void Deliver(WsNotification notification)
    {
        EventHandlers[] handlers;
        lock (_gate)
        {
            foreach (var stream in _streams)
            {
                stream.Writer.TryWrite(notification);
            }

            handlers = notification.EventName is { } name ? [.. _handlers.Values.Where(one => one.EventName == name)] : [];
        }

        foreach (var one in handlers)
        {
            Handle(one, notification);
        }
    }

    private void Raise(WsWalkerConnectionInfo connection)
    {
        try
        {
            ConnectionChanged?.Invoke(connection);
        }
        catch (Exception exception)
        {
            _logger.NotificationHandlerFailed(exception, TaggedEvents.Connection);
        }
    }

    private void Handle(EventHandlers handlers, WsNotification notification)
    {
        try
        {
            handlers.Handle(NotificationReader.DataOf(notification.Message));
        }
        catch (Exception exception) when (RpcErrors.IsBindingFailure(exception) && !handlers.IsRunning)
        {
            _logger.NotificationUnreadable(exception, handlers.EventName);
        }
        catch (Exception exception)
        {
            _logger.NotificationHandlerFailed(exception, handlers.EventName);
        }
    }

    /// <summary>What waits for the application.</summary>
    /// <param name="Notification">A notification; null where the server has said something of the connection.</param>
    /// <param name="Connection">What the server had said of the connection by then.</param>
    /// <param name="Raised">Completes when that has been told, if somebody waits for it.</param>
    private readonly record struct Arrival(
        WsNotification? Notification, WsWalkerConnectionInfo? Connection, TaskCompletionSource? Raised = null);

    private abstract class EventHandlers(string eventName)
    {
        public string EventName => eventName;

        /// <summary>Whether the application's handlers have been begun with.</summary>
        public bool IsRunning { get; protected set; }

        public abstract void Handle(ReadOnlyMemory<byte> data);
    }

    private sealed class EventHandlers<T>(string eventName, WsPayloadType<T> type) : EventHandlers(eventName)
    {
        public Action<T>? Handler { get; set; }

        public override void Handle(ReadOnlyMemory<byte> data)
        {
            IsRunning = false;
            if (Handler is { } handler)
            {
                var value = type.Read(data) ?? throw new System.Text.Json.JsonException("The notification has no data.");
                IsRunning = true;
                handler(value);
            }
        }
    }
}
