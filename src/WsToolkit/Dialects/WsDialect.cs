using WsToolkit.Framing;

namespace WsToolkit.Dialects;

/// <summary>
/// Turns messages into envelopes and back. Instances are immutable and shared by all connections; they hold no state of a
/// connection. Payloads pass through untouched: the dialect only says where they begin and end.
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

    /// <summary>Whether <see cref="RewritePayload"/> has to be called.</summary>
    internal virtual bool RewritesPayloads => false;

    /// <summary>Writes a payload anew in the dialect's own spelling. Called between the payload and <see cref="End"/>.</summary>
    /// <param name="output">The output, which ends with the payload.</param>
    /// <param name="start">Where the payload begins.</param>
    internal virtual void RewritePayload(OutputBuffer output, OutputMark start)
    {
    }

    /// <summary>The dialect as servers read it, where the two ends read differently.</summary>
    internal virtual WsDialect ForServer() => this;

    /// <summary>Reads the payload of an <see cref="WsEnvelopeKind.Error"/> or <see cref="WsEnvelopeKind.StreamError"/>. Never throws.</summary>
    /// <param name="payload">The payload as <see cref="Parse"/> found it.</param>
    /// <returns>The error; a generic one when the payload makes no sense.</returns>
    public abstract WsError ReadError(ReadOnlyMemory<byte> payload);
}
