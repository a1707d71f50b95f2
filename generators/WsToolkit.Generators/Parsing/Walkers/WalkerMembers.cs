using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Parsing.Walkers;

/// <summary>Finds the members of a walker that make up its context, and applies the rules to each.</summary>
internal static class WalkerMembers
{
    private const int AlwaysIgnored = 1;

    /// <summary>Finds them: the properties that anybody can set, those of base types first.</summary>
    /// <param name="walker">The type with the members.</param>
    /// <param name="options">Its options.</param>
    /// <param name="assembly">The assembly of the generated code.</param>
    public static ImmutableArray<WalkerMember> Of(INamedTypeSymbol walker, WalkerOptions options, IAssemblySymbol assembly)
    {
        var members = Find(walker).Where(member => !IsExcluded(member.Symbol, options)).ToImmutableArray();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var count = 0;
        foreach (var member in members)
        {
            member.WireName = WireNameOf(member.Symbol, options.Naming);
            member.Violation = Check(member, assembly);
            if (member.Violation is null && !names.Add(member.WireName))
            {
                member.Violation = new ContractViolation(ContractProblem.DuplicateMemberName, member.Symbol, member.WireName);
            }

            if (member.Violation is null && ++count > ContractRules.MaxNamedParameters)
            {
                var most = ContractRules.MaxNamedParameters.ToString(CultureInfo.InvariantCulture);
                member.Violation = new ContractViolation(ContractProblem.TooManyMembers, member.Symbol, most);
            }
        }

        return members;
    }

    /// <summary>Whether a setting names a property, as it is spelled in C# or on the wire.</summary>
    public static bool IsNamed(IPropertySymbol property, string name, Naming naming)
        => property.Name == name || WireNameOf(property, naming) == name;

    /// <summary>The properties that anybody can set, whatever is excluded.</summary>
    public static IEnumerable<WalkerMember> Find(INamedTypeSymbol walker)
    {
        var levels = new Stack<INamedTypeSymbol>();
        for (var level = walker; level is { SpecialType: SpecialType.None }; level = level.BaseType)
        {
            levels.Push(level);
        }

        // What a derived type hides or overrides counts where it is declared last.
        var properties = levels.SelectMany(static level => level.GetMembers()).OfType<IPropertySymbol>()
            .Where(static property => property is { IsStatic: false, IsIndexer: false, ExplicitInterfaceImplementations.IsEmpty: true })
            .ToList();
        return properties
            .Where((property, index) => !properties.Skip(index + 1).Any(other => other.Name == property.Name))
            .Where(IsSettable)
            .Select(static property => new WalkerMember(property));
    }

    private static bool IsSettable(IPropertySymbol property)
        => property is { DeclaredAccessibility: Accessibility.Public, SetMethod.DeclaredAccessibility: Accessibility.Public }
            && !(JsonAttributes.Find(property, JsonNames.Attributes.Ignore) is { } ignored && ignored.Named("Condition", AlwaysIgnored) == AlwaysIgnored);

    private static bool IsExcluded(IPropertySymbol property, WalkerOptions options)
        => options.Excluded.Any(name => name == WalkerRules.AllMembers || IsNamed(property, name, options.Naming));

    private static string WireNameOf(IPropertySymbol property, Naming naming)
        => JsonAttributes.Find(property, JsonNames.Attributes.PropertyName).Positional(0) as string ?? WireNames.Convert(property.Name, naming);

    private static ContractViolation? Check(WalkerMember member, IAssemblySymbol assembly)
    {
        var property = member.Symbol;
        if (PayloadRules.IsUnresolved(property.Type))
        {
            return new ContractViolation(ContractProblem.UnresolvedType, property, property.Type.ToDisplayString());
        }

        if (ContractRules.IsObsoleteAsError(property))
        {
            return new ContractViolation(ContractProblem.ObsoleteAsError, property);
        }

        return WhyNot(member, assembly) is { } reason ? new ContractViolation(ContractProblem.UnboundMember, property, reason) : null;
    }

    private static string? WhyNot(WalkerMember member, IAssemblySymbol assembly)
    {
        var property = member.Symbol;
        return property switch
        {
            { RefKind: not RefKind.None } => "it is a reference",
            _ when !PayloadRules.CanTravel(property.Type) => $"'{property.Type.ToDisplayString()}' cannot be sent",
            _ when !Accessibilities.IsAccessible(property.Type, assembly) => "generated code cannot reach its type",
            _ when JsonAttributes.Has(property, JsonNames.Attributes.Converter) => "a converter of its own would not be asked",
            _ when !WireNames.IsValid(WireNameOf(property, Naming.AsIs)) => "its name on the wire is empty or invalid",
            _ when member.Assignment == MemberAssignment.Accessor && IsOfGeneric(property) => "a generic type declares it with 'init'",
            _ => null,
        };
    }

    private static bool IsOfGeneric(IPropertySymbol property)
    {
        for (var level = property.ContainingType; level is not null; level = level.ContainingType)
        {
            if (level.Arity > 0)
            {
                return true;
            }
        }

        return false;
    }
}
