using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Model;

namespace WsToolkit.Generators.Parsing;

/// <summary>
/// Finds what a class that implements a contract interface demands with attributes of its own: an interface cannot carry
/// <c>[Authorize]</c>, and a contracts assembly need not know of it.
/// </summary>
internal static class DemandParser
{
    public static EquatableArray<DemandModel> Parse(INamedTypeSymbol type, INamedTypeSymbol? contract)
    {
        if (contract is null)
        {
            return [];
        }

        var demands = new List<DemandModel>();
        foreach (var member in contract.AllInterfaces.Insert(0, contract).SelectMany(static one => one.GetMembers()))
        {
            // The channel members that are generated have no attributes of their own; those of the class apply to them, too.
            var implementation = type.FindImplementationForInterfaceMember(member);
            var isChannel = ChannelMembers.IsChannel(member);
            if (!isChannel && (implementation is null || member is not IMethodSymbol { MethodKind: MethodKind.Ordinary }))
            {
                continue;
            }

            var demand = new DemandModel(
                contract.Name + "." + member.Name,
                AttributeParser.RequiresAuthorization(type, implementation),
                AttributeParser.Metadata(type, implementation));
            if (demand.RequiresAuthorization || demand.Metadata.Count > 0)
            {
                demands.Add(demand);
            }
        }

        return demands.ToEquatableArray();
    }
}
