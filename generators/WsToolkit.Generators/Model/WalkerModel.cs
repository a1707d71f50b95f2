using WsToolkit.Generators.Parsing.Walkers;

namespace WsToolkit.Generators.Model;

/// <summary>A walker, with everything that is printed for it alone.</summary>
internal sealed record WalkerModel
{
    /// <summary>The type's metadata name, such as <c>Shop.Outer+SendChat</c>.</summary>
    public required string MetadataName { get; init; }

    /// <summary>What the names of its files begin with; unique in a compilation, whatever the case.</summary>
    public required string HintName { get; init; }

    /// <summary>The namespace with keywords escaped, or <see langword="null"/> for the global one.</summary>
    public required string? Namespace { get; init; }

    /// <summary>The containing types to reopen, outermost first.</summary>
    public required EquatableArray<string> Containers { get; init; }

    /// <summary>The type's declaration, such as <c>partial class SendChat</c>.</summary>
    public required string Declaration { get; init; }

    /// <summary>The type's name as its siblings spell it.</summary>
    public required string Name { get; init; }

    /// <summary>What the names of the generated types begin with: the type's name without escapes.</summary>
    public required string BaseName { get; init; }

    /// <summary>What stands in front of the names of the generated types, such as <c>global::Shop.</c></summary>
    public required string SiblingPrefix { get; init; }

    /// <summary>How a documentation comment refers to the type.</summary>
    public required string DocumentationId { get; init; }

    public required bool EmitsServer { get; init; }

    /// <summary>The access modifier of the request; <see langword="null"/> when none is printed.</summary>
    public required string? RequestAccessibility { get; init; }

    public required string WireName { get; init; }

    /// <summary>The name of the naming policy in its enum.</summary>
    public required string Naming { get; init; }

    /// <summary>Whether the values of enumerations are numbers in JSON, not strings.</summary>
    public required bool WritesEnumNumbers { get; init; }

    /// <summary>The doors as an expression, or <see langword="null"/> for the default.</summary>
    public required string? Methods { get; init; }

    /// <summary>Who may call, as an expression, or <see langword="null"/> for the default.</summary>
    public required string? Authentication { get; init; }

    /// <summary>What follows the name in the HTTP door's path, with the names of members on the wire.</summary>
    public required string? Path { get; init; }

    /// <summary>The names on the wire of the members in the query.</summary>
    public required EquatableArray<string> Query { get; init; }

    /// <summary>How long a run may take, or 0.</summary>
    public required int TimeoutMilliseconds { get; init; }

    public required bool RequiresAuthorization { get; init; }

    /// <summary>The application's own attributes, as expressions.</summary>
    public required EquatableArray<string> Metadata { get; init; }

    /// <summary>The type with the members, as it is created.</summary>
    public required string MembersType { get; init; }

    public required EquatableArray<WalkerMemberModel> Members { get; init; }

    /// <summary>
    /// The arguments of the constructor of the type with the members, as expressions over <c>services</c> for a class, over <c>members</c> for a
    /// record.
    /// </summary>
    public required EquatableArray<string> CreationArguments { get; init; }

    /// <summary>The arguments of the handler's constructor; <see langword="null"/> where the walker handles itself.</summary>
    public required EquatableArray<string>? HandlerArguments { get; init; }

    public required EquatableArray<EntryModel> Entries { get; init; }

    /// <summary>The type of the reports with its annotation, or <see langword="null"/>.</summary>
    public required string? ReportType { get; init; }

    /// <summary>The same as <c>typeof</c> takes it.</summary>
    public required string? ReportTypeName { get; init; }

    /// <summary>A type with just the members that callers send, or <see langword="null"/>.</summary>
    public required string? ContextType { get; init; }

    /// <summary>The name of the struct that holds what has been received.</summary>
    public required string StructName { get; init; }

    /// <summary>The field of what writes a report; empty when there are none.</summary>
    public required string ReportPayload { get; init; }

    public required EquatableArray<PayloadModel> Payloads { get; init; }

    /// <summary>The first sentence of the documentation, or <see langword="null"/>.</summary>
    public required string? Summary { get; init; }

