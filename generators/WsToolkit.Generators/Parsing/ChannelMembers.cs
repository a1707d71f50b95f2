using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Parsing;

/// <summary>Finds the channels of a contract and applies the rules to each, and those that concern several of them.</summary>
internal static class ChannelMembers
{
    /// <summary>Whether a member of an interface is a channel, or would be one if it were annotated.</summary>
    public static bool IsChannel(ISymbol member)
        => member is IMethodSymbol { MethodKind: MethodKind.Ordinary } or IPropertySymbol
            && (member.FindAttribute(KnownNames.Attributes.Channel) is not null
                || ChannelMember.TypeOf(member).IsNamed(KnownNames.Types.Channel));

    /// <summary>Whether a type has annotated channels.</summary>
    public static bool Has(INamedTypeSymbol type)
        => (type.TypeKind == TypeKind.Interface ? ContractMembers.BasesFirst(type) : [type])
            .SelectMany(static part => part.GetMembers())
            .Any(static member => member.FindAttribute(KnownNames.Attributes.Channel) is not null);

    public static ImmutableArray<ChannelMember> Of(ContractAnalysis contract, ClientNames names)
    {
        var channels = contract.IsInterface ? FindInInterface(contract.Type) : FindInClass(contract.Type);
        var shapes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var channel in channels)
        {
            channel.Violation ??= ChannelRules.Check(channel, contract);
            if (channel.Violation is null && !shapes.Add(channel.Template.Shape))
            {
                channel.Violation = new ContractViolation(ContractProblem.DuplicateTemplate, channel.Symbol, channel.Template.Text);
            }

            if (channel.Violation is null)
            {
                CheckClient(channel, contract, names);
            }
        }

        NameAll(channels, contract.Type, contract.BaseName);
        return channels.ToImmutableArray();
    }

    /// <summary>
    /// The channels of a contract interface that is known to be good, as one of another assembly is. Their ids are those that were given
    /// there: they depend on the channels and their order alone.
    /// </summary>
    public static IReadOnlyList<ChannelMember> OfGenerated(INamedTypeSymbol contract, string baseName)
    {
        var channels = FindInInterface(contract).Where(static channel => channel.Violation is null).ToList();
        NameAll(channels, contract, baseName);
        return channels;
    }

    /// <summary>The names that no member of a description can have.</summary>
    public static IEnumerable<string> ReservedIds(INamedTypeSymbol type, string baseName) =>
    [
        "Contract", "ContractOf", "Equals", "Finalize", "GetHashCode", "GetType", "Instance", "MemberwiseClone",
        "ReferenceEquals", "ToString", baseName + GeneratedNames.ContractSuffix, baseName + GeneratedNames.DispatcherSuffix,
        .. type.TypeParameters.Select(static parameter => parameter.Name),
    ];

    private static List<ChannelMember> FindInClass(INamedTypeSymbol type)
    {
        var channels = new List<ChannelMember>();
        foreach (var symbol in type.GetMembers())
        {
            if (symbol is IMethodSymbol or IPropertySymbol && symbol.FindAttribute(KnownNames.Attributes.Channel) is { } attribute)
            {
                channels.Add(new ChannelMember(symbol, attribute));
            }
        }

        return channels;
    }

    private static List<ChannelMember> FindInInterface(INamedTypeSymbol type)
    {
        var channels = new List<ChannelMember>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var symbol in ContractMembers.BasesFirst(type).SelectMany(static part => part.GetMembers()))
        {
            var attribute = symbol.FindAttribute(KnownNames.Attributes.Channel);
            if (!symbol.IsAbstract || !IsChannel(symbol))
            {
                if (attribute is not null && symbol is IMethodSymbol or IPropertySymbol)
                {
                    channels.Add(new ChannelMember(symbol, attribute) { Violation = ChannelRules.CheckKind(symbol, isInterface: true) });
                }

                continue;
            }

            // The same channel in two base interfaces is one channel.
            var channel = new ChannelMember(symbol, attribute);
            if (seen.Add(ClientNames.Signature(channel.Type, symbol.Name, channel.Parameters.Select(static parameter => parameter.Type))))
            {
                channel.Violation = attribute is null ? new ContractViolation(ContractProblem.ChannelWithoutAttribute, symbol) : null;
                channels.Add(channel);
            }
        }

        return channels;
    }

    // What the client would look like. An interface's own names and signatures can be implemented explicitly, a class's not.
    private static void CheckClient(ChannelMember channel, ContractAnalysis contract, ClientNames names)
    {
        var name = channel.Symbol.Name;
        var isNew = channel.IsProperty
            ? names.TryAddProperty(name)
            : names.TryAddMethod(name, channel.Parameters.Select(static parameter => parameter.Type));
        var isFree = isNew && !names.IsReserved(name);
        if (contract.IsInterface)
        {
            channel.IsExplicit = !isFree || ClientNames.IsOfObject(name);
            isFree = !ContractMembers.ContractProperties.Contains(name) || !contract.Options.Ends.HasFlag(Ends.Server);
        }

        if (!isFree && (contract.IsInterface || contract.Options.Ends.HasFlag(Ends.Client)))
        {
            channel.Violation = new ContractViolation(ContractProblem.ChannelNameTaken, channel.Symbol, name);
        }
    }

    private static void NameAll(IEnumerable<ChannelMember> channels, INamedTypeSymbol type, string baseName)
    {
        var ids = new UniqueNames(ReservedIds(type, baseName));
        foreach (var channel in channels.Where(static channel => channel.Violation is null))
        {
            channel.Id = ids.Take(UniqueNames.Capitalized(channel.Symbol.Name), "Name");
        }
    }
}
