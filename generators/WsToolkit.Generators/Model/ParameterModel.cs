using WsToolkit.Generators.Parsing;

namespace WsToolkit.Generators.Model;

/// <summary>A parameter of a method.</summary>
internal sealed record ParameterModel
{
    public required ParameterKind Kind { get; init; }

    /// <summary>Its name, with keywords escaped.</summary>
    public required string Name { get; init; }

    public required string WireName { get; init; }

    /// <summary>Its number among the named parameters, or -1.</summary>
    public required int Index { get; init; }

    /// <summary>Its type as it is declared.</summary>
    public required TypeRef Type { get; init; }

    /// <summary>Its type in the client's signature, with its annotation.</summary>
    public required string ClientType { get; init; }

    /// <summary>The field of the payload type that it or its items have; empty when it does not travel.</summary>
    public required string Payload { get; init; }

    /// <summary>Whether a value has to arrive.</summary>
    public required bool IsRequired { get; init; }

    /// <summary>Its default value as source, or <see langword="null"/>.</summary>
    public required string? DefaultValue { get; init; }

    /// <summary>Its default value in the client's signature, or <see langword="null"/>.</summary>
    public required string? ClientDefault { get; init; }

    /// <summary>Whether it stands in the payload.</summary>
    public bool IsNamed => Kind == ParameterKind.Named;

    /// <summary>Whether the dispatch table has a variable for it, filled while the arguments are bound.</summary>
    public bool IsBound => Kind is ParameterKind.Named or ParameterKind.Payload or ParameterKind.Stream;
}
