namespace WsToolkit.Generators.Model;

/// <summary>Where in a project the list of its walkers and the JSON context are.</summary>
/// <param name="Namespace">The namespace of the list.</param>
/// <param name="List">The list's full name.</param>
/// <param name="Context">The JSON context as an expression.</param>
internal sealed record WalkerSpace(string Namespace, string List, string Context);
