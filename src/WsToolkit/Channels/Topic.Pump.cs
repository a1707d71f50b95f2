namespace WsToolkit.Channels;

/// <content>The messages on their way: a bounded queue, and the pump that empties it.</content>
internal sealed partial class Topic
{
    private readonly MessageBatch _batch;
    private readonly List<TopicSubscriber> _turn = [];
    private readonly List<Task> _slow = [];
    private List<ChannelMessage> _queue = [];
    private LinkedList<Publication>? _line;
    private long _nextNumber;
    private bool _changedSubscribers;
    private bool _pumping;

    /// <summary>
    /// Takes a message that has come over the bus. Waits while the queue is full; messages are accepted in the order of the calls.
    /// </summary>
    public ValueTask AcceptAsync(WsBusMessage message, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return TryAccept(message) ? ValueTask.CompletedTask : StandInLineAsync(AddToLine(message), cancellationToken);
        }
    }

    /// <summary>Waits until the queue takes a message, as far as can be told.</summary>
    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _queue.Count < QueueLength ? ValueTask.CompletedTask : StandInLineAsync(AddToLine(null), cancellationToken);
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

        _queue.Add(new ChannelMessage(message, _nextNumber++, _hub.ForeignDepth));
        if (!_pumping)
        {
            _pumping = true;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        return true;
    }

    // Within the gate.
    private LinkedListNode<Publication> AddToLine(WsBusMessage? message) => (_line ??= []).AddLast(new Publication(message));

    private async ValueTask StandInLineAsync(LinkedListNode<Publication> place, CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((Action<CancellationToken>)state!)(token), (Action<CancellationToken>)GiveUp);
        await place.Value.Task.ConfigureAwait(false);

        void GiveUp(CancellationToken token)
        {
            lock (_gate)
            {
                // Who has been let in already has published.
                if (place.List is { } line)
                {
                    line.Remove(place);
                    place.Value.SetCanceled(token);
                }
            }
        }
    }

    // Within the gate, after the queue has been emptied: the first ones move up, in their order. If any stay behind, the queue is full
    // again.
    private void MoveUp()
    {
        while (_queue.Count < QueueLength && _line?.First is { } first)
        {
            _line.RemoveFirst();
            if (first.Value.Message is { } message && _subscribers.Count > 0)
            {
                _queue.Add(new ChannelMessage(message, _nextNumber++, _hub.ForeignDepth));
            }

            first.Value.SetResult();
        }
    }

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

            if (_batch.Failures.Count > 0)
            {
                _batch.Failures.ForEach(failure => Logger.Unwritable(failure, Name));
                ChannelMetrics.Dropped(Definition.Template, _batch.Failures.Count, "unwritable");
            }

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

            MoveUp();
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

    /// <summary>Somebody who waits for room: with a message, or only to hear of it.</summary>
    private sealed class Publication(WsBusMessage? message) : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public WsBusMessage? Message => message;
    }
}
