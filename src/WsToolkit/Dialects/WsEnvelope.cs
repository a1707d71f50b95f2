namespace WsToolkit.Dialects;

/// <summary>
/// A message without its payload's meaning: what <see cref="WsDialect.Parse"/> finds in received bytes, and what
/// <see cref="WsDialect.Begin"/> writes. The memory it refers to is that of the received message and is valid only as long as that.
/// </summary>
public struct WsEnvelope
{
    /// <summary>What the message means.</summary>
    public WsEnvelopeKind Kind;

    /// <summary>The call's id as raw bytes of the wire, to be echoed byte for byte; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Id;

    /// <summary>The method's name in UTF-8, unescaped; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Method;

    /// <summary>The name of the argument stream in UTF-8, unescaped; empty when the message is not about one.</summary>
    public ReadOnlyMemory<byte> Stream;

    /// <summary>
    /// The channel's name in UTF-8, unescaped; empty when the message is not about one. In a <see cref="WsEnvelopeKind.Request"/> it makes the
    /// call one to <c>subscribe</c>, <c>unsubscribe</c> or <c>publish</c>, whose payload is the published message alone; a dialect that finds
    /// the name in the payload may leave that to the server.
    /// </summary>
    public ReadOnlyMemory<byte> Channel;

    /// <summary>The event's name in UTF-8, unescaped, when subscribing the pattern; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Event;

    /// <summary>In a <see cref="WsEnvelopeKind.Gap"/>, the number of messages that were dropped.</summary>
    public long Missed;

    /// <summary>The encoded payload: arguments, result, item, report or error. Empty when there is none. Ignored when writing.</summary>
    public ReadOnlyMemory<byte> Payload;

    /// <summary>The call's deadline in milliseconds from now; 0 when it has none.</summary>
    public long TimeoutMilliseconds;

    /// <summary>
    /// In a <see cref="WsEnvelopeKind.Request"/>, the items of the result stream that the caller allows at first, in a
    /// <see cref="WsEnvelopeKind.Credit"/>, further ones; -1 when the message says nothing of it.
    /// </summary>
    public int Credit;

    /// <summary>Whether the caller wants progress reports.</summary>
    public bool WantsProgress;

    /// <summary>In a received <see cref="WsEnvelopeKind.Request"/> or <see cref="WsEnvelopeKind.Malformed"/>, in which order it is answered.</summary>
    public WsAnswerOrder Order;

    /// <summary>
    /// How the payload of a <see cref="WsEnvelopeKind.Request"/> holds the arguments: set when writing, and when reading only where they stand in the
    /// order of the parameters.
    /// </summary>
    public WsArgumentForm Arguments;

    /// <summary>
    /// In a received <see cref="WsEnvelopeKind.Request"/> without id, whether any method may be called so, and is then not answered. Else only
    /// one-way methods are.
    /// </summary>
    public bool IsOneWay;

    /// <summary>In a received <see cref="WsEnvelopeKind.Request"/>, whether it cannot be answered with a stream, for instance as part of a batch.</summary>
    public bool WantsSingleAnswer;

    /// <summary>Whether the same message has further envelopes, to be read with <see cref="WsDialect.ParseNext"/>.</summary>
    public bool HasMore;

    /// <summary>
    /// In a <see cref="WsEnvelopeKind.Response"/> that is written, whether the payload is members of the message itself, without braces around
    /// them. Only where the dialect is known to want that.
    /// </summary>
    internal bool HasMembers;

    /// <summary>The error to write, or the answer to a malformed message; <see langword="null"/> otherwise.</summary>
    public WsError? Error;
}
