namespace WsToolkit.Generators.Model;

/// <summary>The JSON context of an assembly.</summary>
internal sealed record JsonContextModel
{
    /// <summary>Its namespace, with keywords escaped.</summary>
    public required string Namespace { get; init; }
}
