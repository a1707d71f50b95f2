using System.Text;
using Microsoft.Extensions.Logging;
using WsToolkit.Channels;
using WsToolkit.Dialects;
using WsToolkit.Rpc;

namespace WsToolkit.Client;

/// <summary>
/// The channels that a client has subscribed to. Outlives connections: what was subscribed to over one is restored over the next, in the order in which it
/// was subscribed to. Thread-safe.
/// </summary>
/// <param name="client">The client, whichever connection it has. Calls wait while there is none.</param>
/// <param name="logger">Where discontinuities and failed handlers are logged.</param>
/// <param name="maxSubscriptions">How many channels and patterns may be subscribed to at a time.</param>
internal sealed class ClientChannels(WsCaller client, ILogger logger, int maxSubscriptions) : IClientRestorer
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ClientTopic> _topics = new(StringComparer.Ordinal);
    private readonly List<WireSubscription> _subscriptions = [];
    private bool _online = true;
    private int _connections;
    private Exception? _error;
    private bool _closed;

    public ILogger Logger => logger;

    public WsCaller Client => client;

    /// <summary>Opens a channel. Nothing is sent before the first subscription.</summary>
    public WsChannel<T> Open<T>(WsChannelType<T> type, string name) => new ClientChannel<T>(this, type, name);

    /// <summary>Registers a consumer and subscribes at the server, unless others have subscribed to the same already.</summary>
    public async Task JoinAsync<T>(WsChannelType<T> type, string channel, ChannelSubscriber<T> subscriber, CancellationToken cancellationToken)
    {
        WireSubscription subscription;
        lock (_gate)
        {
            if (_closed)
            {
                throw _error ?? new ObjectDisposedException(nameof(WsClient));
            }

            // At once, because messages may follow the answer closer than this task does.
            subscription = Subscription(channel, subscriber.Pattern);
            subscription.Subscribers.Add(subscriber);
            Topic(channel).Add(type, subscriber);
        }

        try
        {
            await subscription.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                while (MustSubscribe(subscription, subscriber) is { } connections)
                {
                    var call = client.CreateCall(ChannelCalls.Subscribe);
                    await ChannelCalls.SelectAsync(call, channel, subscriber.Pattern, cancellationToken).ConfigureAwait(false);
                    if (TryJoin(subscription, connections))
                    {
                        break;
                    }

                    // Perhaps the answer came over a connection that has been lost since, and the next one was restored without this.
                    Notify(subscription);
                }
            }
            finally
            {
                subscription.Gate.Release();
            }
        }
        catch
        {
            await LeaveAsync(channel, subscriber, subscriber.Pattern).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Removes a consumer, and unsubscribes at the server when it was the last one. Never fails.</summary>
    public async ValueTask LeaveAsync(string channel, ChannelSubscriber subscriber, string pattern)
    {
        WireSubscription? subscription;
        lock (_gate)
        {
            Forget(channel, subscriber);
            subscription = _subscriptions.Find(s => s.Is(channel, pattern));
            if (subscription is null || !subscription.Subscribers.Remove(subscriber) || subscription.Subscribers.Count > 0)
            {
                return;
            }
        }

        await UnsubscribeAsync(subscription).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void OnMessage(in WsEnvelope envelope)
    {
        if (FindTopic(envelope.Channel.Span) is not { } topic)
        {
            // On its way when it was unsubscribed.
        }
        else if (envelope.Kind == WsEnvelopeKind.Gap)
        {
            topic.Notify(new WsDiscontinuity(topic.Name, WsDiscontinuityReason.DroppedByServer, envelope.Missed));
        }
        else
        {
            topic.OnMessage(envelope.Event.Span, envelope.Payload, logger);
        }
    }

    /// <inheritdoc/>
    public void OnDisconnected()
    {
        lock (_gate)
        {
            _online = false;
            _connections++;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="WsConnectionLostException">The new connection has been lost, too, or its server shuts down.</exception>
    public async ValueTask RestoreAsync(RpcPeer peer, CancellationToken cancellationToken)
    {
        List<WireSubscription> lost;
        lock (_gate)
        {
            // Of what was left without telling it, this server knows nothing.
            _subscriptions.RemoveAll(static s => s.IsAbandoned && s.Subscribers.Count == 0);
            lost = _subscriptions.FindAll(static s => s.IsJoined);
        }

        // All are on their way, in order, before the first answer is awaited.
        var answers = new List<(WireSubscription Subscription, Task Answer)>(lost.Count);
        foreach (var subscription in lost)
        {
            Notify(subscription);
            var call = new WsOutgoingCall(peer, ChannelCalls.Subscribe, timeout: null);
            answers.Add((subscription, ChannelCalls.SelectAsync(call, subscription.Channel, subscription.Pattern, cancellationToken)));
        }

        WsConnectionLostException? lostAgain = null;
        foreach (var (subscription, answer) in answers)
        {
            try
            {
                await answer.ConfigureAwait(false);
                subscription.IsNotified = false;
            }
            catch (WsConnectionLostException exception)
            {
                lostAgain = exception;
            }
            catch (WsException exception) when (exception.Code == WsErrorCodes.ShuttingDown)
            {
                // The next server may take it.
                lostAgain = peer.Lost();
            }
            catch (WsException exception) when (exception is not WsDeadlineExceededException)
            {
                logger.SubscriptionNotRestored(exception, subscription.Channel);
                End(subscription, exception);
            }
        }

        if (lostAgain is not null)
        {
            throw lostAgain;
        }

        lock (_gate)
        {
            _online = true;
        }

        // Who left while the connection was being restored could not tell the server.
        foreach (var subscription in lost.Where(static s => s.IsAbandoned))
        {
            _ = UnsubscribeAsync(subscription);
        }
    }

    /// <inheritdoc/>
    public void OnClosed(WsConnectionLostException lost)
    {
        // Who closed the connection itself has nothing to fear for its loops.
        var error = !lost.Close.Remote && lost.Close.Code is WsCloseCode.Normal or WsCloseCode.GoingAway or >= (WsCloseCode)3000 ? null : lost;
        List<ClientTopic> topics;
        lock (_gate)
        {
            _closed = true;
            _error = error;
            topics = [.. _topics.Values];
            _subscriptions.Clear();
            _topics.Clear();
        }

        foreach (var topic in topics)
        {
            topic.Complete(error);
        }
    }

    // The number of connections there have been, or null when the server knows the subscription already.
    private int? MustSubscribe(WireSubscription subscription, ChannelSubscriber subscriber)
    {
        lock (_gate)
        {
            if (!subscription.Subscribers.Contains(subscriber))
            {
                throw subscription.Error ?? _error ?? new ObjectDisposedException(nameof(WsClient));
            }

            return subscription.IsJoined ? null : _connections;
        }
    }

    private bool TryJoin(WireSubscription subscription, int connections)
    {
        lock (_gate)
        {
            subscription.IsJoined = connections == _connections;
            subscription.IsAbandoned &= !subscription.IsJoined;
            subscription.IsNotified &= !subscription.IsJoined;
            return subscription.IsJoined;
        }
    }

    private void Notify(WireSubscription subscription)
    {
        List<ChannelSubscriber> subscribers;
        lock (_gate)
        {
            // One notice is enough, however many attempts it takes.
            subscribers = subscription.IsNotified ? [] : [.. subscription.Subscribers];
            subscription.IsNotified = true;
        }

        foreach (var subscriber in subscribers)
        {
            subscriber.Notify(new WsDiscontinuity(subscription.Channel, WsDiscontinuityReason.Reconnected, null));
        }
    }

    private void End(WireSubscription subscription, Exception error)
    {
        List<ChannelSubscriber> subscribers;
        lock (_gate)
        {
            subscription.IsJoined = false;
            subscription.Error = error;
            _subscriptions.Remove(subscription);
            subscribers = [.. subscription.Subscribers];
            subscribers.ForEach(subscriber => Forget(subscription.Channel, subscriber));
            subscription.Subscribers.Clear();
        }

        subscribers.ForEach(subscriber => subscriber.Complete(error));
    }

    // The subscription stays in the list until the server has answered, so that who joins meanwhile waits for that and subscribes anew.
    private async Task UnsubscribeAsync(WireSubscription subscription)
    {
        await subscription.Gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (BeginLeaving(subscription))
            {
                var call = client.CreateCall(ChannelCalls.Unsubscribe);
                await ChannelCalls.SelectAsync(call, subscription.Channel, subscription.Pattern, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (WsException)
        {
            // The connection is lost, and the subscription with it; or the server knows nothing of it any more.
        }
        finally
        {
            lock (_gate)
            {
                // An abandoned one stays for who comes back before the server could be told.
                if (subscription.Subscribers.Count == 0 && !subscription.IsAbandoned)
                {
                    _subscriptions.Remove(subscription);
                }
            }

            subscription.Gate.Release();
        }
    }

    private bool BeginLeaving(WireSubscription subscription)
    {
        lock (_gate)
        {
            if (subscription.Subscribers.Count > 0 || !(subscription.IsJoined || subscription.IsAbandoned))
            {
                return false;
            }

            subscription.IsAbandoned = !_online;
            subscription.IsJoined = false;
            return _online;
        }
    }

    private ClientTopic? FindTopic(ReadOnlySpan<byte> name)
    {
        Span<char> text = stackalloc char[256];
        if (name.Length > text.Length)
        {
            text = new char[name.Length];
        }

        text = text[..Encoding.UTF8.GetChars(name, text)];
        lock (_gate)
        {
            return _topics.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var topic) ? topic : null;
        }
    }

    private ClientTopic Topic(string channel)
    {
        if (!_topics.TryGetValue(channel, out var topic))
        {
            _topics.Add(channel, topic = new ClientTopic(channel));
        }

        return topic;
    }

    private WireSubscription Subscription(string channel, string pattern)
    {
        var subscription = _subscriptions.Find(s => s.Is(channel, pattern));
        if (subscription is null)
        {
            if (_subscriptions.Count >= maxSubscriptions)
            {
                throw new WsException(
                    WsErrorCodes.TooLarge,
                    $"More than {maxSubscriptions} subscriptions over one connection.",
                    new Dictionary<string, string> { ["channel"] = $"more than {maxSubscriptions} subscriptions" });
            }

            _subscriptions.Add(subscription = new WireSubscription(channel, pattern));
        }

        return subscription;
    }

    private void Forget(string channel, ChannelSubscriber subscriber)
    {
        if (_topics.TryGetValue(channel, out var topic) && topic.Remove(subscriber))
        {
            _topics.Remove(channel);
        }
    }

    /// <summary>What the server knows as one subscription, however many consumers share it.</summary>
    private sealed class WireSubscription(string channel, string pattern)
    {
        public string Channel => channel;

        public string Pattern => pattern;

        /// <summary>Subscribing and unsubscribing happen one after the other.</summary>
        public SemaphoreSlim Gate { get; } = new(1);

        public List<ChannelSubscriber> Subscribers { get; } = [];

        /// <summary>Why it has ended, where the server did not take it again.</summary>
        public Exception? Error { get; set; }

        /// <summary>Whether the server has accepted it.</summary>
        public bool IsJoined { get; set; }

        /// <summary>Whether its consumers know that they may have missed messages, and no connection has served it since.</summary>
        public bool IsNotified { get; set; }

        /// <summary>Whether the last consumer left when the server could not be told.</summary>
        public bool IsAbandoned { get; set; }

        public bool Is(string otherChannel, string otherPattern) => channel == otherChannel && pattern == otherPattern;
    }
}
