using WsToolkit.Dialects;
using WsToolkit.Sessions;

namespace WsToolkit.Channels;

/// <summary>
/// A connection that has subscribed to a channel. Messages go straight into the connection's send queue while there is room; then they wait
/// in a queue of the
/// subscriber's own, where the channel's policy holds. Thread-safe.
/// </summary>
internal sealed class ConnectionSubscriber : TopicSubscriber
{
    // What may wait besides while the answer to the subscriber's own call has not been sent yet.
    private const int WhileHeld = 256;

    private static readonly int[] Places = [.. Enumerable.Range(0, Topic.QueueLength)];
    private readonly Topic _topic;
    private readonly WsSession _session;
    private readonly Lock _gate = new();
    private readonly PendingMessages<ReadOnlyMemory<byte>> _pending;
    private Queue<ReadOnlyMemory<byte>>? _snapshot;
    private TaskCompletionSource? _room;
    private volatile bool _begun;
    private int _holds;
    private bool _draining;
    private bool _left;

    public ConnectionSubscriber(Topic topic, WsSession session)
    {
        _topic = topic;
        _session = session;
        _pending = new PendingMessages<ReadOnlyMemory<byte>>(topic.Definition.SlowConsumer);
    }

    /// <summary>Whether the connection is being closed, and no longer counts.</summary>
    public bool IsClosing => _session.Closing is not null;

    /// <summary>
    /// Puts off sending until the next <see cref="Begin"/>: the subscriber is to be answered first.
    /// </summary>
    /// <remarks>Takes no lock for that: whoever sees the new pattern sees this, too.</remarks>
    public override void Want(EventPattern pattern, long first)
    {
        _begun = false;
        base.Want(pattern, first);
    }

    private int Capacity => _topic.Definition.QueueLength + (_begun && _holds == 0 ? 0 : WhileHeld);

    // Who holds back only waits for an answer to be queued; should that take so long that the queue fills, messages go first.
    private bool IsHeld => !_begun || (_holds > 0 && _pending.Count < Capacity);

    /// <summary>Takes a snapshot for the latest pattern, to be sent before all messages that wait.</summary>
    /// <param name="messages">The snapshot, of which the subscriber takes what it would not have got without the pattern.</param>
    /// <param name="maxMessages">How many messages it may have.</param>
    /// <param name="maxBytes">How large all of them may be, as they go over the wire.</param>
    /// <param name="cancellationToken">Ends taking it.</param>
    /// <returns>False when it is larger than that; none of it is kept then.</returns>
    public async ValueTask<bool> TrySnapshotAsync(
        IAsyncEnumerable<(string Event, ReadOnlyMemory<byte> Data)> messages,
        int maxMessages,
        long maxBytes,
        CancellationToken cancellationToken)
    {
        var taken = new Queue<ReadOnlyMemory<byte>>();
        await foreach (var (name, data) in messages.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (IsNew(name))
            {
                var message = ChannelMessage.Push(_session.SharedDialect, _topic.Utf8Name, name, data);
                taken.Enqueue(message);
                if (taken.Count > maxMessages || (maxBytes -= message.Length) < 0)
                {
                    _topic.Logger.SnapshotTooLarge(_topic.Name);
                    return false;
                }
            }
        }

        lock (_gate)
        {
            while (!_left && taken.TryDequeue(out var message))
            {
                (_snapshot ??= []).Enqueue(message);
            }
        }

        return true;
    }

