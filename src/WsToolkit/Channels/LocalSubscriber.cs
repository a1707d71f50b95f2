namespace WsToolkit.Channels;

/// <summary>
/// A part of the application that has subscribed to a channel of its own process. Its queue and policy are the subscription's own.
/// Thread-safe; one reader.
/// </summary>
internal sealed class LocalSubscriber<T> : TopicSubscriber
{
    private readonly Topic _topic;
    private readonly WsChannelType<T> _type;
    private readonly WsSubscribeOptions _options;
    private readonly Lock _gate = new();
    private readonly PendingMessages<WsBusMessage> _pending;
    private TaskCompletionSource? _arrival;
    private TaskCompletionSource? _room;
    private WsException? _failure;
    private WsChannelMessage<T>? _afterNotice;
    private bool _ended;
    private int _released;

    public LocalSubscriber(Topic topic, WsChannelType<T> type, WsSubscribeOptions options)
    {
        _topic = topic;
        _type = type;
        _options = options;
        _pending = new PendingMessages<WsBusMessage>(options.SlowConsumer);
    }

    public string Channel => _topic.Name;

    /// <summary>Waits for the next message or notice.</summary>
    /// <returns>Null when the subscription has ended.</returns>
    /// <exception cref="WsException">The consumer was too slow, and this ends the subscription.</exception>
    public async ValueTask<WsChannelMessage<T>?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task arrival;
            lock (_gate)
            {
                if (_failure is not null)
                {
                    throw _failure;
                }

                if (_afterNotice is { } safe)
                {
                    _afterNotice = null;
                    return safe;
                }

                if (_pending.TakeMissed() is > 0 and var missed)
                {
                    // The message behind the notice is safe from now on: who takes long over each notice gets on all the same.
                    _afterNotice = _pending.Count > 0 ? Read(Take()) : null;
                    return Notice(missed);
                }

                if (_pending.Count > 0)
                {
                    return Read(Take());
                }

                if (_ended)
                {
                    return null;
                }

                arrival = (_arrival ??= NewWaiter()).Task;
            }

            await arrival.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends the subscription.</summary>
    public void Leave()
    {
        if (Interlocked.Exchange(ref _released, 1) == 0)
        {
            _topic.Remove(this);
            _topic.Release();
        }
    }

    /// <inheritdoc/>
    public override Task? Deliver(MessageBatch batch)
    {
        lock (_gate)
        {
            if (_ended)
            {
                return null;
            }

            foreach (var message in batch.Messages)
            {
                if (Wants(message) && !Keep(message))
                {
                    break;
                }
            }

            if (_pending.Count > 0 || _failure is not null)
            {
                _arrival?.TrySetResult();
                _arrival = null;
            }

            return _pending.Count > _options.QueueLength ? (_room ??= NewWaiter()).Task : null;
        }
    }

    /// <inheritdoc/>
    public override void Fail()
    {
        lock (_gate)
        {
            _failure ??= new WsException(WsErrorCodes.Internal, $"Messages of channel {_topic.Name} were lost.");
        }
    }

    /// <inheritdoc/>
    public override void OnLeft()
    {
        lock (_gate)
        {
            _ended = true;
            _pending.Clear();
            _arrival?.TrySetResult();
            _room?.TrySetResult();
        }
    }

    private bool Keep(ChannelMessage message)
    {
        switch (_pending.Add(message.Bus, message.Key, _options.QueueLength))
        {
            case PendingOutcome.DroppedOldest:
                ChannelMetrics.Dropped(_topic.Definition.Template, 1, "oldest");
                break;
            case PendingOutcome.Replaced:
                ChannelMetrics.Dropped(_topic.Definition.Template, 1, "replaced");
                break;
            case PendingOutcome.Full:
                ChannelMetrics.Dropped(_topic.Definition.Template, _pending.Count + 1, "disconnected");
                _failure = new WsException(WsErrorCodes.TooSlow, $"The consumer of channel {_topic.Name} was too slow.");
                _ended = true;
                _pending.Clear();
                return false;
        }

        return true;
    }

    private WsBusMessage Take()
    {
        var message = _pending[0];
        _pending.Remove(1);
        if (_pending.Count <= _options.QueueLength)
        {
            _room?.TrySetResult();
            _room = null;
        }

        return message;
    }

    private WsChannelMessage<T> Notice(long missed)
        => new(new WsDiscontinuity(_topic.Name, WsDiscontinuityReason.DroppedHere, missed));

    private WsChannelMessage<T> Read(WsBusMessage message)
    {
        try
        {
            return new WsChannelMessage<T>(message.Event, _type.Read(message.Event, message.Data));
        }
        catch (Exception exception)
        {
            // Another version of the application may have published it.
            _topic.Logger.Unreadable(exception, _topic.Name);
            return new(new WsDiscontinuity(_topic.Name, WsDiscontinuityReason.Unreadable, 1));
        }
    }

    private static TaskCompletionSource NewWaiter() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
