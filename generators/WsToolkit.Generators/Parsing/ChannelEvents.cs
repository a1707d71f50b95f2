using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Parsing;

/// <summary>
/// Finds the types that stand for events of a channel: those with <c>[WsEvent]</c> that are the message type itself or derived from it, and
/// stand inside it, beside it, or in its <c>[JsonDerivedType]</c>s.
/// </summary>
internal static class ChannelEvents
{
    /// <summary>Fills in a channel's events.</summary>
    /// <returns>What is wrong with them, or <see langword="null"/>.</returns>
    public static ContractViolation? Find(ChannelMember channel, IAssemblySymbol assembly)
    {
        if (channel.MessageType is not INamedTypeSymbol { TypeKind: not TypeKind.Error, SpecialType: SpecialType.None } message)
        {
            return null;
        }

        var events = new List<ChannelEvent>();
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var type in Candidates(message))
        {
            if (!IsOrDerivesFrom(type, message) || type.FindAttribute(KnownNames.Attributes.Event) is not { } attribute || !seen.Add(type))
            {
                continue;
            }

            var name = attribute.Positional(0) as string ?? string.Empty;
            if (!WireNames.IsValid(name) || PayloadRules.IsFileLocal(type) || IsOpen(type, message)
                || !Accessibilities.IsAccessible(type, assembly))
            {
                return new ContractViolation(ContractProblem.InvalidEvent, channel.Symbol, type.ToDisplayString());
            }

            events.Add(new ChannelEvent(name, type));
        }

        if (events.GroupBy(static one => one.Name).FirstOrDefault(static group => group.Count() > 1) is { } twice)
        {
            return new ContractViolation(ContractProblem.DuplicateEvent, channel.Symbol, twice.Key);
        }

        channel.Events = events
            .OrderByDescending(static one => Depth(one.Type))
            .ThenBy(static one => one.Type.ToDisplayString(), StringComparer.Ordinal)
            .ToList();
        return null;
    }

    // What the platform's types are extended by has nothing to do with channels.
    private static IEnumerable<INamedTypeSymbol> Candidates(INamedTypeSymbol message)
    {
        var canBeDerivedFrom = message is { IsSealed: false, TypeKind: TypeKind.Class or TypeKind.Interface };
        var beside = !canBeDerivedFrom || IsOfPlatform(message) ? []
            : message.ContainingType is { } outer ? outer.GetTypeMembers()
            : message.ContainingNamespace.GetTypeMembers();
        return new[] { message }
            .Concat(canBeDerivedFrom ? Nested(message) : [])
            .Concat(beside.Where(type => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, message.ContainingAssembly)))
            .Concat(message.GetAttributes()
                .Where(static attribute => attribute.AttributeClass is { } type && JsonAttributes.Is(type, JsonNames.Attributes.DerivedType))
                .Select(static attribute => attribute.Positional(0)).OfType<INamedTypeSymbol>()
                .Where(static type => !type.IsUnboundGenericType));
    }

    private static IEnumerable<INamedTypeSymbol> Nested(INamedTypeSymbol type)
        => type.GetTypeMembers().SelectMany(static nested => Nested(nested).Prepend(nested));

    private static bool IsOfPlatform(INamedTypeSymbol type)
    {
        var space = type.ContainingNamespace;
        while (space is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false })
        {
            space = space.ContainingNamespace;
        }

        return space is { IsGlobalNamespace: false, Name: "System" };
    }

    private static bool IsOrDerivesFrom(INamedTypeSymbol type, INamedTypeSymbol message)
    {
        for (INamedTypeSymbol? level = type; level is not null; level = level.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(level, message))
            {
                return true;
            }
        }

        return message.TypeKind == TypeKind.Interface && type.AllInterfaces.Contains(message, SymbolEqualityComparer.Default);
    }

    // A type argument that nobody has given; those of a generic contract are in its messages, too.
    private static bool IsOpen(INamedTypeSymbol type, INamedTypeSymbol message)
    {
        return PayloadRules.Find(type, part => part.TypeKind == TypeKind.TypeParameter && !IsGiven(part)) is not null;

        bool IsGiven(ITypeSymbol part) => PayloadRules.Find(message, given => SymbolEqualityComparer.Default.Equals(given, part)) is not null;
    }

    // Grows with every step of inheritance.
    private static int Depth(INamedTypeSymbol type)
    {
        var depth = type.AllInterfaces.Length;
        for (var level = type.BaseType; level is not null; level = level.BaseType)
        {
            depth++;
        }

        return depth;
    }
}