    /// <summary>The subscriber has been answered: what has come meanwhile follows.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            _begun = true;
        }

        Drain();
    }

    /// <summary>Puts off sending until <see cref="Unhold"/>: an answer to this connection is to be sent before.</summary>
    public void Hold()
    {
        lock (_gate)
        {
            _holds++;
        }
    }

    /// <summary>Ends a <see cref="Hold"/>.</summary>
    public void Unhold()
    {
        lock (_gate)
        {
            _holds--;
        }

        Drain();
    }

    /// <inheritdoc/>
    public override Task? Deliver(MessageBatch batch)
    {
        var sent = 0;
        lock (_gate)
        {
            if (_left)
            {
                return null;
            }

            ReadOnlySpan<int> places;
            ReadOnlySpan<ReadOnlyMemory<byte>> messages = batch.Encode(_session.SharedDialect);
            if (WantsAllOf(batch) && !batch.HasHoles)
            {
                places = Places.AsSpan(0, messages.Length);
            }
            else
            {
                messages = batch.Pick(_session.SharedDialect, Wants, out places);
            }

            if (messages.IsEmpty)
            {
                return null;
            }

            if (IsIdle)
            {
                sent = _session.Queue.SendMany(messages, inLine: false);
                if (sent == messages.Length || sent < 0)
                {
                    batch.Delivered += Math.Max(sent, 0);
                    return null;
                }

                batch.Delivered += sent;
            }

            for (; sent < messages.Length; sent++)
            {
                if (!Keep(batch.Messages[places[sent]], messages[sent]))
                {
                    return null;
                }
            }
        }

        Drain();
        return WaitForRoom();
    }

    /// <inheritdoc/>
    public override void Fail() => _session.BeginClose(WsCloseCode.InternalError, $"Messages of channel {_topic.Name} were lost");

    /// <inheritdoc/>
    public override void OnLeft()
    {
        lock (_gate)
        {
            GiveUp();
        }
    }

    // Within the gate.
    private void GiveUp()
    {
        _left = true;
        _pending.Clear();
        _snapshot = null;
        _room?.TrySetResult();
    }

    private bool IsIdle => _begun && _holds == 0 && !_draining && _pending.Count == 0 && _snapshot is null;

    private bool Keep(ChannelMessage message, ReadOnlyMemory<byte> encoded)
    {
        var template = _topic.Definition.Template;
        switch (_pending.Add(encoded, message.Key, Capacity))
        {
            case PendingOutcome.DroppedOldest:
                if (_pending.Missed == 1)
                {
                    _topic.Logger.Dropping(_topic.Name);
                }

                ChannelMetrics.Dropped(template, 1, "oldest");
                break;
            case PendingOutcome.Replaced:
                ChannelMetrics.Dropped(template, 1, "replaced");
                break;
            case PendingOutcome.Full:
                ChannelMetrics.Dropped(template, _pending.Count + 1, "disconnected");
                _topic.Logger.Disconnected(_topic.Name);
                _left = true;
                _pending.Clear();
                _session.BeginClose(WsCloseCode.TryAgainLater, $"Too slow for channel {_topic.Name}");
                return false;
        }

        return true;
    }

    private Task? WaitForRoom()
    {
        lock (_gate)
        {
            return _left || _pending.Count <= Capacity
                ? null
                : (_room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    private void Drain()
    {
        lock (_gate)
        {
            if (_draining || _left || IsHeld || (_pending.Count == 0 && _snapshot is null))
            {
                return;
            }

            _draining = true;
        }

        _ = DrainAsync();
    }

    private async Task DrainAsync()
    {
        try
        {
            do
            {
                await _session.Queue.WaitForRoomAsync(CancellationToken.None).ConfigureAwait(false);
            }
            while (SendWaiting());
        }
        catch (Exception exception)
        {
            _topic.Fail(this, exception);
        }
    }

    // As much as there is room for; whether there is more.
    private bool SendWaiting()
    {
        lock (_gate)
        {
            if (!_left && !IsHeld && TrySendWaiting())
            {
                return true;
            }

            _draining = false;
            return false;
        }
    }

    private bool TrySendWaiting()
    {
        while (_snapshot is not null)
        {
            if (!TrySend(_snapshot.Peek()))
            {
                return !_left;
            }

            _snapshot.Dequeue();
            _snapshot = _snapshot.Count == 0 ? null : _snapshot;
        }

        if (_pending.Missed > 0 && _session.SharedDialect.Features.HasFlag(WsDialectFeatures.ServerNotices))
        {
            if (!TrySend(ChannelMessage.Gap(_session.SharedDialect, _topic.Utf8Name, _pending.Missed)))
            {
                return !_left;
            }
        }

        _pending.TakeMissed();
        var sent = 0;
        while (sent < _pending.Count && TrySend(_pending[sent]))
        {
            sent++;
        }

        if (_left)
        {
            return false;
        }

        _pending.Remove(sent);
        ChannelMetrics.Delivered(_topic.Definition.Template, sent);
        if (_pending.Count <= Capacity)
        {
            _room?.TrySetResult();
            _room = null;
        }

        return _pending.Count > 0 && _session.Queue.TakesMessages;
    }

    private bool TrySend(ReadOnlyMemory<byte> message)
    {
        var sent = _session.Queue.SendMany(new ReadOnlySpan<ReadOnlyMemory<byte>>(ref message), inLine: true);
        if (sent < 0)
        {
            // The connection is closing and takes nothing more: nobody is to wait for it.
            GiveUp();
        }

        return sent > 0;
    }
}
