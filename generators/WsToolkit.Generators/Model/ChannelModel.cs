namespace WsToolkit.Generators.Model;

/// <summary>How a parameter stands in a channel's name.</summary>
internal enum ChannelParameterKind
{
    /// <summary>The name itself, of a catch-all.</summary>
    Name,
    Text,
    Guid,
    Integer,
    Enum,
}

/// <summary>A parameter of a channel.</summary>
/// <param name="Name">Its name, with keywords escaped.</param>
/// <param name="TemplateName">Its name in the template.</param>
/// <param name="Kind">How it stands in the name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Default">Its default value in signatures, or <see langword="null"/>.</param>
internal sealed record ChannelParameterModel(string Name, string TemplateName, ChannelParameterKind Kind, string Type, string? Default);

/// <summary>A part of a channel's name: a literal, or the number of a parameter in the signature.</summary>
internal sealed record ChannelNamePart(string? Literal, int Parameter);

/// <summary>A type that stands for an event.</summary>
internal sealed record ChannelEventModel(string Name, string Type);

/// <summary>A channel of a contract.</summary>
internal sealed record ChannelModel
{
    /// <summary>What the members that are generated for it are called; unique in the contract.</summary>
    public required string Id { get; init; }

    /// <summary>Its own name, with keywords escaped.</summary>
    public required string Name { get; init; }

    /// <summary>What tells the contract's channels from those of others, as an expression.</summary>
    public required string Scope { get; init; }

    public required string Template { get; init; }

    /// <summary>Its name with its type's, for logs.</summary>
    public required string MemberName { get; init; }

    public required bool IsProperty { get; init; }

    /// <summary>The type of the messages, with its annotation.</summary>
    public required string MessageType { get; init; }

    /// <summary>The parameters in the order of the signature.</summary>
    public required EquatableArray<ChannelParameterModel> Parameters { get; init; }

    /// <summary>The numbers of the parameters in the order of the template.</summary>
    public required EquatableArray<int> TemplateOrder { get; init; }

    public required EquatableArray<ChannelNamePart> NameParts { get; init; }

    /// <summary>The field of the channel's reader and writer.</summary>
    public required string PayloadField { get; init; }

    /// <summary>The name of the policy in its enum, or <see langword="null"/> for the default.</summary>
    public required string? SlowConsumer { get; init; }

    /// <summary>The length of the queues, or <see langword="null"/> for the default.</summary>
    public required int? QueueLength { get; init; }

    public required bool ClientsMayPublish { get; init; }

    public required bool RequiresAuthorization { get; init; }

    /// <summary>The application's own attributes, as expressions.</summary>
    public required EquatableArray<string> Metadata { get; init; }

    /// <summary>The message's member that is its key, as an expression over <c>message</c>, or <see langword="null"/>.</summary>
    public required string? Key { get; init; }

    /// <summary>The types that stand for events, the most derived first.</summary>
    public required EquatableArray<ChannelEventModel> Events { get; init; }

    /// <summary>The interface through which alone the client has it, or <see langword="null"/>.</summary>
    public required string? ExplicitInterface { get; init; }

    /// <summary>The name of the publisher among its parameters.</summary>
    public required string PublisherName { get; init; }

    /// <summary>The documentation of the client's member, one line each; empty for an interface, which has it itself.</summary>
    public required EquatableArray<string> Documentation { get; init; }

    /// <summary>The documentation of the publisher's method, one line each.</summary>
    public required EquatableArray<string> PublisherDocumentation { get; init; }

    /// <summary>The <c>[Obsolete]</c> attribute to repeat, or <see langword="null"/>.</summary>
    public required string? Obsolete { get; init; }
}
