using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Parsing;
using WsToolkit.Generators.Parsing.Walkers;

namespace WsToolkit.Generators.Analyzers.Payloads;

/// <summary>Where the way through the payloads of walkers and notifications begins.</summary>
internal static class WalkerStops
{
    /// <summary>Members go from the client to the server, reports and progress the other way.</summary>
    public static IEnumerable<PayloadStop> Of(WalkerAnalysis walker)
    {
        if (!walker.IsGenerated)
        {
            yield break;
        }

        var (members, reports) = (PayloadUse.None, PayloadUse.None);
        if (walker.EmitsServer)
        {
            (members, reports) = (PayloadUse.Read, PayloadUse.Write);
        }

        if (walker.EmitsClient)
        {
            (members, reports) = (members | PayloadUse.Write, reports | PayloadUse.Read);
        }

        foreach (var member in walker.GoodMembers)
        {
            yield return Stop(member.Symbol.Type, members, member.Symbol);
        }

        foreach (var entry in walker.GoodEntries)
        {
            foreach (var (parameter, own) in entry.Progress)
            {
                yield return walker.Progress is { } common ? Stop(common, reports, parameter) : Stop(own, reports & PayloadUse.Write, parameter);
            }

            if (entry.Returned is not null && walker.Reports is { } type)
            {
                yield return Stop(type, reports, entry.Method);
            }
        }

        if (walker.IsDescription)
        {
            foreach (var declared in new[] { walker.Reports, walker.Progress }.OfType<ITypeSymbol>())
            {
                yield return new PayloadStop(declared, reports, walker.Options.Naming, new Place(walker.Type, PlaceKind.Name));
            }
        }

        PayloadStop Stop(ITypeSymbol type, PayloadUse use, ISymbol symbol) => new(
            type,
            use,
            walker.Options.Naming,
            symbol.DeclaringSyntaxReferences.IsEmpty ? new Place(walker.Type, PlaceKind.Name) : new Place(symbol, PlaceKind.Type));
    }

    /// <summary>Both ends send notifications and hear them.</summary>
    public static PayloadStop OfNotification(INamedTypeSymbol type)
        => new(type, PayloadUse.Read | PayloadUse.Write, NotificationParser.NamingOf(type), new Place(type, PlaceKind.Name));
}
