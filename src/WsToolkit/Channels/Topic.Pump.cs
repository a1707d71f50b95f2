namespace WsToolkit.Channels;

/// <content>The messages on their way: a bounded queue, and the pump that empties it.</content>
internal sealed partial class Topic
{
    private readonly MessageBatch _batch;
    private readonly List<TopicSubscriber> _turn = [];
    private readonly List<Task> _slow = [];
    private List<ChannelMessage> _queue = [];
    private LinkedList<TaskCompletionSource>? _waiting;
    private long _nextNumber;
    private bool _changedSubscribers;
    private bool _pumping;

    /// <summary>Takes a message that has come over the bus. Waits while the queue is full.</summary>
    public ValueTask AcceptAsync(WsBusMessage message, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return TryAccept(message) ? ValueTask.CompletedTask : AcceptLaterAsync(message, cancellationToken);
        }
    }

    /// <summary>Waits until the queue takes a message, as far as can be told.</summary>
    public async ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task room;
            lock (_gate)
            {
                if (_queue.Count < QueueLength)
                {
                    return;
                }

                room = AddWaiter().Value.Task;
            }

            await room.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    void IThreadPoolWorkItem.Execute() => _ = PumpAsync();

    // Within the gate.
    private bool TryAccept(WsBusMessage message)
    {
        if (_subscribers.Count == 0)
        {
            // Nobody is there, and who comes later is not to get it.
            return true;
        }

        if (_queue.Count >= QueueLength)
        {
            return false;
        }

        _queue.Add(new ChannelMessage(message, _nextNumber++));
        if (!_pumping)
        {
            _pumping = true;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        return true;
    }

    private async ValueTask AcceptLaterAsync(WsBusMessage message, CancellationToken cancellationToken)
    {
        while (true)
        {
            LinkedListNode<TaskCompletionSource> waiter;
            lock (_gate)
            {
                if (TryAccept(message))
                {
                    return;
                }

                waiter = AddWaiter();
            }

            try
            {
                await waiter.Value.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                lock (_gate)
                {
                    _waiting?.Remove(waiter.Value);
                }

                throw;
            }
        }
    }

    private LinkedListNode<TaskCompletionSource> AddWaiter()
        => (_waiting ??= []).AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    // Ends only when the queue is empty: whatever fails in one turn, the next ones come.
    private async Task PumpAsync()
    {
        while (true)
        {
            try
            {
                await TakeTurnsAsync().ConfigureAwait(false);
                return;
            }
            catch (Exception exception)
            {
                LogFailure(exception);
            }
        }
    }

    private async Task TakeTurnsAsync()
    {
        while (TakeTurn())
        {
            _slow.Clear();
            foreach (var subscriber in _turn)
            {
                Deliver(subscriber);
            }

            _batch.Failures.ForEach(failure => Logger.Unwritable(failure, Name));
            ChannelMetrics.Delivered(Definition.Template, _batch.Delivered);
            if (_slow.Count > 0)
            {
                // These let their publishers wait; everybody else has got the messages by now.
                await Task.WhenAll(_slow).ConfigureAwait(false);
            }
        }
    }

    // Everything that has been queued, for everybody who has subscribed.
    private bool TakeTurn()
    {
        lock (_gate)
        {
            if (_queue.Count == 0)
            {
                // Nobody is to be kept alive by the last turn.
                _pumping = false;
                _turn.Clear();
                _changedSubscribers = true;
                _batch.Clear();
                return false;
            }

            _queue = _batch.Exchange(_queue);
            if (_changedSubscribers)
            {
                _changedSubscribers = false;
                _turn.Clear();
                _turn.AddRange(_subscribers);
            }

            // All of them: they look again, in their order, and those who find no room wait anew.
            for (var waiter = _waiting?.First; waiter is not null; waiter = _waiting!.First)
            {
                _waiting!.RemoveFirst();
                waiter.Value.TrySetResult();
            }

            return true;
        }
    }

    // A logger or a listener to the metrics that fails may be what has led here.
    private void LogFailure(Exception exception)
    {
        try
        {
            Logger.TurnFailed(exception, Name);
        }
        catch (Exception)
        {
            // Nobody is left to be told.
        }
    }

    /// <summary>Cuts a subscriber off that has not got a message.</summary>
    public void Fail(TopicSubscriber subscriber, Exception exception)
    {
        try
        {
            subscriber.Fail();
            Remove(subscriber);
            Logger.DeliveryFailed(exception, Name);
        }
        catch (Exception another)
        {
            LogFailure(another);
        }
    }

    private void Deliver(TopicSubscriber subscriber)
    {
        try
        {
            if (subscriber.Deliver(_batch) is { IsCompleted: false } wait)
            {
                _slow.Add(wait);
            }
        }
        catch (Exception exception)
        {
            Fail(subscriber, exception);
        }
    }
}
