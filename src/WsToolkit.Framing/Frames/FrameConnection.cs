using System.Buffers;

namespace WsToolkit.Framing;

/// <summary>
/// One end of a WebSocket connection, without the connection: bytes and messages in, events and bytes out (RFC 6455 from section 5 on).
/// It has no socket, no clock and no thread, and needs no handshake. The caller brings received bytes in with
/// <see cref="GetReceiveMemory"/> and <see cref="AdvanceReceived"/> or with <see cref="Receive(ReadOnlySpan{byte})"/>, reads events until there are no
/// more, and sends what the <c>Write</c> methods and the automatic replies have put into the output.
/// </summary>
/// <remarks>
/// One thread at a time may use the reading members, and one the writing members; the two may run at the same time. Automatic
/// replies write, so they count as both. Control frames may be written by a second thread while another writes messages to another output.
/// </remarks>
public sealed class FrameConnection : IDisposable
{
    private readonly FrameRules _rules;
    private readonly FrameReader _reader;
    private readonly FrameWriter _writer;
    private volatile bool _disposed;

    /// <summary>Creates a connection, which is open at once.</summary>
    /// <param name="role">Which end this is.</param>
    /// <param name="options">The options; <see langword="null"/> for the defaults.</param>
    /// <param name="extensions">The extensions in use, in the order in which messages to be sent pass them. The connection disposes them.</param>
    /// <exception cref="ArgumentException">
    /// Two frame types have one opcode, or two owners one reserved bit, or a limit cannot work, or an extension serves another connection.
    /// </exception>
    public FrameConnection(FrameRole role, FrameConnectionOptions? options = null, IReadOnlyList<FrameExtension>? extensions = null)
    {
        Role = role;
        _rules = FrameRules.For(role, options, extensions ?? []);
        foreach (var extension in _rules.Extensions)
        {
            extension.Serve();
        }

        _reader = new FrameReader(_rules);
        _writer = new FrameWriter(_rules);
    }

    /// <summary>Which end this is.</summary>
    public FrameRole Role { get; }

    /// <summary>The extensions in use, in the order in which messages to be sent pass them.</summary>
    public IReadOnlyList<FrameExtension> Extensions => _rules.Extensions;

    /// <summary>In which portions received data is handed out.</summary>
    public FrameDelivery Delivery => _rules.Delivery;

    /// <summary>How far the closing handshake has got. May be read by any thread.</summary>
    public FrameState State
        => _reader.Finished || (_reader.CloseReceived && _writer.CloseSent) ? FrameState.Closed
        : _reader.CloseReceived ? FrameState.CloseReceived
        : _writer.CloseSent ? FrameState.CloseSent
        : FrameState.Open;

    /// <summary>
    /// Whether a whole message, a close frame or the end has been received and not been read yet. A look ahead, which stops after a few frames:
    /// <see langword="false"/> may be wrong.
    /// </summary>
    public bool HasMessage => _reader.HasMessage;

