namespace WsToolkit.Dialects.Signing;

/// <summary>How far the other end's clock is ahead of this one. Thread-safe.</summary>
public sealed class WsClockSkew
{
    private long _ticks;

    /// <summary>What is added to this end's time; negative when the other end's clock is behind. At first zero.</summary>
    public TimeSpan Offset
    {
        get => new(Volatile.Read(ref _ticks));
        set => Volatile.Write(ref _ticks, value.Ticks);
    }

    /// <summary>
    /// Sets <see cref="Offset"/> by an answer that holds the other end's time, taken to have been written half-way between question and
    /// answer.
    /// </summary>
    /// <param name="theirs">The time in the answer.</param>
    /// <param name="asked">When it was asked for, by this end's clock.</param>
    /// <param name="answered">When the answer came, by this end's clock.</param>
    public void Measure(DateTimeOffset theirs, DateTimeOffset asked, DateTimeOffset answered)
        => Offset = theirs - (asked + ((answered - asked) / 2));
}
