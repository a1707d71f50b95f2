using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Parsing.Walkers;

/// <summary>How generated code gives a member its value.</summary>
internal enum MemberAssignment
{
    /// <summary>As an argument of the constructor.</summary>
    Constructor,

    /// <summary>Where the object is created, because it is always given.</summary>
    Initializer,

    /// <summary>By its setter, where it is given.</summary>
    Setter,

    /// <summary>By an accessor that the runtime connects with its <c>init</c>, where it is given.</summary>
    Accessor,
}

/// <summary>A property that is part of a walker's context, or what is wrong with it. Holds symbols.</summary>
internal sealed class WalkerMember(IPropertySymbol symbol)
{
    public IPropertySymbol Symbol { get; } = symbol;

    public ContractViolation? Violation { get; set; }

    public string WireName { get; set; } = string.Empty;

    /// <summary>The parameter of the record's constructor that gives it its value.</summary>
    public IParameterSymbol? Parameter { get; set; }

    /// <summary>Whether a value has to arrive.</summary>
    public bool IsRequired => Parameter is { HasExplicitDefaultValue: false }
        || (Parameter is null && (Symbol.IsRequired || JsonAttributes.Has(Symbol, JsonNames.Attributes.Required)));

    public MemberAssignment Assignment => Parameter is not null ? MemberAssignment.Constructor
        : IsRequired ? MemberAssignment.Initializer
        : Symbol.SetMethod!.IsInitOnly ? MemberAssignment.Accessor
        : MemberAssignment.Setter;
}
