namespace WsToolkit.Generators.Model;

/// <summary>One annotated class or interface, with everything that is printed for it.</summary>
internal sealed record ServiceModel
{
    /// <summary>The type's metadata name.</summary>
    public required string MetadataName { get; init; }
}
