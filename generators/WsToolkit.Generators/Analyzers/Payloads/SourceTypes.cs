using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Analyzers.Payloads;

/// <summary>Lists the types that a project declares, those in types included.</summary>
internal static class SourceTypes
{
    public static IEnumerable<INamedTypeSymbol> Of(INamespaceOrTypeSymbol container, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var member in container.GetMembers())
        {
            if (member is not INamespaceOrTypeSymbol inner)
            {
                continue;
            }

            if (inner is INamedTypeSymbol type)
            {
                yield return type;
            }

            foreach (var nested in Of(inner, cancellationToken))
            {
                yield return nested;
            }
        }
    }
}
