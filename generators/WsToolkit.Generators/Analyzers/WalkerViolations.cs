using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Parsing;
using WsToolkit.Generators.Parsing.Walkers;

namespace WsToolkit.Generators.Analyzers;

/// <summary>What there is to say of a type that is a walker or a notification, or was perhaps meant to be one.</summary>
internal static class WalkerViolations
{
    /// <summary>Finds the violations that nobody else tells of: neither the compiler nor another type.</summary>
    public static IEnumerable<ContractViolation> Of(INamedTypeSymbol type, WalkerNeighbours neighbours, CancellationToken cancellationToken)
    {
        if (WalkerRules.IsWalker(type))
        {
            var walker = WalkerAnalysis.Of(type);
            var own = walker.TypeViolation is { } violation ? [violation] : walker.LesserViolations;
            return own.Where(one => !IsSaidElsewhere(one, walker) && IsFirstWithoutOrder(one, walker)).Concat(neighbours.Of(type, cancellationToken));
        }

        if (type.FindAttribute(KnownNames.Attributes.Event) is not null)
        {
            return !NotificationParser.IsCandidate(type) || NotificationParser.Check(type) is not { } violation ? neighbours.Of(type, cancellationToken)
                : NotificationParser.StandsAlone(type) ? [violation]
                : [];
        }

        // The entries of a base class run in the walkers that derive from it.
        return type.IsAbstract && !type.IsStatic
            ? []
            : type.GetMembers().Where(static member => member.FindAttribute(KnownNames.Attributes.Entry) is not null)
                .Select(static member => new ContractViolation(ContractProblem.EntryOutsideWalker, member));
    }

    private static bool IsSaidElsewhere(ContractViolation violation, WalkerAnalysis walker) => violation.Problem switch
    {
        // The attribute is not valid there, a part lacks the modifier, a name means nothing, a type cannot be in a signature.
        ContractProblem.NotAClassOrInterface => true,
        ContractProblem.NotPartial => ContractRules.HasPartialPart((INamedTypeSymbol)violation.Symbol),
        ContractProblem.ContainingTypeNotPartial => ContractRules.HasPartialPart((INamedTypeSymbol)violation.Symbol)
            || !IsFirst(walker.Type, (INamedTypeSymbol)violation.Symbol),
        ContractProblem.FileLocalType => !SymbolEqualityComparer.Default.Equals(violation.Symbol, walker.Type)
            && !IsFirst(walker.Type, (INamedTypeSymbol)violation.Symbol),
        ContractProblem.HandledTypeIsNoWalker => IsToldByItself(walker.Options.Walker!),
        // The record tells of its own settings.
        ContractProblem.UnsupportedReports or ContractProblem.UnsupportedProgress
            or ContractProblem.InvalidPath or ContractProblem.UnknownPathMember or ContractProblem.UnknownQueryMember
            when walker.Options.Walker is not null => true,
        ContractProblem.UnsupportedReports => walker.Options.Reports is not { } reports || PayloadRules.IsUnresolved(reports),
        ContractProblem.UnsupportedProgress => walker.Options.Progress is not { } progress || PayloadRules.IsUnresolved(progress),
        ContractProblem.UnresolvedType => true,

        // The record tells of its own members.
        ContractProblem.UnboundMember or ContractProblem.DuplicateMemberName or ContractProblem.TooManyMembers or ContractProblem.ObsoleteAsError
            when violation.Symbol is IPropertySymbol => walker.Options.Walker is not null || PayloadRules.IsFileLocal(ChannelMember.TypeOf(violation.Symbol)),
        ContractProblem.EntryParameter or ContractProblem.EntryResult => PayloadRules.IsFileLocal(ChannelMember.TypeOf(violation.Symbol))
            || ChannelMember.TypeOf(violation.Symbol) is INamedTypeSymbol { IsStatic: true },
        _ => false,
    };

    // One message for the order of a walker, at the same place whichever file comes first.
    private static bool IsFirstWithoutOrder(ContractViolation violation, WalkerAnalysis walker)
        => violation.Problem != ContractProblem.EntryWithoutOrder || violation == walker.LesserViolations
            .Where(static other => other.Problem == ContractProblem.EntryWithoutOrder)
            .OrderBy(static other => ViolationLocations.NameOf(other.Symbol).SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(static other => ViolationLocations.NameOf(other.Symbol).SourceSpan.Start)
            .First();

    private static bool IsToldByItself(INamedTypeSymbol walker) => walker.TypeKind == TypeKind.Error;

    // A containing type is mentioned once, however many walkers it contains.
    private static bool IsFirst(INamedTypeSymbol walker, INamedTypeSymbol container)
        => SymbolEqualityComparer.Default.Equals(walker, WalkersIn(container).FirstOrDefault())
            && !ContractsIn(container).Any(static contract => ContractAnalysis.Of(contract).TypeViolation is not null);

    private static IEnumerable<INamedTypeSymbol> WalkersIn(INamedTypeSymbol container) => Nested(container).Where(WalkerRules.IsWalker);

    private static IEnumerable<INamedTypeSymbol> ContractsIn(INamedTypeSymbol container) => Nested(container).Where(ContractAnalysis.IsContract);

    private static IEnumerable<INamedTypeSymbol> Nested(INamedTypeSymbol type)
        => type.GetTypeMembers().SelectMany(static nested => Nested(nested).Prepend(nested));
}
