using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using WsToolkit.Dialects;
using WsToolkit.Framing;
using WsToolkit.Json;
using WsToolkit.Rpc;
using WsToolkit.Walkers;

namespace WsToolkit.Client;

/// <summary>Calls walkers over a WebSocket. Thread-safe.</summary>
internal sealed class ConnectedWalkerClient : WsWalkerClient
{
    private readonly ConcurrentDictionary<object, object> _bound = new();
    private readonly WsClient _client;
    private readonly ClientNotifications _notifications;
    private readonly bool _compat;

    public ConnectedWalkerClient(WsClient client)
    {
        _client = client;
        _notifications = client.Notifications;
        _compat = client.DialectInUse is TaggedDialect { IsCompat: true };
        if (!client.DialectInUse.Features.HasFlag(WsDialectFeatures.Notifications))
        {
            throw new NotSupportedException($"Walkers need notifications, which the dialect '{client.DialectInUse.Name}' cannot carry.");
        }

        _notifications.ConnectionChanged += OnConnectionChanged;
    }

    public override WsWalkerConnectionInfo? Connection => _notifications.Connection;

    public override void Require<TRequest>(WsWalkerOperation<TRequest> operation) => _ = Bind(operation);

    public override async Task<WsWalkerReply> CallAsync<TRequest>(
        WsWalkerOperation<TRequest> operation, TRequest request, CancellationToken cancellationToken)
        => await CallAsync<TRequest, object>(operation, request, progress: null, cancellationToken).ConfigureAwait(false);

    public override async Task<WsWalkerReply> CallAsync<TRequest, TProgress>(
        WsWalkerOperation<TRequest> operation, TRequest request, IProgress<TProgress>? progress, CancellationToken cancellationToken)
        => await Begin(operation, request, progress, streams: false)
            .InvokeAsync(new ReplyReader<object>(null), cancellationToken)
            .ConfigureAwait(false);

    public override Task<WsWalkerReply<TReport>> CallAsync<TRequest, TReport>(
        WsWalkerOperation<TRequest, TReport> operation, TRequest request, CancellationToken cancellationToken)
        => CallAsync<TRequest, TReport, object>(operation, request, progress: null, cancellationToken);

    public override Task<WsWalkerReply<TReport>> CallAsync<TRequest, TReport, TProgress>(
        WsWalkerOperation<TRequest, TReport> operation, TRequest request, IProgress<TProgress>? progress, CancellationToken cancellationToken)
        => Begin(operation, request, progress, streams: false).InvokeAsync(new ReplyReader<TReport>(PayloadOf<TRequest, TReport>(operation)), cancellationToken);

    public override IAsyncEnumerable<TReport> StreamAsync<TRequest, TReport>(
        WsWalkerOperation<TRequest, TReport> operation, TRequest request, CancellationToken cancellationToken)
        => StreamAsync<TRequest, TReport, object>(operation, request, progress: null, cancellationToken);

    public override IAsyncEnumerable<TReport> StreamAsync<TRequest, TReport, TProgress>(
        WsWalkerOperation<TRequest, TReport> operation, TRequest request, IProgress<TProgress>? progress, CancellationToken cancellationToken)
        => _client.DialectInUse.Features.HasFlag(WsDialectFeatures.ResultStreams)
            ? StreamAsync(operation, request, progress, PayloadOf<TRequest, TReport>(operation), cancellationToken)
            : CollectAsync(operation, request, progress, cancellationToken);

    public override void AddHandler<T>(Action<T> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _notifications.Add(handler, TypeOf<T>);
    }

    public override void RemoveHandler<T>(Action<T> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _notifications.Remove(handler);
    }

