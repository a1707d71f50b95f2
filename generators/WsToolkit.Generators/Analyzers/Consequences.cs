using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Parsing;

namespace WsToolkit.Generators.Analyzers;

/// <summary>One mistake gives one message: knows which reasons are told elsewhere, by the compiler or about another symbol.</summary>
internal static class Consequences
{
    /// <summary>Whether something else already tells about the cause of a violation.</summary>
    public static bool IsSaidElsewhere(ContractViolation violation, ContractAnalysis contract)
        => IsSaidByCompiler(violation, contract) || IsConsequence(violation, contract);

    /// <summary>Whether a violation is about a member, or a parameter of a member, that a contract interface inherits.</summary>
    public static bool IsInherited(ContractViolation violation, INamedTypeSymbol type) => violation.Symbol is not INamedTypeSymbol
        && !SymbolEqualityComparer.Default.Equals(violation.Symbol.ContainingType, type);

    // The attribute is not valid there, a part lacks the modifier, the name means nothing, the type cannot be in a signature.
    private static bool IsSaidByCompiler(ContractViolation violation, ContractAnalysis contract) => violation.Problem switch
    {
        ContractProblem.NotAClassOrInterface => contract.Type.FindAttribute(KnownNames.Attributes.Service) is not null,
        ContractProblem.NotPartial or ContractProblem.ContainingTypeNotPartial
            => ContractRules.HasPartialPart((INamedTypeSymbol)violation.Symbol),
        ContractProblem.InvalidCallback => contract.Options.Callback!.TypeKind == TypeKind.Error,
        ContractProblem.ContractIsNotAnInterface => contract.Options.Contract!.TypeKind == TypeKind.Error,
        ContractProblem.UnresolvedType => PayloadRules.IsUnresolved(TypeOf(violation.Symbol)),
        ContractProblem.UnsupportedReturnType or ContractProblem.UnsupportedParameterType or ContractProblem.UnsupportedChannelParameter
            => IsRefusedByCompiler(TypeOf(violation.Symbol)),

        // CS0718, CS9244 and CS9051.
        ContractProblem.NotAChannelType => new ChannelMember(violation.Symbol, null).MessageType is { } message
            && (message.IsRefLikeType || IsRefusedByCompiler(message)),
        _ => false,
    };

    private static bool IsConsequence(ContractViolation violation, ContractAnalysis contract) => violation.Problem switch
    {
        ContractProblem.InvalidCallback => IsToldByItself(contract.Options.Callback!),

        // The attribute that names the callback is told about.
        ContractProblem.UnusableCallbackParameter => true,
        // The types of the events are the same for every channel of their base.
        ContractProblem.InvalidEvent or ContractProblem.DuplicateEvent => contract.Channels
            .First(channel => channel.Violation is { } other && other.Problem == violation.Problem && other.Argument == violation.Argument)
            .Violation != violation,
        _ when violation.Symbol is INamedTypeSymbol type => !IsFirst(contract.Type, violation, type),
        _ => IsInherited(violation, contract.Type) && IsToldByBase(violation),
    };

    private static ITypeSymbol TypeOf(ISymbol symbol)
        => ChannelMember.TypeOf(symbol);

    // CS9051, CS0721 and CS0722.
    private static bool IsRefusedByCompiler(ITypeSymbol type)
        => PayloadRules.IsFileLocal(type) || type is INamedTypeSymbol { IsStatic: true };

    // A callback that is a contract with a mistake of its own.
    private static bool IsToldByItself(INamedTypeSymbol callback)
        => callback.TypeKind == TypeKind.Interface
            && !callback.DeclaringSyntaxReferences.IsEmpty
            && ContractAnalysis.IsContract(callback)
            && !ContractAnalysis.Of(callback.OriginalDefinition).IsGenerated;

    // A containing type is mentioned once, however many contracts it contains, and not here where it is a contract itself.
    private static bool IsFirst(INamedTypeSymbol contract, ContractViolation violation, INamedTypeSymbol type)
        => SymbolEqualityComparer.Default.Equals(contract, type)
            || (!ContractAnalysis.IsContract(type) && SymbolEqualityComparer.Default.Equals(contract, ContractsIn(type).FirstOrDefault(nested =>
                ContractAnalysis.Of(nested).TypeViolation is { } other
                && other.Problem == violation.Problem
                && SymbolEqualityComparer.Default.Equals(other.Symbol, type))));

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
            && ContractAnalysis.Of(origin).MemberViolations.Any(own => own.Problem == violation.Problem
                && SymbolEqualityComparer.Default.Equals(own.Symbol, violation.Symbol.OriginalDefinition));
    }
}
