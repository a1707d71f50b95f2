using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Parsing;

/// <summary>The channels of the contract interface that a class implements. The interface may belong to another assembly.</summary>
internal sealed class ImplementedContract
{
    private ImplementedContract(INamedTypeSymbol type, IReadOnlyList<ChannelMember> channels)
    {
        Type = type;
        Channels = channels;
    }

    public INamedTypeSymbol Type { get; }

    /// <summary>The channels that are generated.</summary>
    public IReadOnlyList<ChannelMember> Channels { get; }

    /// <summary>The contract, or <see langword="null"/> when it is none or nothing is generated for it.</summary>
    public static ImplementedContract? Of(INamedTypeSymbol type)
    {
        if (type.TypeKind != TypeKind.Interface || type.IsUnboundGenericType || !ContractAnalysis.IsContractInterface(type))
        {
            return null;
        }

        var isGood = type.DeclaringSyntaxReferences.IsEmpty || ContractAnalysis.Of(type.OriginalDefinition).IsGenerated;
        return isGood ? new ImplementedContract(type, ChannelMembers.OfGenerated(type, ContractAnalysis.BaseNameOf(type))) : null;
    }
}