    public override async IAsyncEnumerable<T> EventsAsync<T>([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var type = TypeOf<T>();
        await foreach (var notification in NotificationsAsync(cancellationToken).ConfigureAwait(false))
        {
            if (notification.EventName == T.EventName && TryRead(type, notification, out var value))
            {
                yield return value;
            }
        }
    }

    public override IAsyncEnumerable<WsNotification> NotificationsAsync(CancellationToken cancellationToken)
    {
        // Opened at once, so that nothing is missed before the enumeration begins.
        var stream = _notifications.Open();
        return ReadAsync(stream, cancellationToken);
    }

    public override async Task<WsWalkerConnectionInfo> GetConnectionAsync(CancellationToken cancellationToken)
    {
        var call = _client.CreateCall(WalkerCalls.Connection);
        var (connection, raised) = await WalkerCalls.AskAsync(call, _notifications.OnAnswer, cancellationToken).ConfigureAwait(false);
        await raised.WaitAsync(cancellationToken).ConfigureAwait(false);
        return connection;
    }

    public override async Task<WsWalkerConnectionInfo?> ChangeUserAsync(string? token, CancellationToken cancellationToken)
    {
        var call = _client.CreateCall(WalkerCalls.ChangeUser);
        var onAnswer = _notifications.BeginChange(token);
        var (connection, raised) = await WalkerCalls.ChangeUserAsync(call, token, _compat, onAnswer, cancellationToken).ConfigureAwait(false);
        await raised.WaitAsync(cancellationToken).ConfigureAwait(false);
        return connection;
    }

    public override Task NotifyUsersAsync<T>(IEnumerable<string> userIds, T notification, CancellationToken cancellationToken)
        => NotifyAsync(WsNotificationTarget.Users, userIds, notification, cancellationToken);

    public override Task NotifyUsersAsync<T>(IEnumerable<string> userIds, T data, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        => NotifyAsync(WsNotificationTarget.Users, userIds, data, type, cancellationToken);

    public override Task NotifyChannelsAsync<T>(IEnumerable<string> channelIds, T notification, CancellationToken cancellationToken)
        => NotifyAsync(WsNotificationTarget.Channels, channelIds, notification, cancellationToken);

    public override Task NotifyChannelsAsync<T>(
        IEnumerable<string> channelIds, T data, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        => NotifyAsync(WsNotificationTarget.Channels, channelIds, data, type, cancellationToken);

    public override Task NotifyClientsAsync<T>(IEnumerable<string> clientIds, T notification, CancellationToken cancellationToken)
        => NotifyAsync(WsNotificationTarget.Clients, clientIds, notification, cancellationToken);

    public override Task NotifyClientsAsync<T>(
        IEnumerable<string> clientIds, T data, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        => NotifyAsync(WsNotificationTarget.Clients, clientIds, data, type, cancellationToken);

    public override ValueTask DisposeAsync()
    {
        _notifications.ConnectionChanged -= OnConnectionChanged;
        return _client.DisposeAsync();
    }

    private static bool TryRead<T>(WsPayloadType<T> type, WsNotification notification, out T value)
    {
        try
        {
            value = type.Read(NotificationReader.DataOf(notification.Message))!;
            return value is not null;
        }
        catch (Exception exception) when (RpcErrors.IsBindingFailure(exception))
        {
            value = default!;
            return false;
        }
    }

    private async IAsyncEnumerable<WsNotification> ReadAsync(
        System.Threading.Channels.Channel<WsNotification> stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var notification in stream.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return notification;
            }
        }
        finally
        {
            _notifications.Close(stream);
        }
    }

    private async IAsyncEnumerable<TReport> StreamAsync<TRequest, TReport, TProgress>(
        WsWalkerOperation<TRequest, TReport> operation,
        TRequest request,
        IProgress<TProgress>? progress,
        WsPayloadType<TReport> report,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where TRequest : notnull
    {
        await foreach (var item in Begin(operation, request, progress, streams: true).StreamAsync(report, cancellationToken).ConfigureAwait(false))
        {
            yield return item;
        }
    }

    private async IAsyncEnumerable<TReport> CollectAsync<TRequest, TReport, TProgress>(
        WsWalkerOperation<TRequest, TReport> operation,
        TRequest request,
        IProgress<TProgress>? progress,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where TRequest : notnull
    {
        foreach (var report in (await CallAsync(operation, request, progress, cancellationToken).ConfigureAwait(false)).Reports)
        {
            yield return report;
        }
    }

    private WsOutgoingCall Begin<TRequest, TProgress>(
        WsWalkerOperation<TRequest> operation, TRequest request, IProgress<TProgress>? progress, bool streams)
        where TRequest : notnull
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!operation.Methods.HasFlag(WsMethods.WebSocket))
        {
            throw new NotSupportedException($"{operation.MemberName} cannot be called over a WebSocket.");
        }

        var bound = Bind(operation);
        var call = _client.CreateCall(streams ? bound.Streaming : bound.Collecting);
        call.WritePayload(request, bound.Request);
        if (progress is not null && _client.DialectInUse.Features.HasFlag(WsDialectFeatures.Progress))
        {
            call.ReportTo(progress, PayloadOf<TRequest, TProgress>(operation));
        }

        return call;
    }

    private Bound<TRequest> Bind<TRequest>(WsWalkerOperation<TRequest> operation)
        where TRequest : notnull
        => (Bound<TRequest>)_bound.GetOrAdd(
            operation,
            static (_, known) => new Bound<TRequest>(known.operation, known.client.CodecOf(known.operation)),
            (operation, client: this));

    private WsPayloadType<T> PayloadOf<TRequest, T>(WsWalkerOperation<TRequest> operation)
        where TRequest : notnull
        => CodecOf(operation).GetPayloadType<T>();

    private WsPayloadCodec CodecOf<TRequest>(WsWalkerOperation<TRequest> operation)
        where TRequest : notnull
        => _client.Codecs.Get(operation.Naming, operation.Enums, operation.JsonTypeInfoResolver);

    private WsPayloadType<T> TypeOf<T>()
        where T : IWsEvent<T>
        => _client.Codecs.Get(T.Naming, T.Enums, T.JsonTypeInfoResolver).GetPayloadType<T>();

    private Task NotifyAsync<T>(WsNotificationTarget target, IEnumerable<string> ids, T notification, CancellationToken cancellationToken)
        where T : IWsEvent<T>
    {
        ArgumentNullException.ThrowIfNull(notification);
        return SendAsync(target, ids, EventText.Write(notification, TypeOf<T>()), cancellationToken);
    }

    private Task NotifyAsync<T>(
        WsNotificationTarget target, IEnumerable<string> ids, T data, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(type);
        return SendAsync(target, ids, JsonSerializer.SerializeToUtf8Bytes(data, type), cancellationToken);
    }

    private Task SendAsync(WsNotificationTarget target, IEnumerable<string> ids, byte[] data, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var call = _client.CreateCall(WalkerCalls.MethodOf(target));
        WalkerCalls.WriteNotification(call, target, ids, data, static (output, bytes) => output.Write(bytes));

        // In the original nobody answers.
        return _compat ? call.SendAsync(cancellationToken) : call.InvokeAsync(cancellationToken);
    }

    private sealed class Bound<TRequest>(WsWalkerOperation<TRequest> operation, WsPayloadCodec codec)
        where TRequest : notnull
    {
        public WsPayloadType<TRequest> Request { get; } = codec.GetPayloadType<TRequest>();

        public WsMethod Collecting { get; } = MethodOf(operation, WsMethodShape.NamedArguments);

        public WsMethod Streaming { get; } = MethodOf(operation, WsMethodShape.NamedArguments | WsMethodShape.ResultStream);

        private static WsMethod MethodOf(WsWalkerOperation<TRequest> operation, WsMethodShape shape)
            => new(operation.Name, operation.MemberName, shape) { Timeout = operation.Timeout };
    }
}