    /// <summary>Lends memory of the receive buffer to be filled with what arrives, followed by <see cref="AdvanceReceived"/>.</summary>
    /// <param name="sizeHint">The least number of bytes; 0 for as many as seems right.</param>
    /// <returns>The memory, of which any number of bytes from the start may be filled.</returns>
    public Memory<byte> GetReceiveMemory(int sizeHint = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sizeHint);
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _reader.GetMemory(sizeHint);
    }

    /// <summary>Says how much of the lent memory has been filled.</summary>
    /// <param name="count">The number of bytes; 0 for none.</param>
    public void AdvanceReceived(int count) => _reader.Advance(count);

    /// <summary>Copies received bytes into the receive buffer.</summary>
    /// <param name="bytes">The bytes, cut anywhere.</param>
    public void Receive(ReadOnlySpan<byte> bytes)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _reader.Receive(bytes);
    }

    /// <summary>Copies received bytes into the receive buffer.</summary>
    /// <param name="bytes">The bytes, cut anywhere.</param>
    public void Receive(in ReadOnlySequence<byte> bytes)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        foreach (var segment in bytes)
        {
            _reader.Receive(segment.Span);
        }
    }

    /// <summary>Says that the byte stream has ended.</summary>
    public void ReceiveEnd() => _reader.ReceiveEnd();

    /// <summary>Gives the receive buffer back to its pool if nothing in it is still needed; worth calling before waiting for bytes.</summary>
    public void ReleaseMemory() => _reader.ReleaseMemory();

    /// <summary>Reads the next event and leaves all replies to the caller.</summary>
    /// <param name="frameEvent">The event.</param>
    /// <returns>Whether there was one; if not, more bytes are needed, or the last event has been read.</returns>
    public bool TryRead(out FrameEvent frameEvent) => _reader.TryRead(out frameEvent);

    /// <summary>Reads the next event and writes what it is to be answered with, as <see cref="FrameConnectionOptions.AutomaticReplies"/> says.</summary>
    /// <param name="output">Where replies are written.</param>
    /// <param name="frameEvent">The event.</param>
    /// <returns>Whether there was one; if not, more bytes are needed, or the last event has been read.</returns>
    public bool TryRead(IBufferWriter<byte> output, out FrameEvent frameEvent)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (!_reader.TryRead(out frameEvent))
        {
            return false;
        }

        if (frameEvent.Kind != FrameEventKind.Data && (_rules.AutomaticReplies & ReplyTo(frameEvent.Kind)) != 0)
        {
            WriteReply(output, frameEvent);
        }

        return true;
    }

    /// <summary>
    /// Writes the reply that RFC 6455 asks for: a pong for a ping, a close frame with the same code for a close frame, a close frame that says what was
    /// wrong for a failure. Does nothing for other events, and once a close frame has been sent.
    /// </summary>
    /// <param name="output">Where the reply is written.</param>
    /// <param name="frameEvent">The event, still valid.</param>
    public void WriteReply(IBufferWriter<byte> output, in FrameEvent frameEvent)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (_writer.CloseSent)
        {
            return;
        }

        switch (frameEvent.Kind)
        {
            case FrameEventKind.Ping:
                _writer.Write(output, FrameType.Pong, frameEvent.Payload.Span, endOfMessage: true, ReservedBits.None);
                break;
            case FrameEventKind.Close:
                _writer.WriteClose(output, frameEvent.CloseCode, null);
                break;
            case FrameEventKind.Failed:
                _writer.WriteClose(output, frameEvent.CloseCode, frameEvent.Error);
                break;
        }
    }

    /// <summary>Writes a frame: a whole message, one fragment of one, or a control frame.</summary>
    /// <param name="output">Where the frame is written.</param>
    /// <param name="type">
    /// Its type. For the later fragments of a message either the message's type or <see cref="FrameType.Continuation"/>; both
    /// travel as a continuation.
    /// </param>
    /// <param name="payload">The content. That of text has to be UTF-8, which is not checked.</param>
    /// <param name="endOfMessage">Whether the message ends with this frame.</param>
    /// <param name="reservedBits">Reserved bits that the application gives a meaning.</param>
    /// <exception cref="ArgumentException">
    /// The connection does not know the type; a control frame is too long or a fragment; a reserved bit is not the application's; or it is a close frame, for
    /// which there is <see cref="WriteClose"/>.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// A close frame has been sent, or the type does not fit the message that has been begun.
    /// </exception>
    public void Write(
        IBufferWriter<byte> output, FrameType type, ReadOnlySpan<byte> payload, bool endOfMessage = true, ReservedBits reservedBits = ReservedBits.None)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(type);
        CheckAlive();
        _writer.Write(output, type, payload, endOfMessage, reservedBits);
    }

    /// <summary>Writes a text message.</summary>
    /// <param name="output">Where the frame is written.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="InvalidOperationException">A close frame has been sent, or a fragmented message has been begun.</exception>
    public void WriteText(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        ArgumentNullException.ThrowIfNull(output);
        CheckAlive();
        _writer.WriteText(output, text);
    }

    /// <summary>Writes a close frame. Nothing can be written after it.</summary>
    /// <param name="output">Where the frame is written.</param>
    /// <param name="code">The code; <see cref="CloseCodes.NoStatus"/> for a frame without code and reason.</param>
    /// <param name="reason">The reason, cut to 123 bytes of UTF-8 between two characters where it is longer.</param>
    /// <exception cref="ArgumentException"><paramref name="code"/> cannot travel, or there is a reason and no code.</exception>
    /// <exception cref="InvalidOperationException">A close frame has been sent.</exception>
    public void WriteClose(IBufferWriter<byte> output, int code = CloseCodes.Normal, string? reason = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        _writer.WriteClose(output, code, reason);
    }

    /// <summary>Begins a message whose content is written straight into the output, at its end.</summary>
    /// <param name="output">The output.</param>
    /// <param name="type">The type of the message: of data, not a continuation.</param>
    /// <returns>The place of the header, to be given to <see cref="EndMessage"/>.</returns>
    /// <exception cref="InvalidOperationException">
    /// A close frame has been sent, or a message has been begun, in this output or with a fragment, and has not ended.
    /// </exception>
    public OutputReservation BeginMessage(OutputBuffer output, FrameType type)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(type);
        CheckAlive();
        return _writer.BeginMessage(output, type);
    }

    /// <summary>Ends the message begun last: everything that has been written since is its content. Masks and transforms it in place.</summary>
    /// <param name="output">The output given to <see cref="BeginMessage"/>.</param>
    /// <param name="reservation">What <see cref="BeginMessage"/> returned.</param>
    /// <param name="type">The type given to <see cref="BeginMessage"/>.</param>
    /// <exception cref="InvalidOperationException">No message of this type has been begun in this output.</exception>
    public void EndMessage(OutputBuffer output, OutputReservation reservation, FrameType type)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(type);
        _writer.EndMessage(output, reservation, type);
    }

    /// <summary>Gives the buffers back and disposes the extensions. No member may be used afterwards.</summary>
    public void Dispose()
    {
        _disposed = true;
        _reader.Dispose();
        _writer.Dispose();
        foreach (var extension in _rules.Extensions)
        {
            extension.Dispose();
        }
    }

    private static AutomaticReplies ReplyTo(FrameEventKind kind) => kind switch
    {
        FrameEventKind.Ping => AutomaticReplies.Pong,
        FrameEventKind.Close or FrameEventKind.Failed => AutomaticReplies.Close,
        _ => AutomaticReplies.None,
    };

    private void CheckAlive()
    {
        if (_reader.Finished)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            throw new InvalidOperationException("The connection has failed or ended; at most a close frame can follow.");
        }
    }
}
