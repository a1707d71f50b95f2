using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Parsing.Walkers;

/// <summary>
/// Everything that is known of one walker: what is generated, and what is not and why. Holds symbols, so it never leaves a parser or an
/// analyzer.
/// </summary>
internal sealed class WalkerAnalysis
{
    private WalkerAnalysis(INamedTypeSymbol type)
    {
        Type = type;
        Options = WalkerOptions.Of(type);
        IsDescription = WalkerRules.IsDescription(type);
        TypeViolation = WalkerRules.CheckType(type, Options) ?? WalkerNames.FindTaken(type, this);
        if (TypeViolation is not null)
        {
            return;
        }

        Members = WalkerMembers.Of(MembersOf, Options, type.ContainingAssembly);
        Creation = WalkerCreation.Choose(MembersOf, GoodMembers.ToList(), type.ContainingAssembly);
        Handler = Options.Walker is null ? null : ConstructorParser.FindConstructor(type);
        if (!IsDescription)
        {
            Entries = WalkerEntries.Of(type, Options.Walker);
        }

        TypeViolation = CheckCreation();
        Reports = WalkerReports.Decide(this);
        Progress = WalkerProgress.Decide(this);
        Settings = WalkerSettings.Of(this);
    }

    public INamedTypeSymbol Type { get; }

    public WalkerOptions Options { get; }

    /// <summary>Whether it is a record without entries, which another class handles.</summary>
    public bool IsDescription { get; }

    /// <summary>The type that has the members: the walker itself, or the record that it handles.</summary>
    public INamedTypeSymbol MembersOf => Options.Walker ?? Type;

    /// <summary>Why nothing is generated for the type, or <see langword="null"/>.</summary>
    public ContractViolation? TypeViolation { get; }

    public bool IsGenerated => TypeViolation is null;

    public bool EmitsServer => IsGenerated && !IsDescription && !Type.IsAbstract && Options.Ends.HasFlag(Ends.Server);

    public bool EmitsClient => IsGenerated && Options.Walker is null && !Type.IsAbstract && Options.Ends.HasFlag(Ends.Client);

    /// <summary>The members, good and bad, in the order of their declaration.</summary>
    public ImmutableArray<WalkerMember> Members { get; } = [];

    public IEnumerable<WalkerMember> GoodMembers => Members.Where(static member => member.Violation is null);

    /// <summary>The constructor of the type with the members.</summary>
    public IMethodSymbol? Creation { get; }

    /// <summary>The constructor of a handler.</summary>
    public IMethodSymbol? Handler { get; }

    /// <summary>The entries, good and bad, in the order in which they run.</summary>
    public ImmutableArray<WalkerEntry> Entries { get; } = [];

    public IEnumerable<WalkerEntry> GoodEntries => Entries.Where(static entry => entry.Violation is null);

    /// <summary>The type of the reports on the wire; <see langword="null"/> when there are none.</summary>
    public ITypeSymbol? Reports { get; }

    /// <summary>The type of the progress that clients are told of; <see langword="null"/> when there is none, or none that fits all.</summary>
    public ITypeSymbol? Progress { get; }

    /// <summary>The types of the progress on the wire.</summary>
    public IEnumerable<ITypeSymbol> ProgressTypes => Progress is { } type ? [type]
        : GoodEntries.SelectMany(static entry => entry.Progress).Select(static progress => progress.Type);

    /// <summary>What is wrong with the settings.</summary>
    public WalkerSettings? Settings { get; }

    /// <summary>What is wrong apart from the type as a whole.</summary>
    public IEnumerable<ContractViolation> LesserViolations => TypeViolation is not null
        ? []
        : (Settings?.Violations ?? []).Concat(Members.Select(static member => member.Violation))
            .Concat(Entries.Select(static entry => entry.Violation))
            .OfType<ContractViolation>();

    /// <summary>Analyses an annotated type.</summary>
    public static WalkerAnalysis Of(INamedTypeSymbol type) => new(type);

    // Clients of a description never create one of their own accord.
    private ContractViolation? CheckCreation()
    {
        if (IsDescription || Type.IsAbstract || !Options.Ends.HasFlag(Ends.Server))
        {
            return null;
        }

        if (Creation is null || (Options.Walker is not null && Handler is null))
        {
            return new ContractViolation(ContractProblem.WalkerNotConstructible, Type, (Creation is null ? MembersOf : Type).Name);
        }

        return WalkerCreation.FindUnset(MembersOf, Creation, Members) is { } unset
            ? new ContractViolation(ContractProblem.RequiredMemberUnbound, Type, unset.Name)
            : null;
    }
}
