namespace WsToolkit.Sessions;

/// <content>Who waits for room in the queue, and until when.</content>
internal sealed partial class SendQueue
{
    /// <summary>Whether the queue is so full that optional messages, such as progress reports, should be left out.</summary>
    public bool IsCrowded
    {
        get
        {
            lock (_gate)
            {
                return QueuedBytes * 2 > limits.SendQueueBytes || QueuedMessages * 2 > limits.SendQueueMessages;
            }
        }
    }

    /// <summary>Whether <see cref="WaitForRoomAsync"/> would complete at once.</summary>
    public bool HasRoomNow
    {
        get
        {
            lock (_gate)
            {
                return HasRoom && !SomeoneWaits;
            }
        }
    }

    /// <summary>Waits until the queue is below its limits, or takes nothing any more because the connection is closed.</summary>
    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (HasRoom && !SomeoneWaits)
            {
                return ValueTask.CompletedTask;
            }

            return WaitInLineAsync((_waiting ??= []).AddLast(NewWaiter()), cancellationToken);
        }
    }

    /// <summary>
    /// Waits while the messages that nobody waits to send, such as errors in answer to bad calls, fill the queue: a peer that sends and
    /// never reads is not read from either, until it is dropped for that.
    /// </summary>
    public ValueTask WaitWhileFloodedAsync()
    {
        // Read without the lock: a message more or less does not matter.
        return IsFlooded ? WaitForFlushesAsync() : ValueTask.CompletedTask;
    }

    // Who need not wait any more, because nothing is taken, has as much room as there is.
    private bool HasRoom => _ended || _close is not null || (QueuedBytes < limits.SendQueueBytes && QueuedMessages < limits.SendQueueMessages);

    private bool SomeoneWaits => _waiting is { Count: > 0 };

    private bool IsFlooded => !_ended
        && (_fillingLoad.Unasked + _sendingLoad.Unasked > limits.SendQueueMessages
            || _fillingLoad.UnaskedBytes + _sendingLoad.UnaskedBytes > limits.SendQueueBytes);

    // One after the other is told that there is room, and looks again when it gets to run: were all told at once, each would find the
    // same room, and together they would fill it many times over.
    private async ValueTask WaitInLineAsync(LinkedListNode<TaskCompletionSource> place, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await place.Value.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
                lock (_gate)
                {
                    if (HasRoom)
                    {
                        return;
                    }

                    place.Value = NewWaiter();
                }
            }
        }
        finally
        {
            lock (_gate)
            {
                place.List!.Remove(place);
                SignalRoom();
            }
        }
    }

    private async ValueTask WaitForFlushesAsync()
    {
        while (true)
        {
            Task flush;
            lock (_gate)
            {
                if (!IsFlooded)
                {
                    return;
                }

                flush = (_flushed ??= NewWaiter()).Task;
            }

            Flush();
            await flush.ConfigureAwait(false);
        }
    }

    private void SignalRoom()
    {
        if (HasRoom)
        {
            _waiting?.First?.Value.TrySetResult();
        }
    }

    private void SignalFlush()
    {
        _flushed?.TrySetResult();
        _flushed = null;
    }
}
