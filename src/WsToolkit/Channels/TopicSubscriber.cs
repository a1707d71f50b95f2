namespace WsToolkit.Channels;

/// <summary>Somebody who gets the messages of a topic.</summary>
internal abstract class TopicSubscriber
{
    private volatile Interests _interests = Interests.None;

    /// <summary>Where the subscriber stands in its topic's list; -1 when it does not. Kept by the topic, under its lock.</summary>
    public int Place { get; set; } = -1;

    /// <summary>The events that the subscriber wants; a message that matches several is handed over once.</summary>
    public EventPattern[] Patterns => _interests.Patterns;

    /// <summary>Whether the subscriber wants all events already.</summary>
    public bool WantsAll => _interests.AllFrom < long.MaxValue;

    /// <summary>The subscriber wants the events of one more pattern. Called by the topic, under its lock.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="first">The number of the first message that is meant.</param>
    public virtual void Want(EventPattern pattern, long first)
        => _interests = new Interests([.. _interests.Patterns, pattern], [.. _interests.From, first]);

    /// <summary>The subscriber does not want the events of a pattern any more.</summary>
    public void Unwant(EventPattern pattern)
    {
        var (old, place) = (_interests, Array.IndexOf(_interests.Patterns, pattern));
        if (place >= 0)
        {
            _interests = new Interests(
                [.. old.Patterns.Where((_, i) => i != place)], [.. old.From.Where((_, i) => i != place)]);
        }
    }

    /// <summary>Takes the messages of a turn. Never waits, and never throws for what the subscriber does.</summary>
    /// <returns>What the pump has to wait for before its next turn, or null.</returns>
    public abstract Task? Deliver(MessageBatch batch);

    /// <summary>A message could not be handed over: nothing that comes after would fit what the subscriber has got so far, so it is cut off.</summary>
    public abstract void Fail();

    /// <summary>The topic has let go of the subscriber: no message is handed over any more once this has returned.</summary>
    public abstract void OnLeft();

    /// <summary>Whether an event is wanted for the sake of the latest pattern only.</summary>
    public bool IsNew(string name)
    {
        var patterns = _interests.Patterns;
        return patterns[^1].Matches(name) && !Array.Exists(patterns[..^1], pattern => pattern.Matches(name));
    }

    protected bool WantsAllOf(MessageBatch batch) => batch.Messages[0].Number >= _interests.AllFrom;

    protected bool Wants(ChannelMessage message)
    {
        var interests = _interests;
        for (var i = 0; i < interests.Patterns.Length; i++)
        {
            if (message.Number >= interests.From[i] && interests.Patterns[i].Matches(message.Event))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Patterns, and of each the number of the first message that is meant. Immutable.</summary>
    private sealed class Interests(EventPattern[] patterns, long[] from)
    {
        public static readonly Interests None = new([], []);

        public EventPattern[] Patterns => patterns;

        public long[] From => from;

        /// <summary>From where on every message is wanted.</summary>
        public long AllFrom { get; } = patterns
            .Select((pattern, i) => pattern.MatchesAll ? from[i] : long.MaxValue).DefaultIfEmpty(long.MaxValue).Min();
    }
}
