using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace WsToolkit.Generators.Parsing;

/// <summary>Decides the namespace of the generated JSON context: one per assembly, below the project's root namespace.</summary>
internal static class ContextNamespace
{
    public static string For(string? rootNamespace, string? assemblyName)
    {
        var root = string.IsNullOrWhiteSpace(rootNamespace) ? assemblyName : rootNamespace;
        var segments = (root ?? string.Empty).Split('.').Where(segment => !string.IsNullOrWhiteSpace(segment)).Select(ToIdentifier);
        return string.Join(".", segments.Append("Generated"));
    }

    private static string ToIdentifier(string segment)
    {
        var identifier = new StringBuilder(segment.Length + 1);
        foreach (var character in segment.Trim())
        {
            identifier.Append(SyntaxFacts.IsIdentifierPartCharacter(character) ? character : '_');
        }

        if (!SyntaxFacts.IsIdentifierStartCharacter(identifier[0]))
        {
            identifier.Insert(0, '_');
        }

        var text = identifier.ToString();
        return SyntaxFacts.GetKeywordKind(text) == SyntaxKind.None ? text : "@" + text;
    }
}
