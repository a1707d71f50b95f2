namespace WsToolkit.Channels;

/// <summary>Somebody who gets the messages of a topic.</summary>
internal abstract class TopicSubscriber
{
    private volatile EventPattern[] _patterns = [];
    private volatile bool _wantsAll;

    /// <summary>Where the subscriber stands in its topic's list; -1 when it does not. Kept by the topic, under its lock.</summary>
    public int Place { get; set; } = -1;

    /// <summary>
    /// The number of the first message that is meant for the subscriber. Set by the topic before any message is handed over.
    /// </summary>
    public long FirstNumber { get; set; }

    /// <summary>The events that the subscriber wants; a message that matches several is handed over once.</summary>
    public EventPattern[] Patterns
    {
        get => _patterns;
        set
        {
            _patterns = value;
            _wantsAll = Array.Exists(value, static pattern => pattern.MatchesAll);
        }
    }

    /// <summary>Takes the messages of a turn. Never waits, and never throws for what the subscriber does.</summary>
    /// <returns>What the pump has to wait for before its next turn, or null.</returns>
    public abstract Task? Deliver(MessageBatch batch);

    /// <summary>A message could not be handed over: nothing that comes after would fit what the subscriber has got so far, so it is cut off.</summary>
    public abstract void Fail();

    /// <summary>The topic has let go of the subscriber: no message is handed over any more once this has returned.</summary>
    public abstract void OnLeft();

    protected bool WantsAllOf(MessageBatch batch) => _wantsAll && batch.Messages[0].Number >= FirstNumber;

    protected bool Wants(ChannelMessage message) => message.Number >= FirstNumber && WantsEvent(message.Event);

    protected bool WantsEvent(string name)
    {
        if (_wantsAll)
        {
            return true;
        }

        foreach (var pattern in _patterns)
        {
            if (pattern.Matches(name))
            {
                return true;
            }
        }

        return false;
    }
}
