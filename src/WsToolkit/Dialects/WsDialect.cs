using WsToolkit.Framing;
using WsToolkit.Json;

namespace WsToolkit.Dialects;

/// <summary>
/// Turns messages into envelopes and back. Instances are immutable and shared by all connections; what a dialect has to remember of a
/// connection is in an object of its own, see <see cref="ForConnection"/>. Payloads pass through untouched: the dialect only says where they
/// begin and end.
/// </summary>
public abstract class WsDialect
{
    /// <summary>The dialect's name, for logs and for choosing one.</summary>
    public abstract string Name { get; }

    /// <summary>The WebSocket subprotocol that selects this dialect, or <see langword="null"/> when none does.</summary>
    public virtual string? Subprotocol => null;

    /// <summary>What this dialect can carry.</summary>
    public abstract WsDialectFeatures Features { get; }

    /// <summary>The type of the messages that it writes.</summary>
    public virtual WsMessageType MessageType => WsMessageType.Text;

    /// <summary>
    /// Reads one received message. Never throws: what cannot be read becomes <see cref="WsEnvelopeKind.Malformed"/> with the answer
    /// to send, and with the id where one could be made out.
    /// </summary>
    /// <param name="message">The message. The envelope refers into this memory.</param>
    /// <param name="type">The type of the message.</param>
    /// <param name="envelope">Receives what was found.</param>
    public abstract void Parse(ReadOnlyMemory<byte> message, WsMessageType type, out WsEnvelope envelope);

    /// <summary>Writes everything of a message that stands before its payload; for messages without payload, all of it.</summary>
    /// <param name="output">Where to write.</param>
    /// <param name="envelope">What to write.</param>
    public abstract void Begin(OutputBuffer output, in WsEnvelope envelope);

    /// <summary>Writes what stands after the payload. Called exactly once after each <see cref="Begin"/>, with the same envelope.</summary>
    /// <param name="output">Where to write.</param>
    /// <param name="envelope">The envelope given to <see cref="Begin"/>.</param>
    public abstract void End(OutputBuffer output, in WsEnvelope envelope);

    /// <summary>
    /// Called once per message, after the payload. The message can still be changed: <see cref="OutputBuffer.WrittenSince"/> reads what has been
    /// written since a mark, <see cref="OutputBuffer.Rewind"/> takes it back. Default: <see cref="End"/>.
    /// </summary>
    /// <param name="output">Where to write.</param>
    /// <param name="envelope">The envelope given to <see cref="Begin"/>.</param>
    /// <param name="start">Where the message begins.</param>
    /// <param name="payload">Where its payload begins.</param>
    /// <returns>Whether to send the message. If not, all of it is taken back, and nothing is sent in its place.</returns>
    public virtual bool Finish(OutputBuffer output, in WsEnvelope envelope, OutputMark start, OutputMark payload)
    {
        End(output, in envelope);
        return true;
    }

    /// <summary>
    /// Finds a further envelope in the message that was given to <see cref="Parse"/> last, such as the next call of a batch. Called only while
    /// <see cref="WsEnvelope.HasMore"/> is set. Never throws.
    /// </summary>
    /// <param name="envelope">Receives what was found.</param>
    /// <returns>Whether there was one.</returns>
    public virtual bool ParseNext(out WsEnvelope envelope)
    {
        envelope = default;
        return false;
    }

    /// <summary>
    /// Gives a call another id when its results turn out to be a stream. Asked once, before its <see cref="WsEnvelopeKind.StreamStart"/> is written,
    /// and only where <see cref="Features"/> has <see cref="WsDialectFeatures.StreamStarts"/>. The other end may then use the old id anew. Default:
    /// it stays the same.
    /// </summary>
    /// <param name="id">The call's id.</param>
    /// <returns>Its id from now on: that of its <see cref="WsEnvelopeKind.StreamStart"/>, its items and its end, and by which it is cancelled.</returns>
    public virtual ReadOnlyMemory<byte> NameStream(ReadOnlyMemory<byte> id) => id;

    /// <summary>
    /// The dialect for one connection. One that has to remember something about a connection, such as which call an answer without an id belongs
    /// to, returns a new object, to which everything of that connection goes, but for messages of channels: those are written once, by the
    /// shared object, for many connections. What is read and what is written come from different threads, each one message at a time. Default:
    /// this object.
    /// </summary>
    /// <param name="connection">The connection.</param>
    /// <returns>The dialect for that connection.</returns>
    public virtual WsDialect ForConnection(WsDialectContext connection) => this;

    /// <summary>
    /// Whether calls are answered in words of the dialect. Default: <see langword="true"/>. Without, a contract's methods can only be one-way, and others
    /// are refused when the endpoint is mapped.
    /// </summary>
    public virtual bool CarriesAnswers => true;

    /// <summary>Finds out, when an endpoint is mapped or a client made, whether messages can carry the name of a method. Default: any name.</summary>
    /// <param name="name">The name on the wire.</param>
    /// <returns>What stands in the way, to follow a colon; <see langword="null"/> for nothing.</returns>
    public virtual string? RefuseMethodName(string name) => null;

    /// <summary>
    /// How many calls a client sends before earlier ones have been answered; <see langword="null"/>, the default, leaves that to the client's
    /// options. 1 makes it certain to which call an answer without an id belongs.
    /// </summary>
    public virtual int? MaxUnansweredCalls => null;

    /// <summary>
    /// The largest message that is received, in bytes, where the options say nothing; <see langword="null"/>, the default, for that of the
    /// options.
    /// </summary>
    public virtual int? MaxMessageBytes => null;

    /// <summary>The format of the payloads that goes with the dialect, where the options say nothing. Default: <see langword="null"/>, JSON.</summary>
    public virtual WsPayloadCodec? PayloadCodec => null;

    /// <summary>The login that goes with the dialect, where the options say nothing. Default: <see langword="null"/>, none.</summary>
    /// <param name="role">Which end it is for.</param>
    /// <returns>The login of that end.</returns>
    public virtual IWsAuthenticator? GetAuthenticator(WsDialectRole role) => null;

    /// <summary>Reads the payload of an <see cref="WsEnvelopeKind.Error"/> or <see cref="WsEnvelopeKind.StreamError"/>. Never throws.</summary>
    /// <param name="payload">The payload as <see cref="Parse"/> found it.</param>
    /// <returns>The error; a generic one when the payload makes no sense.</returns>
    public abstract WsError ReadError(ReadOnlyMemory<byte> payload);
}
