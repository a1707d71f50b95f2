using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Analyzers.Payloads;

/// <summary>What is wrong with a payload type, or with the place that uses it.</summary>
internal enum PayloadProblem
{
    /// <summary>No context of the project describes the type.</summary>
    NoMetadata,

    /// <summary>The serializer refuses the type.</summary>
    NotJson,

    /// <summary><c>object</c> or <c>dynamic</c>.</summary>
    Untyped,

    /// <summary>An interface or abstract class of which nothing says what is to be created.</summary>
    AbstractRead,

    /// <summary>A collection that the serializer cannot create or fill.</summary>
    CollectionRead,

    /// <summary>A key that cannot be the name of a member.</summary>
    DictionaryKey,

    /// <summary>The type depends on a type parameter of the contract.</summary>
    Open,

    /// <summary>A tuple, whose elements are fields.</summary>
    Tuple,

    /// <summary>A converter attribute that generated code cannot follow.</summary>
    Converter,

    /// <summary>The converter of enumerations that makes code at run time.</summary>
    EnumConverter,

    /// <summary>Two constructors have <c>[JsonConstructor]</c>.</summary>
    TwoConstructors,

    /// <summary>No constructor can be chosen.</summary>
    NoConstructor,

    /// <summary>A constructor's parameter has no member.</summary>
    UnboundParameter,

    /// <summary>A member with <c>[JsonExtensionData]</c> that cannot be one.</summary>
    ExtensionData,

    /// <summary>Two members have the same name in JSON.</summary>
    DuplicateName,

    /// <summary>Another source generator adds what the generated metadata does not know.</summary>
    UnseenMember,
}

/// <summary>What to underline.</summary>
internal enum PlaceKind
{
    /// <summary>The type of a member, parameter or result.</summary>
    Type,

    /// <summary>The symbol's name.</summary>
    Name,

    /// <summary>The attribute that <see cref="Place.Attribute"/> is.</summary>
    Attribute,
}

/// <summary>Where to tell of a problem.</summary>
/// <param name="Symbol">A symbol in source.</param>
/// <param name="Kind">What of it.</param>
/// <param name="Attribute">The attribute, if it is one.</param>
internal sealed record Place(ISymbol Symbol, PlaceKind Kind, AttributeData? Attribute = null)
{
    /// <summary>Whether the symbol is declared in the project.</summary>
    public bool IsInSource => !Symbol.DeclaringSyntaxReferences.IsEmpty;
}

/// <summary>One problem, found.</summary>
/// <param name="Problem">The problem.</param>
/// <param name="Place">Where to tell of it.</param>
/// <param name="Arguments">The arguments of the message.</param>
/// <param name="Missing">
/// The type that a context of the user's own can describe, spelled from <c>global::</c> on, or <see langword="null"/>.
/// </param>
internal sealed record PayloadFinding(PayloadProblem Problem, Place Place, string[] Arguments, string? Missing = null);
