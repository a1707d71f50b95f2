namespace WsToolkit;

/// <summary>What is known of a channel at compile time. Immutable; created by generated code, one per member.</summary>
public abstract class WsChannelDefinition
{
    private protected WsChannelDefinition(string scope, string template, string memberName, IReadOnlyList<WsChannelParameter> parameters)
    {
        Scope = scope;
        Template = template;
        MemberName = memberName;
        Parameters = parameters;
    }

    /// <summary>The full C# name of the contract: channels of different contracts are different, whatever their names.</summary>
    public string Scope { get; }

    /// <summary>The name on the wire, with parameters in braces.</summary>
    public string Template { get; }

    /// <summary>The C# name with its type's, for logs and errors, such as <c>TradingService.Orders</c>.</summary>
    public string MemberName { get; }

    /// <summary>The template's parameters, in its order.</summary>
    public IReadOnlyList<WsChannelParameter> Parameters { get; }

    /// <summary>What happens to subscribers that are too slow.</summary>
    public WsSlowConsumer SlowConsumer { get; init; }

    /// <summary>The messages that may wait for one subscriber.</summary>
    public int QueueLength { get; init; } = 256;

    /// <summary>Whether clients may publish.</summary>
    public bool ClientsMayPublish { get; init; }

    /// <summary>Whether an <c>[Authorize]</c> on the service or the member applies, to subscribing and to publishing.</summary>
    public bool RequiresAuthorization { get; init; }

    /// <summary>The application's own attributes of the service and then of the member.</summary>
    public IReadOnlyList<object> Metadata { get; init; } = [];

    /// <summary>The type of the messages.</summary>
    public abstract Type MessageType { get; }

    /// <summary>Calls back with the message type as type argument, which spares reflection.</summary>
    internal abstract TResult Accept<TResult>(IWsChannelVisitor<TResult> visitor);

    /// <summary>Returns the template.</summary>
    /// <returns>The template.</returns>
    public override string ToString() => Template;
}

/// <summary>What is known of a channel at compile time. Immutable; created by generated code, one per member.</summary>
/// <typeparam name="T">The type of the messages.</typeparam>
public sealed class WsChannelDefinition<T> : WsChannelDefinition
{
    /// <summary>Creates the description.</summary>
    /// <param name="scope">The full C# name of the contract.</param>
    /// <param name="template">The name on the wire, with parameters in braces.</param>
    /// <param name="memberName">The C# name with its type's.</param>
    /// <param name="parameters">The template's parameters, in its order.</param>
    public WsChannelDefinition(string scope, string template, string memberName, IReadOnlyList<WsChannelParameter> parameters)
        : base(scope, template, memberName, parameters)
    {
    }

    /// <summary>The key of a message for <see cref="WsSlowConsumer.KeepLatest"/>; <see langword="null"/> when the event's name is the key.</summary>
    public Func<T, string?>? Key { get; init; }

    /// <summary>The types derived from <typeparamref name="T"/> that have event names of their own, the most derived first.</summary>
    public IReadOnlyList<WsChannelEvent<T>> Events { get; init; } = [];

    /// <inheritdoc/>
    public override Type MessageType => typeof(T);

    internal override TResult Accept<TResult>(IWsChannelVisitor<TResult> visitor) => visitor.Visit(this);
}

/// <summary>A type that stands for an event of a channel.</summary>
/// <typeparam name="TBase">The channel's message type.</typeparam>
public abstract class WsChannelEvent<TBase>
{
    private protected WsChannelEvent(string name) => Name = name;

    /// <summary>The event's name on the wire.</summary>
    public string Name { get; }

    internal abstract TResult Accept<TResult>(IWsChannelEventVisitor<TBase, TResult> visitor);
}

/// <summary>A type that stands for an event of a channel. Created by generated code.</summary>
/// <typeparam name="TBase">The channel's message type.</typeparam>
/// <typeparam name="TEvent">The event's type.</typeparam>
public sealed class WsChannelEvent<TBase, TEvent> : WsChannelEvent<TBase>
    where TEvent : TBase
{
    /// <summary>Creates the description.</summary>
    /// <param name="name">The event's name on the wire.</param>
    public WsChannelEvent(string name)
        : base(name)
    {
    }

    internal override TResult Accept<TResult>(IWsChannelEventVisitor<TBase, TResult> visitor) => visitor.Visit(this);
}

/// <summary>A parameter of a channel's template. Immutable; created by generated code.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsValid">Whether a text out of a channel's name is a value of its type, in the one spelling that it has.</param>
public sealed record WsChannelParameter(string Name, Func<string, bool> IsValid);

internal interface IWsChannelVisitor<out TResult>
{
    TResult Visit<T>(WsChannelDefinition<T> definition);
}

internal interface IWsChannelEventVisitor<TBase, out TResult>
{
    TResult Visit<TEvent>(WsChannelEvent<TBase, TEvent> definition)
        where TEvent : TBase;
}
