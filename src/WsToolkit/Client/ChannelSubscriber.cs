using System.Runtime.CompilerServices;
using WsToolkit.Channels;

namespace WsToolkit.Client;

/// <summary>One subscription of the application, whatever its message type: a queue between the reader of the connection and the consumer.</summary>
internal abstract class ChannelSubscriber
{
    /// <summary>Messages may have been missed here.</summary>
    public abstract void Notify(WsDiscontinuity discontinuity);

    /// <summary>Nothing more will come: after what is queued the consumer sees the end, or the error.</summary>
    public abstract void Complete(Exception? error);
}

/// <summary>One subscription of the application. Thread-safe, with a single consumer.</summary>
internal sealed class ChannelSubscriber<T> : ChannelSubscriber
{
    private readonly Lock _gate = new();
    private readonly string _channel;
    private readonly EventPattern _events;
    private readonly Func<T, string?>? _key;
    private readonly WsSubscribeOptions _options;
    private readonly Action<WsDiscontinuity> _onDiscontinuity;
    private readonly PendingMessages<WsChannelMessage<T>> _queue;
    private TaskCompletionSource? _arrival;
    private Exception? _error;
    private bool _completed;
    private long _notices;
    private long? _told = 0;
    private WsChannelMessage<T>? _afterNotice;

    /// <param name="channel">The channel's name.</param>
    /// <param name="events">The events wanted.</param>
    /// <param name="key">The key of a message for <see cref="WsSlowConsumer.KeepLatest"/>.</param>
    /// <param name="options">The application's options.</param>
    /// <param name="onDiscontinuity">Told of every discontinuity, as it is consumed.</param>
    public ChannelSubscriber(
        string channel, EventPattern events, Func<T, string?>? key, WsSubscribeOptions options, Action<WsDiscontinuity> onDiscontinuity)
    {
        _channel = channel;
        _events = events;
        _key = key;
        _options = options;
        _onDiscontinuity = onDiscontinuity;
        _queue = new PendingMessages<WsChannelMessage<T>>(options.SlowConsumer);
    }

    /// <summary>The pattern as it travels.</summary>
    public string Pattern => _options.Events;

    /// <summary>A message of the channel has arrived. Called by the reader; never waits.</summary>
    public void OnMessage(in WsChannelMessage<T> message)
    {
        if (_events.Matches(message.Event))
        {
            Add(message, _key?.Invoke(message.Value) ?? message.Event);
        }
    }

    // No notice takes the place of another.
    public override void Notify(WsDiscontinuity discontinuity) => Add(new WsChannelMessage<T>(discontinuity), $"\0{Interlocked.Increment(ref _notices)}");

    public override void Complete(Exception? error)
    {
        lock (_gate)
        {
            if (!_completed)
            {
                _completed = true;
                _error = error;
                Signal();
            }
        }
    }

    /// <summary>The messages and notices, until the subscription is completed.</summary>
    public async IAsyncEnumerable<WsChannelMessage<T>> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            Task arrival;
            lock (_gate)
            {
                arrival = (_arrival ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
                if (_queue.Count > 0 || _afterNotice is not null || _completed)
                {
                    Signal();
                }
            }

            await arrival.WaitAsync(cancellationToken).ConfigureAwait(false);
            while (TryTake(out var message))
            {
                if (message.Discontinuity is { } discontinuity)
                {
                    _onDiscontinuity(discontinuity);
                }

                yield return message;
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (Ended())
            {
                yield break;
            }
        }
    }

    private void Add(WsChannelMessage<T> message, string key)
    {
        lock (_gate)
        {
            var oldest = _queue.Count > 0 ? _queue[0].Discontinuity : null;
            var outcome = _completed ? PendingOutcome.Waits : _queue.Add(message, key, _options.QueueLength);
            if (outcome != PendingOutcome.Full)
            {
                // A notice that is dropped is told of together with the messages: it stands for as many as it told of.
                _told += outcome == PendingOutcome.DroppedOldest && oldest is not null ? oldest.Missed - 1 : 0;
                Signal();
                return;
            }
        }

        Complete(new WsException(
            WsErrorCodes.TooSlow, $"The subscription to {_channel} has ended: its consumer let more than {_options.QueueLength} messages wait."));
    }

    private bool TryTake(out WsChannelMessage<T> message)
    {
        lock (_gate)
        {
            message = _afterNotice ?? (_queue.Count > 0 ? _queue[0] : default);
            if (_afterNotice is not null)
            {
                _afterNotice = null;
                return true;
            }

            if (_queue.Count == 0)
            {
                return false;
            }

            _queue.Remove(1);
            if (_queue.TakeMissed() is > 0 and var missed)
            {
                // The message behind the notice is safe from now on: who takes long over each notice gets on all the same.
                _afterNotice = message;
                message = new WsChannelMessage<T>(new WsDiscontinuity(_channel, WsDiscontinuityReason.DroppedHere, missed + _told));
                _told = 0;
            }

            return true;
        }
    }

    private bool Ended()
    {
        lock (_gate)
        {
            return !_completed || _queue.Count > 0 || _afterNotice is not null ? false : _error is null ? true : throw _error;
        }
    }

    private void Signal()
    {
        _arrival?.TrySetResult();
        _arrival = null;
    }
}
