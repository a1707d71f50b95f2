using System.Text.Json.Serialization;
using WsToolkit.Framing;
using WsToolkit.Json;

namespace WsToolkit.Channels;

/// <summary>A channel whose messages can be read and written: its description, and a codec's readers and writers for the message type and its events.</summary>
public abstract class WsChannelType
{
    private protected WsChannelType()
    {
    }

    /// <summary>The channel's description.</summary>
    public abstract WsChannelDefinition Definition { get; }

    /// <summary>Resolves the readers and writers of a channel for the server.</summary>
    internal static WsChannelType Create(WsChannelDefinition definition, WsPayloadCodec codec) => definition.Accept(new Creation(codec));

    private sealed class Creation(WsPayloadCodec codec) : IWsChannelVisitor<WsChannelType>
    {
        public WsChannelType Visit<T>(WsChannelDefinition<T> definition) => new WsChannelType<T>(definition, codec, WsPayloadUse.Write);
    }
}

/// <summary>
/// A channel whose messages can be read and written. Resolved once, when an endpoint is mapped or a client is created, by generated code; thread-safe.
/// </summary>
/// <typeparam name="T">The type of the messages.</typeparam>
public sealed class WsChannelType<T> : WsChannelType
{
    private readonly WsPayloadType<T> _type;
    private readonly EventType[] _events;
    private readonly bool _hasNoBase;

    /// <summary>Resolves the readers and writers.</summary>
    /// <param name="definition">The channel.</param>
    /// <param name="codec">The format of the messages.</param>
    /// <param name="use">
    /// What is done with the messages: a server writes them, a client reads them, and where clients may publish, both do both.
    /// </param>
    /// <exception cref="NotSupportedException">
    /// The codec does not know the message type, or that of an event, or cannot read or write it.
    /// </exception>
    public WsChannelType(WsChannelDefinition<T> definition, WsPayloadCodec codec, WsPayloadUse use = WsPayloadUse.None)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(codec);
        Channel = definition;
        if (definition.ClientsMayPublish && use != WsPayloadUse.None)
        {
            use = WsPayloadUse.Read | WsPayloadUse.Write;
        }

        // What has an event of its own is not read as the base of all events.
        var isBaseOnly = typeof(T).IsAbstract && definition.Events.Count > 0;
        _type = codec.GetPayloadType<T>(isBaseOnly ? use & ~WsPayloadUse.Read : use);
        _events = [.. definition.Events.Select(e => e.Accept(new EventCreation(codec, use)))];

        // What only has kinds with events cannot be read without one, unless its JSON says otherwise.
        _hasNoBase = _events.Length > 0 && typeof(T).IsAbstract
            && !typeof(T).IsDefined(typeof(JsonDerivedTypeAttribute), false) && !typeof(T).IsDefined(typeof(JsonConverterAttribute), false);
    }

    /// <summary>The channel's description.</summary>
    public WsChannelDefinition<T> Channel { get; }

    /// <inheritdoc/>
    public override WsChannelDefinition Definition => Channel;

    /// <summary>The event name of a message's type, or the empty text.</summary>
    internal string EventOf(T value) => Find(value)?.Name ?? "";

    /// <summary>Refuses a message that no receiver could read under its event's name.</summary>
    /// <exception cref="ArgumentException">The message type is abstract, and the name is not that of the message's own event.</exception>
    internal void Check(string eventName, T value)
    {
        if (_hasNoBase && Find(value)?.Name != eventName)
        {
            throw new ArgumentException(
                $"Nobody could read a {value?.GetType().Name ?? "null"} of the event '{eventName}': {typeof(T).Name} is abstract, and "
                    + (Find(value) is { Name: var name } ? $"this type's event is '{name}'." : "this type has no [WsEvent]."),
                nameof(value));
        }
    }

    /// <summary>Reads a message: as the event's type where the event has one, and else as the channel's message type.</summary>
    internal T Read(string eventName, ReadOnlyMemory<byte> data)
    {
        foreach (var candidate in _events)
        {
            if (candidate.Name == eventName)
            {
                return candidate.Read(data);
            }
        }

        return _type.Read(data)!;
    }

    /// <summary>Writes a message, as the type that its event has.</summary>
    internal void Write(OutputBuffer output, string eventName, T value)
    {
        if (Find(value) is { } type && type.Name == eventName)
        {
            type.Write(output, value);
        }
        else
        {
            _type.Write(output, value);
        }
    }

    private EventType? Find(T value)
    {
        foreach (var candidate in _events)
        {
            if (candidate.Is(value))
            {
                return candidate;
            }
        }

        return null;
    }

    private abstract class EventType
    {
        public abstract string Name { get; }

        public abstract bool Is(T value);

        public abstract T Read(ReadOnlyMemory<byte> data);

        public abstract void Write(OutputBuffer output, T value);
    }

    private sealed class EventType<TEvent>(string name, WsPayloadType<TEvent> type) : EventType
        where TEvent : T
    {
        public override string Name => name;

        public override bool Is(T value) => value is TEvent;

        public override T Read(ReadOnlyMemory<byte> data) => type.Read(data)!;

        public override void Write(OutputBuffer output, T value) => type.Write(output, (TEvent)value!);
    }

    private sealed class EventCreation(WsPayloadCodec codec, WsPayloadUse use) : IWsChannelEventVisitor<T, EventType>
    {
        public EventType Visit<TEvent>(WsChannelEvent<T, TEvent> definition)
            where TEvent : T => new EventType<TEvent>(definition.Name, codec.GetPayloadType<TEvent>(use));
    }
}
