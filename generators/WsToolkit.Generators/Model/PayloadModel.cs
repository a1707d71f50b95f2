namespace WsToolkit.Generators.Model;

/// <summary>A type that travels, and the field that holds what reads and writes it.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="Type">The type with its annotation.</param>
internal sealed record PayloadModel(string Field, string Type);
