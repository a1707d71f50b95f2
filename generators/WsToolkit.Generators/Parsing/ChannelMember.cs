using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Parsing;

/// <summary>A type that stands for an event of a channel.</summary>
internal sealed record ChannelEvent(string Name, INamedTypeSymbol Type);

/// <summary>A channel of a contract, or what is wrong with it. Holds symbols, so it never leaves a parser or an analyzer.</summary>
internal sealed class ChannelMember(ISymbol symbol, AttributeData? attribute)
{
    /// <summary>The method or property.</summary>
    public ISymbol Symbol { get; } = symbol;

    public AttributeData? Attribute { get; } = attribute;

    public ContractViolation? Violation { get; set; }

    public bool IsProperty => Symbol is IPropertySymbol;

    public ITypeSymbol Type => TypeOf(Symbol);

    public ImmutableArray<IParameterSymbol> Parameters => Symbol switch
    {
        IMethodSymbol method => method.Parameters,
        IPropertySymbol property => property.Parameters,
        _ => [],
    };

    /// <summary>What the channel's type says that its messages are; <see langword="null"/> when it is not a channel's type.</summary>
    public ITypeSymbol? MessageType => Type.IsNamed(KnownNames.Types.Channel) ? ((INamedTypeSymbol)Type).TypeArguments[0] : null;

    public ChannelTemplate Template { get; } = ChannelTemplate.Parse(attribute.Positional(0) as string ?? string.Empty);

    /// <summary>Whether the template takes any name.</summary>
    public bool IsCatchAll => Template.IsOneParameter && Parameters is [{ Type.SpecialType: SpecialType.System_String }];

    // The rest is complete only where there is no violation.

    /// <summary>The types that stand for events, the most derived first.</summary>
    public IReadOnlyList<ChannelEvent> Events { get; set; } = [];

    /// <summary>What the members that are generated for it are called; unique in the contract.</summary>
    public string Id { get; set; } = string.Empty;

    /// <summary>Whether the client implements the member explicitly, because its name or signature is taken.</summary>
    public bool IsExplicit { get; set; }

    /// <summary>The type of a method's result or of a property.</summary>
    public static ITypeSymbol TypeOf(ISymbol symbol) => symbol switch
    {
        IMethodSymbol method => method.ReturnType,
        IPropertySymbol property => property.Type,
        IParameterSymbol parameter => parameter.Type,
        _ => throw new ArgumentOutOfRangeException(nameof(symbol)),
    };
}
