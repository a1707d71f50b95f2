using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Parsing.Walkers;

namespace WsToolkit.Generators.Parsing;

/// <summary>The types that the methods and channels of a service send and receive.</summary>
internal static class PayloadRoots
{
    /// <summary>
    /// Finds them: parameters, results, stream items and progress reports of the methods that are generated, messages and events of the
    /// channels.
    /// </summary>
    /// <param name="service">The annotated class or interface.</param>
    /// <param name="cancellationToken">Ends the search when the code has changed again.</param>
    /// <returns>The types in the order of the members, with duplicates, never with type parameters of the service in them.</returns>
    public static IReadOnlyList<ITypeSymbol> Of(INamedTypeSymbol service, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var contract = ContractAnalysis.Of(service);
        return contract.IsGenerated
            ? [.. contract.GoodMembers.SelectMany(Of).Concat(contract.GoodChannels.SelectMany(Of))
                .Where(static type => !PayloadRules.IsOpen(type))]
            : [];
    }

    /// <summary>The types that one method sends and receives.</summary>
    public static IEnumerable<ITypeSymbol> Of(ContractMember member)
    {
        foreach (var parameter in member.Signature.Parameters)
        {
            if (parameter.Payload is { } payload)
            {
                yield return payload;
            }
        }

        if (member.Signature.ResultPayload is { } result)
        {
            yield return result;
        }
    }

    /// <summary>The types that a walker sends and receives: members, reports and progress; a description that clients fill in themselves.</summary>
    public static IEnumerable<ITypeSymbol> Of(WalkerAnalysis walker)
        => walker.GoodMembers.Select(static member => member.Symbol.Type)
            .Concat(walker.ProgressTypes)
            .Concat(walker.Reports is null ? [] : [walker.Reports])
            .Concat(walker.IsDescription ? [walker.Type] : []);

    /// <summary>The types of a channel's messages.</summary>
    public static IEnumerable<ITypeSymbol> Of(ChannelMember channel)
        => channel.Events.Select(static one => (ITypeSymbol)one.Type).Prepend(channel.MessageType!);
}
