namespace WsToolkit.Generators.Model;

/// <summary>The JSON context of an assembly: the table, which is one file, and the types with members, each in a file of its own.</summary>
internal sealed record JsonContextModel
{
    public required JsonTableModel Table { get; init; }

    public required EquatableArray<JsonObjectModel> Objects { get; init; }
}

/// <summary>The list of all types of a JSON context.</summary>
internal sealed record JsonTableModel
{
    /// <summary>The namespace of the context, with keywords escaped.</summary>
    public required string Namespace { get; init; }

    /// <summary>The diagnostics that using the types causes because they are experimental.</summary>
    public EquatableArray<string> ExperimentalIds { get; init; } = EquatableArray<string>.Empty;

    /// <summary>The types, sorted by name.</summary>
    public required EquatableArray<JsonTypeModel> Types { get; init; }
}
