using System.Globalization;
using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Parsing;

/// <summary>
/// Names the generated files: after the metadata name, in characters that every file system takes, different in more than case for
/// different types. A name that occurs twice would end the whole generator.
/// </summary>
internal static class HintNames
{
    private const int MaxLength = 100;

    public static string Of(INamedTypeSymbol type, string metadataName, Declarations declarations)
    {
        var hint = metadataName.Replace('`', '-');
        if (hint.Length > MaxLength)
        {
            return hint.Substring(0, MaxLength) + "-" + Hash(metadataName);
        }

        return DiffersInCaseOnly(type, declarations) ? hint + "-" + Hash(metadataName) : hint;
    }

    private static bool DiffersInCaseOnly(INamedTypeSymbol type, Declarations declarations)
    {
        if (declarations.NamesLikeOthers.Count == 0)
        {
            return false;
        }

        for (ISymbol current = type; current is not INamespaceSymbol { IsGlobalNamespace: true }; current = current.ContainingSymbol)
        {
            if (declarations.NamesLikeOthers.Contains(current.Name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A short text for a long one, the same on every machine, unlike <see cref="string.GetHashCode()"/>: FNV-1a.</summary>
    public static string Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var character in text)
        {
            hash = unchecked((hash ^ character) * 16777619u);
        }

        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}
