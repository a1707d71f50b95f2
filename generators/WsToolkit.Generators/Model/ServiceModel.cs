namespace WsToolkit.Generators.Model;

/// <summary>
/// One annotated class or interface, with everything that is printed for it. Models hold strings and numbers only, never symbols or
/// syntax; two models of the same source are equal, which is what keeps unchanged files from being written again.
/// </summary>
internal sealed record ServiceModel
{
    /// <summary>The type's metadata name, such as <c>Shop.Outer`1+Service</c>.</summary>
    public required string MetadataName { get; init; }

    /// <summary>What the names of its files begin with; unique in a compilation, whatever the case.</summary>
    public required string HintName { get; init; }

    /// <summary>The namespace with keywords escaped, or <see langword="null"/> for the global one.</summary>
    public required string? Namespace { get; init; }

    /// <summary>The containing types to reopen, outermost first, such as <c>partial class Outer&lt;T&gt;</c>.</summary>
    public required EquatableArray<string> Containers { get; init; }

    /// <summary>The type's declaration, such as <c>partial class TradingService</c>.</summary>
    public required string Declaration { get; init; }

    /// <summary>The type's name as its siblings spell it, with type parameters.</summary>
    public required string Name { get; init; }

    /// <summary>What stands in front of the names of the generated types where a member of the user's could hide them, such as <c>global::Shop.</c></summary>
    public required string SiblingPrefix { get; init; }

    /// <summary>How a documentation comment refers to the type.</summary>
    public required string DocumentationId { get; init; }

    /// <summary>What the names of the generated types begin with.</summary>
    public required string BaseName { get; init; }

    /// <summary>The type parameters of the generated types, such as <c>&lt;T&gt;</c>, or nothing.</summary>
    public required string TypeParameters { get; init; }

    /// <summary>The constraints of the generated types, such as <c>where T : class</c>.</summary>
    public required EquatableArray<string> Constraints { get; init; }

    public required bool IsInterface { get; init; }

    public required bool EmitsClient { get; init; }

    public required bool EmitsServer { get; init; }

    /// <summary>Whether there is a contract to print, or only the factory of a class that implements a contract interface.</summary>
    public required bool HasContract { get; init; }

    /// <summary>The access modifier of the client.</summary>
    public required string Accessibility { get; init; }

    /// <summary>The access modifier of the types that only generated code uses.</summary>
    public required string HelperAccessibility { get; init; }

    /// <summary>The access modifier of the description: the channels of an interface are opened by the classes that implement it.</summary>
    public string DescriptionAccessibility => IsInterface && Channels.Count > 0 ? Accessibility : HelperAccessibility;

    /// <summary>The service's name in logs.</summary>
    public required string ServiceName { get; init; }

    /// <summary>The name of the naming policy in its enum.</summary>
    public required string Naming { get; init; }

    /// <summary>Whether the values of enumerations are numbers in JSON, not strings.</summary>
    public bool WritesEnumNumbers { get; init; }

    /// <summary>The callback interface, or <see langword="null"/>.</summary>
    public required string? Callback { get; init; }

    /// <summary>The arguments of the constructor call that creates an instance; <see langword="null"/> when none can be created.</summary>
    public required EquatableArray<string>? ConstructorArguments { get; init; }

    public required EquatableArray<MethodModel> Methods { get; init; }

    public required EquatableArray<ChannelModel> Channels { get; init; }

    /// <summary>What is printed into a class for its channels, or for those of the contract that it implements.</summary>
    public required ServiceChannelsModel ServiceChannels { get; init; }

    /// <summary>
    /// What opens the channels over the contract's publisher; <see langword="null"/> where there are none, or nobody else can name the contract.
    /// </summary>
    public required PublisherModel? Publisher { get; init; }

    /// <summary>What a class that implements a contract interface demands besides.</summary>
    public required EquatableArray<DemandModel> Demands { get; init; }

    public required EquatableArray<PayloadModel> Payloads { get; init; }

    /// <summary>The documentation of the client interface, one line each.</summary>
    public required EquatableArray<string> Documentation { get; init; }

    /// <summary>Ids of the diagnostics about obsolete and experimental members of the contract, besides the common ones.</summary>
    public required EquatableArray<string> CustomDiagnostics { get; init; }

    /// <summary>The <c>[Obsolete]</c> attribute to repeat, or <see langword="null"/>.</summary>
    public required string? Obsolete { get; init; }
}
