using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace WsToolkit.Generators.Parsing.Walkers;

/// <summary>What can be a walker, and what stands in the way: the rules about the type itself. The analyzers say what a rule answered.</summary>
internal static class WalkerRules
{
    /// <summary>What stands for all members in a setting.</summary>
    public const string AllMembers = "*";

    /// <summary>The group of walkers that name none.</summary>
    public const string DefaultGroup = "Walkers";

    // What has a meaning of its own in the path of the HTTP door.
    private static readonly char[] Reserved = ['/', '\\', '{', '}', '?', '#', '%', '*'];

    /// <summary>Whether a type is a walker; anything else is not analysed.</summary>
    public static bool IsWalker(INamedTypeSymbol type) => type.FindAttribute(KnownNames.Attributes.Walker) is not null;

    /// <summary>Whether a walker is only a description: a record that another class handles.</summary>
    public static bool IsDescription(INamedTypeSymbol type)
        => type is { IsRecord: true, TypeKind: TypeKind.Class } && IsWalker(type)
            && type.FindAttribute(KnownNames.Attributes.Walker).Positional(0) is not INamedTypeSymbol
            && !WalkerEntries.Has(type);

    /// <summary>The first reason why nothing can be generated for a walker, or <see langword="null"/>.</summary>
    public static ContractViolation? CheckType(INamedTypeSymbol type, WalkerOptions options)
        => CheckDeclaration(type, isReopened: options.Ends.HasFlag(Ends.Server) && !IsDescription(type))
            ?? CheckHandled(type, options)
            ?? CheckEntries(type, options)
            ?? CheckNames(type, options);

    private static ContractViolation? CheckDeclaration(INamedTypeSymbol type, bool isReopened)
    {
        if (type.TypeKind != TypeKind.Class)
        {
            return new ContractViolation(ContractProblem.NotAClassOrInterface, type);
        }

        if (type.IsStatic)
        {
            return new ContractViolation(ContractProblem.StaticType, type);
        }

        if (isReopened && !ContractRules.IsPartial(type))
        {
            return new ContractViolation(ContractProblem.NotPartial, type);
        }

        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.IsFileLocal)
            {
                return new ContractViolation(ContractProblem.FileLocalType, current);
            }

            // Types are generated beside it.
            if (!SymbolEqualityComparer.Default.Equals(current, type) && !ContractRules.IsPartial(current))
            {
                return new ContractViolation(ContractProblem.ContainingTypeNotPartial, current, type.Name);
            }

            if (current.Arity > 0)
            {
                return new ContractViolation(ContractProblem.GenericWalker, type);
            }
        }

        if (!Accessibilities.IsAccessible(type, type.ContainingAssembly))
        {
            return new ContractViolation(ContractProblem.InaccessibleWalker, type);
        }

        return ContractRules.IsObsoleteAsError(type) ? new ContractViolation(ContractProblem.ObsoleteAsError, type) : null;
    }

    private static ContractViolation? CheckHandled(INamedTypeSymbol type, WalkerOptions options)
        => options.Walker is { } walker && !IsDescription(walker)
            ? new ContractViolation(ContractProblem.HandledTypeIsNoWalker, type, walker.ToDisplayString())
            : null;

    private static ContractViolation? CheckEntries(INamedTypeSymbol type, WalkerOptions options)
        => options.Ends.HasFlag(Ends.Server) && !type.IsAbstract && !IsDescription(type) && !WalkerEntries.Has(type)
            ? new ContractViolation(ContractProblem.WalkerWithoutEntries, type)
            : null;

    private static ContractViolation? CheckNames(INamedTypeSymbol type, WalkerOptions options)
    {
        if (!WireNames.IsValid(options.Name) || options.Name.IndexOfAny(Reserved) >= 0 || options.Name.Any(static c => char.IsControl(c) || char.IsWhiteSpace(c)))
        {
            return new ContractViolation(ContractProblem.InvalidWalkerName, type, options.Name);
        }

        return options.Group is { } group && (!SyntaxFacts.IsValidIdentifier(group) || group.Any(static c => char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format))
            ? new ContractViolation(ContractProblem.InvalidGroup, type, group)
            : null;
    }
}
