namespace WsToolkit.Generators;

/// <summary>The names of the pipeline's steps, for tests of what is cached.</summary>
internal static class TrackingNames
{
    /// <summary>The services that carry <c>[WsService]</c>.</summary>
    public const string AnnotatedServices = nameof(AnnotatedServices);

    /// <summary>The services that only have <c>[WsRpcMethod]</c> members.</summary>
    public const string ImpliedServices = nameof(ImpliedServices);

    /// <summary>The services whose first annotated member is a channel, without <c>[WsService]</c>.</summary>
    public const string ChannelServices = nameof(ChannelServices);

    /// <summary>The namespace of the generated JSON context, or <see langword="null"/> when it is turned off.</summary>
    public const string ContextNamespace = nameof(ContextNamespace);

    /// <summary>The metadata names of all services, walkers and notifications, sorted.</summary>
    public const string AnnotatedNames = nameof(AnnotatedNames);

    /// <summary>The walkers.</summary>
    public const string Walkers = nameof(Walkers);

    /// <summary>The walkers that can be run here, by the names of their descriptions.</summary>
    public const string WalkerList = nameof(WalkerList);

    /// <summary>The clients of groups of walkers.</summary>
    public const string WalkerGroups = nameof(WalkerGroups);

    /// <summary>The types that are notifications.</summary>
    public const string Notifications = nameof(Notifications);

    /// <summary>Where the list of walkers and the JSON context are.</summary>
    public const string WalkerSpace = nameof(WalkerSpace);

    /// <summary>The payload types of all services.</summary>
    public const string Payloads = nameof(Payloads);

    /// <summary>The list of the payload types.</summary>
    public const string PayloadTable = nameof(PayloadTable);

    /// <summary>The payload types, one by one.</summary>
    public const string PayloadTypes = nameof(PayloadTypes);

    /// <summary>The compilation without the bodies of its members. No model: it holds syntax.</summary>
    public const string Declarations = nameof(Declarations);

    /// <summary>The steps that hand on models.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        AnnotatedServices, ImpliedServices, ChannelServices, Walkers, WalkerList, WalkerGroups, Notifications,
        ContextNamespace, WalkerSpace, AnnotatedNames, Payloads, PayloadTable, PayloadTypes,
    ];
}
