using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Analyzers.Payloads;

/// <summary>
/// What the analyzer says of payload types, each with a page in the documentation. The first argument of every message is a type.
/// </summary>
internal static class PayloadDiagnostics
{
    public const string Category = "WsToolkit.Payloads";

    /// <summary>The property of a diagnostic that names the type which a context can be given.</summary>
    public const string MissingType = nameof(MissingType);

    // Of the use of a type.
    public static readonly DiagnosticDescriptor NoMetadata = Create(
        "WST2001",
        "A payload type has no JSON metadata",
        "There is no JSON metadata for '{0}': {1}");

    public static readonly DiagnosticDescriptor NotJson = Create(
        "WST2002",
        "A payload type cannot be JSON",
        "A value of type '{0}' cannot be JSON. {1}");

    public static readonly DiagnosticDescriptor Untyped = Create(
        "WST2003",
        "A payload type says nothing about its JSON",
        "A value of type '{0}' is read as a JsonElement, and written only if there is JSON metadata for the type that it has at run time. "
        + "Use JsonElement, or a type that says what it is.",
        DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor AbstractRead = Create(
        "WST2004",
        "An abstract payload type cannot be read",
        "Nothing says of what type an object is that is read as '{0}'. "
        + "Put [JsonDerivedType(typeof(...), \"...\")] on it for each type derived from it, or use one that is not abstract.");

    public static readonly DiagnosticDescriptor CollectionRead = Create(
        "WST2005",
        "A collection cannot be read",
        "The serializer can neither create '{0}' nor add to it. Use a List<T> or another collection that it knows.");

    public static readonly DiagnosticDescriptor DictionaryKey = Create(
        "WST2006",
        "A dictionary's key cannot be a name",
        "The keys of '{0}' are names in JSON, and '{1}' is none. Use a string, a number, a Guid or an enumeration as key.");

    public static readonly DiagnosticDescriptor Open = Create(
        "WST2007",
        "The payload of a generic contract has no JSON metadata of its own",
        "What '{0}' is, is known only where the contract is used, so the generated JSON metadata does not contain it. "
        + "Add it to a context of the application.",
        DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor Tuple = Create(
        "WST2008",
        "A tuple is empty in JSON",
        "The elements of '{0}' are fields, which are not in its JSON. Declare a record instead.");

    // Of a declaration.
    public static readonly DiagnosticDescriptor Converter = Create(
        "WST2020",
        "A JSON converter cannot be used by generated code",
        "Generated code cannot create this converter, so '{0}' is left out of the generated JSON metadata. "
        + "Use [JsonConverter(typeof(...))] with a class that is accessible and has a constructor without parameters.");

    public static readonly DiagnosticDescriptor EnumConverter = Create(
        "WST2021",
        "An enumeration's converter makes code at run time",
        "JsonStringEnumConverter makes code at run time, which NativeAOT cannot. The generated JSON metadata does without, other users may "
        + "not. Remove it, because enumerations are strings anyway, or use JsonStringEnumConverter<TEnum>.",
        DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor TwoConstructors = Create(
        "WST2022",
        "Two constructors have [JsonConstructor]",
        "Another constructor of '{0}' has [JsonConstructor], and objects are read with one only. Remove one of the two.");

    public static readonly DiagnosticDescriptor NoConstructor = Create(
        "WST2023",
        "Objects of a payload type cannot be created",
        "The serializer finds no constructor for '{0}', so it cannot be read. "
        + "Give it a public one without parameters, or put [JsonConstructor] on one.");

    public static readonly DiagnosticDescriptor UnboundParameter = Create(
        "WST2024",
        "A constructor's parameter has no member",
        "'{0}' cannot be read, because '{1}' is no member of it. Give it a public property of the same name and type.");

    public static readonly DiagnosticDescriptor ExtensionData = Create(
        "WST2025",
        "A member cannot take what is left over",
        "'{1}' cannot take the members that '{0}' does not know, because {2}");

    public static readonly DiagnosticDescriptor DuplicateName = Create(
        "WST2026",
        "Two members have the same name in JSON",
        "'{1}' and '{2}' of '{0}' are both called '{3}' in JSON. Give one of them another name with [JsonPropertyName], or [JsonIgnore].");

    public static readonly DiagnosticDescriptor UnseenMember = Create(
        "WST2040",
        "Another source generator decides how a payload type looks",
        "Another source generator adds to '{0}' what its generated JSON metadata does not know, because generators do not see each other's "
        + "output. Move the type to a referenced project, or write in source what is added.");

    /// <summary>The diagnostic for a problem.</summary>
    public static DiagnosticDescriptor Of(PayloadProblem problem) => problem switch
    {
        PayloadProblem.NoMetadata => NoMetadata,
        PayloadProblem.NotJson => NotJson,
        PayloadProblem.Untyped => Untyped,
        PayloadProblem.AbstractRead => AbstractRead,
        PayloadProblem.CollectionRead => CollectionRead,
        PayloadProblem.DictionaryKey => DictionaryKey,
        PayloadProblem.Open => Open,
        PayloadProblem.Tuple => Tuple,
        PayloadProblem.Converter => Converter,
        PayloadProblem.EnumConverter => EnumConverter,
        PayloadProblem.TwoConstructors => TwoConstructors,
        PayloadProblem.NoConstructor => NoConstructor,
        PayloadProblem.UnboundParameter => UnboundParameter,
        PayloadProblem.ExtensionData => ExtensionData,
        PayloadProblem.DuplicateName => DuplicateName,
        PayloadProblem.UnseenMember => UnseenMember,
        _ => throw new ArgumentOutOfRangeException(nameof(problem)),
    };

    /// <summary>
    /// The severity in a project that is analysed for NativeAOT or trimming: an error, or a warning of what may work there as well.
    /// </summary>
    public static DiagnosticSeverity WhenTrimmed(DiagnosticDescriptor descriptor)
        => descriptor == Untyped || descriptor == Open || descriptor == EnumConverter ? DiagnosticSeverity.Warning : DiagnosticSeverity.Error;

    private static DiagnosticDescriptor Create(
        string id, string title, string message, DiagnosticSeverity severity = DiagnosticSeverity.Warning)
        => new(id, title, message, Category, severity, isEnabledByDefault: true, helpLinkUri: Diagnostics.HelpLink + id + ".md");
}
