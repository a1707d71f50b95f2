namespace WsToolkit.Channels;

/// <summary>What became of a message for which there was no room, or for whom others had to make it.</summary>
internal enum PendingOutcome
{
    /// <summary>It waits.</summary>
    Waits,

    /// <summary>It waits in the place of an older one with the same key.</summary>
    Replaced,

    /// <summary>It waits, and the oldest one was dropped for it.</summary>
    DroppedOldest,

    /// <summary>It is refused: the queue is full.</summary>
    Full,
}

/// <summary>
/// The messages that wait for one subscriber, and what happens when there are too many. Not thread-safe. Holds no memory while it is empty.
/// </summary>
/// <typeparam name="TMessage">What is kept of a message.</typeparam>
internal sealed class PendingMessages<TMessage>(WsSlowConsumer policy)
{
    private (TMessage Message, string? Key)[] _ring = [];
    private Dictionary<string, long>? _places;
    private long _first;

    public int Count { get; private set; }

    /// <summary>Messages that were dropped before the one that comes next.</summary>
    public long Missed { get; private set; }

    /// <summary>Adds a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="key">Its key for <see cref="WsSlowConsumer.KeepLatest"/>.</param>
    /// <param name="capacity">
    /// How many may wait. With <see cref="WsSlowConsumer.Wait"/> it is the caller that waits when there are more.
    /// </param>
    public PendingOutcome Add(TMessage message, string key, int capacity)
    {
        if (policy == WsSlowConsumer.KeepLatest && _places is not null && _places.TryGetValue(key, out var place))
        {
            _ring[Index(place)].Message = message;
            return PendingOutcome.Replaced;
        }

        var outcome = PendingOutcome.Waits;
        if (Count >= capacity && policy != WsSlowConsumer.Wait)
        {
            if (policy == WsSlowConsumer.Disconnect)
            {
                return PendingOutcome.Full;
            }

            Remove();
            Missed++;
            outcome = PendingOutcome.DroppedOldest;
        }

        Append(message, key);
        return outcome;
    }

    /// <summary>The message at a place, counted from the oldest.</summary>
    public TMessage this[int index] => _ring[Index(_first + index)].Message;

    /// <summary>Takes the oldest messages away.</summary>
    public void Remove(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Remove();
        }

        if (Count == 0)
        {
            Clear();
        }
    }

    /// <summary>Takes the number of dropped messages, of which the subscriber has been told now.</summary>
    public long TakeMissed()
    {
        var missed = Missed;
        Missed = 0;
        return missed;
    }

    public void Clear()
    {
        _ring = [];
        _places = null;
        _first = 0;
        Count = 0;
    }

    private void Append(TMessage message, string key)
    {
        if (Count == _ring.Length)
        {
            Grow();
        }

        var place = _first + Count++;
        var keyed = policy == WsSlowConsumer.KeepLatest;
        _ring[Index(place)] = (message, keyed ? key : null);
        if (keyed)
        {
            (_places ??= new(StringComparer.Ordinal))[key] = place;
        }
    }

    private void Remove()
    {
        ref var oldest = ref _ring[Index(_first)];
        if (oldest.Key is { } key)
        {
            _places!.Remove(key);
        }

        oldest = default;
        _first++;
        Count--;
    }

    private void Grow()
    {
        var larger = new (TMessage, string?)[Math.Max(8, _ring.Length * 2)];
        for (var i = 0; i < Count; i++)
        {
            larger[(int)((_first + i) % larger.Length)] = _ring[Index(_first + i)];
        }

        _ring = larger;
    }

    private int Index(long place) => (int)(place % _ring.Length);
}
