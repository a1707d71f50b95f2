using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using WsToolkit.Generators.Parsing;

namespace WsToolkit.Generators.Analyzers;

/// <summary>Finds the token that a message is about.</summary>
internal static class ViolationLocations
{
    /// <summary>The most telling place in the symbol's declaration, else its name.</summary>
    public static Location Of(ContractViolation violation, CancellationToken cancellationToken)
    {
        var symbol = violation.Symbol;
        var declaration = symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken);
        return TellingPlace(violation, declaration, cancellationToken) ?? NameOf(symbol);
    }

    /// <summary>The symbol's name where it is first declared.</summary>
    public static Location NameOf(ISymbol symbol)
        => symbol.Locations.FirstOrDefault(static location => location.IsInSource) ?? Location.None;

    private static Location? TellingPlace(ContractViolation violation, SyntaxNode? declaration, CancellationToken cancellationToken)
    {
        var symbol = violation.Symbol;
        switch (violation.Problem)
        {
            case ContractProblem.NotPartial or ContractProblem.ContainingTypeNotPartial:
                return symbol.DeclaringSyntaxReferences
                    .Select(reference => reference.GetSyntax(cancellationToken))
                    .OfType<TypeDeclarationSyntax>()
                    .FirstOrDefault(static type => !type.Modifiers.Any(SyntaxKind.PartialKeyword))?
                    .Identifier.GetLocation();

            case ContractProblem.VariantTypeParameter:
                return (declaration as TypeDeclarationSyntax)?.TypeParameterList?.Parameters
                    .FirstOrDefault(static parameter => !parameter.VarianceKeyword.IsKind(SyntaxKind.None))?
                    .VarianceKeyword.GetLocation();

            case ContractProblem.ObsoleteAsError:
                return AttributeOf(symbol, KnownNames.Platform.Obsolete, cancellationToken)?.GetLocation();

            case ContractProblem.InvalidCallback:
                return Argument(AttributeOf(symbol, KnownNames.Attributes.Service, cancellationToken), "Callback");

            case ContractProblem.ContractIsNotAnInterface:
                return Argument(AttributeOf(symbol, KnownNames.Attributes.Service, cancellationToken));

            case ContractProblem.InvalidWireName or ContractProblem.DuplicateWireName:
                return Argument(AttributeOf(symbol, KnownNames.Attributes.RpcMethod, cancellationToken));

            case ContractProblem.MethodOutsideContract:
                return AttributeOf(symbol, KnownNames.Attributes.RpcMethod, cancellationToken)?.GetLocation();

            case ContractProblem.PayloadNotAlone:
                return AttributeOf(symbol, KnownNames.Attributes.Payload, cancellationToken)?.GetLocation();

            case ContractProblem.StaticMethod:
                return Modifiers((declaration as MethodDeclarationSyntax)?.Modifiers, SyntaxKind.StaticKeyword);

            case ContractProblem.GenericMethod:
                return (declaration as MethodDeclarationSyntax)?.TypeParameterList?.GetLocation();

            case ContractProblem.ReturnsByReference
                or ContractProblem.UnsupportedReturnType
                or ContractProblem.SynchronousInterfaceMethod
                or ContractProblem.OneWayWithResult:
                return (declaration as MethodDeclarationSyntax)?.ReturnType.GetLocation();

            case ContractProblem.ByReferenceParameter:
                return Modifiers(
                    (declaration as ParameterSyntax)?.Modifiers,
                    SyntaxKind.RefKeyword, SyntaxKind.OutKeyword, SyntaxKind.InKeyword, SyntaxKind.ReadOnlyKeyword);

            case ContractProblem.UnsupportedParameterType
                or ContractProblem.SuppliedParameterOnInterface
                or ContractProblem.OneWayWithStreams
                or ContractProblem.SeveralCancellationTokens
                or ContractProblem.SeveralProgressParameters:
                return (declaration as ParameterSyntax)?.Type?.GetLocation();

            case ContractProblem.UnresolvedType:
                return ChannelLocations.TypeOf(declaration)?.GetLocation();

            default:
                return ChannelLocations.TellingPlace(violation, declaration, cancellationToken);
        }
    }

    internal static AttributeSyntax? AttributeOf(ISymbol symbol, string metadataName, CancellationToken cancellationToken)
        => symbol.FindAttribute(metadataName)?.ApplicationSyntaxReference?.GetSyntax(cancellationToken) as AttributeSyntax;

    // The named argument, or the first positional one.
    internal static Location? Argument(AttributeSyntax? attribute, string? name = null)
        => attribute?.ArgumentList?.Arguments
            .FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name)?
            .Expression.GetLocation();

    internal static Location? Modifiers(SyntaxTokenList? modifiers, params SyntaxKind[] kinds)
    {
        var found = modifiers?.Where(modifier => kinds.Contains(modifier.Kind())).ToList();
        return found is { Count: > 0 }
            ? Location.Create(found[0].SyntaxTree!, TextSpan.FromBounds(found[0].SpanStart, found[found.Count - 1].Span.End))
            : null;
    }
}
