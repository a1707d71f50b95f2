namespace WsToolkit.Dialects;

/// <summary>
/// Tells received messages apart by their lengths, as old clients do whose requests all have the same id. For compatibility only: a client
/// sends one call at a time then, and where an answer never comes, the next one is taken for it. Immutable.
/// </summary>
public sealed record FixedHeaderLengthClasses
{
    private readonly int _streamStart = 13;
    private readonly int _longestAnswer = 60;

    /// <summary>The length of the message that says that a stream is open: header and empty body. Default: 13.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int StreamStart
    {
        get => _streamStart;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _streamStart = value;
        }
    }

    /// <summary>The length of the longest answer to a call; longer messages are items of a stream. Default: 60.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int LongestAnswer
    {
        get => _longestAnswer;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _longestAnswer = value;
        }
    }

    /// <summary>Tells what a message is.</summary>
    /// <param name="length">Its length in bytes, header included.</param>
    /// <returns>Its class.</returns>
    public FixedHeaderLengthClass Classify(int length)
        => length == StreamStart ? FixedHeaderLengthClass.StreamStart
            : length <= LongestAnswer ? FixedHeaderLengthClass.Answer
            : FixedHeaderLengthClass.Item;
}
