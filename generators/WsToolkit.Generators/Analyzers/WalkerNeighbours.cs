using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Analyzers.Payloads;
using WsToolkit.Generators.Parsing;
using WsToolkit.Generators.Parsing.Walkers;

namespace WsToolkit.Generators.Analyzers;

/// <summary>What walkers and notifications of one project stand in each other's way. Looked for once, by whichever type comes first.</summary>
internal sealed class WalkerNeighbours(Compilation compilation)
{
    private readonly object _gate = new();
    private volatile ILookup<ISymbol, ContractViolation>? _all;

    public IEnumerable<ContractViolation> Of(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        if (_all is null)
        {
            lock (_gate)
            {
                _all ??= Find(cancellationToken).ToLookup(static violation => violation.Symbol, SymbolEqualityComparer.Default!);
            }
        }

        return _all[type];
    }

    // As the generator finds them, so that the first is the same.
    private IEnumerable<ContractViolation> Find(CancellationToken cancellationToken)
    {
        var types = SourceTypes.Of(compilation.Assembly.GlobalNamespace, cancellationToken)
            .OrderBy(static type => type.FullMetadataName(), StringComparer.Ordinal).ToList();
        var walkers = types.Where(WalkerRules.IsWalker).ToList();
        var messages = WalkerGroups.MessagesOf(types.Where(ContractAnalysis.IsContract));
        return DuplicateWalkers(walkers)
            .Concat(TakenClients(walkers, cancellationToken))
            .Concat(walkers.Count == 0 ? [] : DuplicateNotifications(types, messages))
            .Concat(NotPartial(types, messages));
    }

    private static IEnumerable<ContractViolation> DuplicateWalkers(List<INamedTypeSymbol> walkers)
        => walkers.Select(WalkerAnalysis.Of).Where(static walker => walker.EmitsServer)
            .GroupBy(static walker => walker.Options.Name)
            .SelectMany(static group => group.Skip(1).Select(
                walker => new ContractViolation(ContractProblem.DuplicateWalkerName, walker.Type, group.First().Type.ToDisplayString())));

    private static IEnumerable<ContractViolation> TakenClients(List<INamedTypeSymbol> walkers, CancellationToken cancellationToken)
    {
        foreach (var group in WalkerGroups.Find(walkers, cancellationToken))
        {
            if (WalkerGroups.FindTaken(group.Key, group.Value) is { } name)
            {
                yield return new ContractViolation(ContractProblem.GeneratedNameTaken, group.Value[0].Type, name);
            }
        }
    }

    // What has a base or an interface, or is the message of a channel itself, may be an event of one.
    private static IEnumerable<ContractViolation> NotPartial(List<INamedTypeSymbol> types, IReadOnlyCollection<ITypeSymbol> messages)
        => types.Where(type => type.FindAttribute(KnownNames.Attributes.Event) is not null && !ContractRules.HasPartialPart(type)
                && !type.IsAbstract && NotificationParser.StandsAlone(type)
                && !messages.Any(message => PayloadRules.Find(message, part => SymbolEqualityComparer.Default.Equals(part.OriginalDefinition, type)) is not null))
            .Select(static type => new ContractViolation(ContractProblem.NotificationNotPartial, type));

    private static IEnumerable<ContractViolation> DuplicateNotifications(
        List<INamedTypeSymbol> types, IReadOnlyCollection<ITypeSymbol> messages)
    {
        var candidates = types.Where(NotificationParser.IsCandidate).ToList();
        var heard = WalkerGroups.Events(candidates, messages);
        foreach (var type in candidates)
        {
            var first = heard.FirstOrDefault(one => one.Name == NotificationParser.NameOf(type)).Type;
            if (first is not null && !SymbolEqualityComparer.Default.Equals(first, type)
                && WalkerGroups.Events([type], messages).Count > 0)
            {
                yield return new ContractViolation(ContractProblem.DuplicateNotification, type, first.ToDisplayString());
            }
        }
    }
}