    /// <summary>Ids of the diagnostics about obsolete and experimental members, besides the common ones.</summary>
    public required EquatableArray<string> CustomDiagnostics { get; init; }

    /// <summary>The <c>[Obsolete]</c> attribute to repeat, or <see langword="null"/>.</summary>
    public required string? Obsolete { get; init; }

    /// <summary>Whether something of the services is asked for when a walker is created.</summary>
    public bool UsesServices => HandlerArguments is { Count: > 0 } || (HandlerArguments is null && Members.All(static member => member.Assignment != MemberAssignment.Constructor) && CreationArguments.Count > 0);

    /// <summary>The full name of the description.</summary>
    public string Definition => SiblingPrefix + BaseName + WalkerNames.DefinitionSuffix;
}

/// <summary>A member of a walker's context.</summary>
internal sealed record WalkerMemberModel
{
    /// <summary>Its own name.</summary>
    public required string Name { get; init; }

    /// <summary>Its name in the request, with keywords escaped.</summary>
    public required string RequestName { get; init; }

    /// <summary>What tells that it has been given, where that makes a difference.</summary>
    public required string Flag { get; init; }

    public required string WireName { get; init; }

    public required TypeRef Type { get; init; }

    /// <summary>Its type as <c>typeof</c> takes it.</summary>
    public required string TypeName { get; init; }

    /// <summary>The field of what reads it.</summary>
    public required string Payload { get; init; }

    public required bool IsRequired { get; init; }

    public required MemberAssignment Assignment { get; init; }

    /// <summary>The type that declares it, for an accessor.</summary>
    public required string DeclaringType { get; init; }

    /// <summary>What it is where it is left out, for a parameter of a constructor; else <see langword="null"/>.</summary>
    public required string? Default { get; init; }

    /// <summary>The documentation of the request's member, one line each.</summary>
    public required EquatableArray<string> Documentation { get; init; }

    /// <summary>The <c>[Obsolete]</c> attribute to repeat, or <see langword="null"/>.</summary>
    public required string? Obsolete { get; init; }

    /// <summary>Its type in the request: what may be left out may be null there.</summary>
    public string RequestType => IsRequired || Type.AcceptsNull && Type.IsValueType ? Type.AnnotatedName : Type.Name + "?";

    /// <summary>Whether the walker keeps a value of its own where the member is left out.</summary>
    public bool HasFlag => Assignment is MemberAssignment.Setter or MemberAssignment.Accessor;
}

/// <summary>An entry of a walker.</summary>
/// <param name="Name">Its name, with keywords escaped.</param>
/// <param name="Arguments">What its parameters are given, as expressions over <c>run</c> and <c>walker</c>.</param>
/// <param name="Result">What it returns.</param>
/// <param name="Forgives">Whether what it returns, or a part, may be <see langword="null"/> where the reports' type has none.</param>
internal sealed record EntryModel(string Name, EquatableArray<string> Arguments, EntryResultKind Result, bool Forgives);

/// <summary>A type that stands for a notification.</summary>
/// <param name="MetadataName">The type's metadata name.</param>
/// <param name="HintName">What the name of its file begins with.</param>
/// <param name="Namespace">The namespace, or <see langword="null"/> for the global one.</param>
/// <param name="Containers">The containing types to reopen, outermost first.</param>
/// <param name="Declaration">The type's declaration.</param>
/// <param name="Name">The type's name as it spells itself.</param>
/// <param name="EventName">The event's name on the wire.</param>
/// <param name="Naming">The name of the naming policy in its enum.</param>
/// <param name="WritesEnumNumbers">Whether the values of enumerations are numbers in JSON.</param>
/// <param name="CustomDiagnostics">Ids of the diagnostics about obsolete and experimental types.</param>
internal sealed record NotificationModel(
    string MetadataName,
    string HintName,
    string? Namespace,
    EquatableArray<string> Containers,
    string Declaration,
    string Name,
    string EventName,
    string Naming,
    bool WritesEnumNumbers,
    EquatableArray<string> CustomDiagnostics);
