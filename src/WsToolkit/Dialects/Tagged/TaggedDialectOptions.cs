namespace WsToolkit.Dialects;

/// <summary>The bounds and the profile of a <see cref="TaggedDialect"/>.</summary>
public sealed class TaggedDialectOptions
{
    /// <summary>
    /// Whether messages are exactly those of the original: ids mean nothing, a member that stands in a message twice counts as it stands
    /// last,
    /// and a token that is not valid is passed over in silence. Default: <see langword="false"/>.
    /// </summary>
    public bool Compat { get; init; }

    /// <summary>The deepest nesting of a message. Default: 64.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>The longest id, in bytes as it stands in the message. Default: 256.</summary>
    public int MaxIdBytes { get; init; } = 256;
}
