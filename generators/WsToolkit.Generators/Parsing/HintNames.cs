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

    public static string Of(INamedTypeSymbol type, string metadataName, Compilation compilation)
    {
        var hint = metadataName.Replace('`', '-');
        if (hint.Length > MaxLength)
        {
            return hint.Substring(0, MaxLength) + "-" + Hash(metadataName);
        }

        return DiffersInCaseOnly(type, compilation) ? hint + "-" + Hash(metadataName) : hint;
    }

    private static bool DiffersInCaseOnly(INamedTypeSymbol type, Compilation compilation)
    {
        var segments = new List<string>();
        for (ISymbol? current = type; current is not null and not INamespaceSymbol { IsGlobalNamespace: true }; current = current.ContainingSymbol)
        {
            segments.Add(current.Name);
        }

        return compilation.ContainsSymbolsWithName(
            name => segments.Exists(segment => string.Equals(segment, name, StringComparison.OrdinalIgnoreCase) && !string.Equals(segment, name, StringComparison.Ordinal)),
            SymbolFilter.Namespace | SymbolFilter.Type);
    }

    // FNV-1a: the same on every machine, unlike string.GetHashCode.
    private static string Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var character in text)
        {
            hash = unchecked((hash ^ character) * 16777619u);
        }

        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}
