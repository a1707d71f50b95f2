using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Parsing;

namespace WsToolkit.Generators.Analyzers;

/// <summary>One mistake gives one message: knows which reasons are told elsewhere, by the compiler or about another symbol.</summary>
internal static class Consequences
{
    /// <summary>Whether something else already tells about the cause of a violation.</summary>
    public static bool IsSaidElsewhere(ContractViolation violation, ContractAnalysis contract)
    {
        var type = contract.Type;
        return violation.Problem switch
        {
            // The compiler: the attribute is not valid there, a part lacks the modifier, the name means nothing.
            ContractProblem.NotAClassOrInterface => type.FindAttribute(KnownNames.Attributes.Service) is not null,
            ContractProblem.NotPartial or ContractProblem.ContainingTypeNotPartial when HasPartialPart(violation.Symbol) => true,
            ContractProblem.UnresolvedType => IsUnresolved(violation.Symbol),
            ContractProblem.UnsupportedReturnType or ContractProblem.UnsupportedParameterType => IsRefusedByCompiler(TypeOf(violation.Symbol)),
            ContractProblem.ContractIsNotAnInterface => contract.Options.Contract!.TypeKind == TypeKind.Error,

            // The interface that is called back, when it is a contract that has a mistake of its own; its users are told by the attribute.
            ContractProblem.InvalidCallback => IsToldByItself(contract.Options.Callback!),
            ContractProblem.UnusableCallbackParameter => true,
            _ when !SymbolEqualityComparer.Default.Equals(violation.Symbol, type) && violation.Symbol is INamedTypeSymbol container =>
                !IsFirstIn(container, type),
            _ => IsInherited(violation, type) && IsToldByBase(violation),
        };
    }

    /// <summary>Whether a violation is about a member, or a parameter of a member, that a contract interface inherits.</summary>
    public static bool IsInherited(ContractViolation violation, INamedTypeSymbol type) => violation.Symbol is not INamedTypeSymbol
        && !SymbolEqualityComparer.Default.Equals(violation.Symbol.ContainingType, type);

    private static bool HasPartialPart(ISymbol type) => ContractRules.HasPartialPart((INamedTypeSymbol)type);

    private static ITypeSymbol TypeOf(ISymbol symbol) => symbol is IParameterSymbol parameter ? parameter.Type : ((IMethodSymbol)symbol).ReturnType;

    private static bool IsUnresolved(ISymbol symbol) => PayloadRules.IsUnresolved(TypeOf(symbol));

    // CS9051, CS0721 and CS0722: what is declared nowhere else cannot appear in a signature, a static class in none at all.
    private static bool IsRefusedByCompiler(ITypeSymbol type) => PayloadRules.IsFileLocal(type) || type is INamedTypeSymbol { IsStatic: true };

    private static bool IsToldByItself(INamedTypeSymbol callback)
        => callback.TypeKind == TypeKind.Error
            || (callback.TypeKind == TypeKind.Interface
                && !callback.DeclaringSyntaxReferences.IsEmpty
                && ContractAnalysis.IsContract(callback)
                && !ContractAnalysis.Of(callback.OriginalDefinition).IsGenerated);

    // A containing type is mentioned once, however many contracts it contains.
    private static bool IsFirstIn(INamedTypeSymbol container, INamedTypeSymbol type)
        => SymbolEqualityComparer.Default.Equals(type, ContractsIn(container).FirstOrDefault(nested =>
            ContractAnalysis.Of(nested).TypeViolation is { } violation && SymbolEqualityComparer.Default.Equals(violation.Symbol, container)));

    private static IEnumerable<INamedTypeSymbol> ContractsIn(INamedTypeSymbol container)
    {
        foreach (var nested in container.GetTypeMembers())
        {
            if (ContractAnalysis.IsContract(nested))
            {
                yield return nested;
            }

            foreach (var contract in ContractsIn(nested))
            {
                yield return contract;
            }
        }
    }

    private static bool IsToldByBase(ContractViolation violation)
    {
        var origin = violation.Symbol.ContainingType.OriginalDefinition;
        return !origin.DeclaringSyntaxReferences.IsEmpty
            && ContractAnalysis.IsContract(origin)
            && ContractAnalysis.Of(origin).Members.Any(member => member.Violation is { } own
                && own.Problem == violation.Problem
                && SymbolEqualityComparer.Default.Equals(own.Symbol, violation.Symbol.OriginalDefinition));
    }
}
