namespace WsToolkit.Json.Tests.Oracle;

/// <summary>What is compared.</summary>
internal enum Aspect
{
    Shape,
    Writing,
    Reading,
}

/// <summary>In what our JSON differs by intention from what one of the serializer's own sources of metadata makes of a type.</summary>
internal sealed record Difference
{
    /// <summary>What the difference is.</summary>
    public required string What { get; init; }

    /// <summary>Why.</summary>
    public required string Why { get; init; }

    /// <summary>The source that differs. The other one has to agree with ours, unless the table says so.</summary>
    public required Source From { get; init; }

    public required Aspect Aspect { get; init; }

    /// <summary>The types that it concerns.</summary>
    public required Func<Type, bool> Concerns { get; init; }

    /// <summary>Whether ours and theirs differ in this way; of shapes, a line of each.</summary>
    public required Func<string, string, bool> Explains { get; init; }

    /// <summary>A type that shows the difference.</summary>
    public required Type Example { get; init; }

    /// <summary>The document that shows it when it is read.</summary>
    public string Document { get; init; } = "{}";
}
