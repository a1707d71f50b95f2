namespace WsToolkit.Generators.Model;

/// <summary>A type that travels, and the field that holds what reads and writes it.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="Type">The type with its annotation.</param>
/// <param name="IsArgument">Whether it goes from the client to the server.</param>
/// <param name="IsResult">Whether it goes from the server to the client.</param>
internal sealed record PayloadModel(string Field, string Type, bool IsArgument, bool IsResult);
