using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Parsing.Walkers;

/// <summary>Decides how the object with a walker's members is created.</summary>
internal static class WalkerCreation
{
    /// <summary>
    /// Chooses the constructor of a record, whose parameters are members, and connects the two; or that of a class, whose parameters are
    /// services.
    /// </summary>
    /// <returns>The constructor, or <see langword="null"/> when no object can be created.</returns>
    public static IMethodSymbol? Choose(INamedTypeSymbol walker, IReadOnlyCollection<WalkerMember> members, IAssemblySymbol assembly)
    {
        if (walker.IsAbstract)
        {
            return null;
        }

        if (!walker.IsRecord)
        {
            return ConstructorParser.FindConstructor(walker, requiredAreSet: true);
        }

        var constructor = walker.InstanceConstructors
            .Where(candidate => Accessibilities.IsAccessible(candidate, assembly) && !ContractRules.IsObsoleteAsError(candidate))
            .Where(candidate => candidate.Parameters.All(parameter => MemberOf(parameter, members) is not null || parameter.HasExplicitDefaultValue))
            .OrderByDescending(static candidate => candidate.Parameters.Length)
            .FirstOrDefault();
        if (constructor is not null)
        {
            foreach (var parameter in constructor.Parameters)
            {
                if (MemberOf(parameter, members) is { } member)
                {
                    member.Parameter = parameter;
                }
            }
        }

        return constructor;
    }

    /// <summary>A required member that nothing gives a value, or <see langword="null"/>.</summary>
    public static ISymbol? FindUnset(INamedTypeSymbol walker, IMethodSymbol constructor, IEnumerable<WalkerMember> members)
    {
        if (constructor.FindAttribute(KnownNames.Platform.SetsRequiredMembers) is not null)
        {
            return null;
        }

        var set = members.Where(static member => member.Violation is null).Select(static member => member.Symbol.Name).ToList();
        for (var level = walker; level is { SpecialType: SpecialType.None }; level = level.BaseType)
        {
            var unset = level.GetMembers().FirstOrDefault(member => member is IFieldSymbol { IsRequired: true }
                || (member is IPropertySymbol { IsRequired: true } && !set.Contains(member.Name)));
            if (unset is not null)
            {
                return unset;
            }
        }

        return null;
    }

    private static WalkerMember? MemberOf(IParameterSymbol parameter, IEnumerable<WalkerMember> members)
        => parameter.RefKind is not (RefKind.None or RefKind.In) ? null : members.FirstOrDefault(member =>
            member.Violation is null
            && member.Symbol.Name == parameter.Name
            && SymbolEqualityComparer.Default.Equals(member.Symbol.Type, parameter.Type));
}
