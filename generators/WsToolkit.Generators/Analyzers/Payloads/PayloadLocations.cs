using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WsToolkit.Generators.Analyzers.Payloads;

/// <summary>Finds what to underline.</summary>
internal static class PayloadLocations
{
    public static Location Of(Place place, CancellationToken cancellationToken) => place.Kind switch
    {
        PlaceKind.Type => TypeOf(place.Symbol, cancellationToken)?.GetLocation(),
        PlaceKind.Attribute => place.Attribute?.ApplicationSyntaxReference?.GetSyntax(cancellationToken).GetLocation(),
        _ => null,
    } ?? ViolationLocations.NameOf(place.Symbol);

    private static TypeSyntax? TypeOf(ISymbol symbol, CancellationToken cancellationToken)
        => symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) switch
        {
            ParameterSyntax parameter => parameter.Type,
            MethodDeclarationSyntax method => method.ReturnType,
            BasePropertyDeclarationSyntax property => property.Type,
            VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } => declaration.Type,
            _ => null,
        };
}
