namespace WsToolkit.Dialects;

/// <summary>The bounds and the profile of <see cref="DefaultDialect"/>. Immutable.</summary>
public sealed record DefaultDialectOptions
{
    private readonly int _maxDepth = 64;
    private readonly int _maxIdBytes = 256;

    /// <summary>
    /// Whether to speak exactly as the servers of aio-openapi do, in place of the toolkit's own ways: ids are strings, of duplicate members the
    /// last wins, errors have no code, what is sent is ASCII with its spaces, binary messages are ignored, and nothing but calls with one
    /// response and channels is carried. <c>docs/compat.md</c> has every difference. Default: <see langword="false"/>.
    /// </summary>
    public bool Compat { get; init; }

    /// <summary>The deepest nesting of a received message; the envelope itself is the first level. Default: 64, at most 1,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1 or more than 1,000.</exception>
    public int MaxDepth
    {
        get => _maxDepth;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1000);
            _maxDepth = value;
        }
    }

    /// <summary>The longest id that is accepted, in bytes as it stands on the wire, quotes included. Default: 256.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int MaxIdBytes
    {
        get => _maxIdBytes;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _maxIdBytes = value;
        }
    }
}
