using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Unicode;

namespace WsToolkit.Framing;

/// <summary>
/// The receiving half of a connection: received bytes become events. Each byte is unmasked, checked and transformed back once, as soon as it is there;
/// a frame that is one whole message is handed out where it lies.
/// </summary>
internal sealed class FrameReader(FrameRules rules) : IDisposable
{
    private readonly ReceiveBuffer _received = new(rules.Pool);
    private readonly IncomingMessage _message = new(rules);
    private FrameHeader _frame;
    private FrameType? _type;
    private uint _key;

    /// <summary>The bytes of the frame's payload that have not been taken in yet.</summary>
    private long _toCome;

    /// <summary>The bytes of the frame's payload that have been taken in and still lie at the front of the buffer.</summary>
    private int _kept;

    private volatile bool _closeReceived;
    private volatile bool _finished;
    private bool _streamEnded;
    private int _closeCode = CloseCodes.Abnormal;

    /// <summary>Whether the other end's close frame has been read.</summary>
    public bool CloseReceived => _closeReceived;

    /// <summary>Whether the last event has been read: the connection has failed, or its byte stream has ended.</summary>
    public bool Finished => _finished;

    /// <summary>Whether a whole message, or the end of everything, lies in the buffer. Looks at a few frames only.</summary>
    public bool HasMessage => !_finished
        && (_streamEnded || (!_closeReceived && MessageScan.HasMessage(_received.Unread, _type, _frame.Fin, _kept + _toCome)));

    /// <summary>Whether the payload of the present frame stays at the front of the buffer until all of it is there.</summary>
    private bool IsKept => _type is not null && (_type.IsControl || (_message.IsInPlace && rules.Delivery != FrameDelivery.Parts));

    public Memory<byte> GetMemory(int sizeHint) => _received.GetMemory(sizeHint, IsKept ? _toCome - (_received.Length - _kept) : 0);

    public void Advance(int count)
    {
        // What comes after the end is dropped; what came before it is still to be read.
        _received.Advance(_streamEnded ? 0 : count);
        if (_finished || _closeReceived)
        {
            // RFC 6455, section 1.4: what follows a close frame is discarded.
            _received.Clear();
        }
    }

    public void Receive(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetMemory(bytes.Length).Span);
        Advance(bytes.Length);
    }

    public void ReceiveEnd() => _streamEnded = true;

    public void ReleaseMemory()
    {
        if (_received.Length == 0)
        {
            _received.Release();
        }

        _message.ReleaseIdleMemory();
    }

    public bool TryRead(out FrameEvent frameEvent)
    {
        _message.Discard();
        return TryReadWhole(out frameEvent) || TryReadAny(out frameEvent);
    }

    public void Dispose()
    {
        _finished = true;
        _received.Release();
        _message.Dispose();
    }

    /// <summary>
    /// Reads a message of one frame that lies in the buffer from its first byte to its last, as nearly all small ones do. Leaves everything
    /// else, and every header that breaks a rule, to <see cref="TryReadAny"/>.
    /// </summary>
    private bool TryReadWhole(out FrameEvent frameEvent)
    {
        var unread = _received.Unread;
        if (unread.Length < 2 || _type is not null || _message.Type is not null || rules.MessageTypeOf(unread[0], unread[1]) is not { } type)
        {
            frameEvent = default;
            return false;
        }

        var size = 2;
        var length = FrameHeader.ShortLength(unread[1]);
        if (length > 125)
        {
            length = length == 126 && unread.Length >= 4 ? BinaryPrimitives.ReadUInt16BigEndian(unread[2..]) : 0;
            size = 4;
            if (length < 126)
            {
                frameEvent = default;
                return false;
            }
        }

        size += rules.KeySize;
        if (unread.Length - size < length || length > rules.MaxFrameBytes || length > rules.MaxMessageBytes)
        {
            frameEvent = default;
            return false;
        }

        if (rules.KeySize > 0)
        {
            Masking.Apply(unread.Slice(size, length), MemoryMarshal.Read<uint>(unread[(size - sizeof(uint))..]));
        }

        if (rules.ValidateUtf8 && ReferenceEquals(type, FrameType.Text) && !Utf8.IsValid(unread.Slice(size, length)))
        {
            frameEvent = Fail(CloseCodes.InvalidPayload, IncomingMessage.NotUtf8);
            return true;
        }

        frameEvent = FrameEvent.Message(type, _received.SliceMemory(size, length));
        _received.Skip(size + length);
        return true;
    }

    private bool TryReadAny(out FrameEvent frameEvent)
    {
        while (!_finished)
        {
            if (_type is null && !TryBeginFrame(out frameEvent))
            {
                return frameEvent.Kind != FrameEventKind.None || TryEnd(out frameEvent);
            }

            var done = _type!.IsControl ? TryReadControl(out frameEvent) : TryReadData(out frameEvent);
            if (frameEvent.Kind != FrameEventKind.None)
            {
                return true;
            }

            if (!done)
            {
                return TryEnd(out frameEvent);
            }
        }

        frameEvent = default;
        return false;
    }

    /// <summary>Reads a header. Where it must not be, the event says why; where it is not all there, there is none.</summary>
    private bool TryBeginFrame(out FrameEvent frameEvent)
    {
        frameEvent = default;
        var unread = _received.Unread;
        if (_closeReceived || unread.Length < 2)
        {
            return false;
        }

        var problem = rules.CheckStart(unread[0], unread[1], _message.Type, out var type);
        if (problem is not null)
        {
            frameEvent = Fail(CloseCodes.ProtocolError, problem);
            return false;
        }

        if (!FrameHeader.TryRead(unread, out _frame))
        {
            return false;
        }

        problem = rules.CheckLength(_frame);
        if (problem is not null)
        {
            frameEvent = Fail(CloseCodes.ProtocolError, problem);
            return false;
        }

        var length = (long)_frame.Length;
        if (!type.IsControl && (length > rules.MaxFrameBytes || !_message.TryBeginFrame(type, _frame, length)))
        {
            frameEvent = Fail(CloseCodes.MessageTooBig, length > rules.MaxFrameBytes ? "The frame is too big." : rules.TooBig);
            return false;
        }

        _received.Skip(_frame.Size);
        _type = type;
        _key = _frame.Key;
        _toCome = length;
        _kept = 0;
        return true;
    }

    private bool TryReadControl(out FrameEvent frameEvent)
    {
        frameEvent = default;
        var length = (int)_toCome;
        if (_received.Length < length)
        {
            return false;
        }

        Unmask(_received.Slice(0, length));
        var payload = _received.SliceMemory(0, length);
        _received.Skip(length);
        var type = _type!;
        _type = null;
        frameEvent = ReferenceEquals(type, FrameType.Close) ? ReadClose(payload) : FrameEvent.Control(type, payload, _frame.ReservedBits);
        return true;
    }

    private FrameEvent ReadClose(ReadOnlyMemory<byte> payload)
    {
        if (payload.Length == 1)
        {
            return Fail(CloseCodes.ProtocolError, "A close frame has half a code.");
        }

        var close = FrameEvent.Close(payload, _frame.ReservedBits);
        if (payload.Length >= 2 && !CloseCodes.CanTravel(close.CloseCode))
        {
            return Fail(CloseCodes.ProtocolError, "A close frame has a code that must not be sent.");
        }

        if (payload.Length > 2 && !Utf8.IsValid(payload.Span[2..]))
        {
            return Fail(CloseCodes.InvalidPayload, "The reason of a close frame is not UTF-8.");
        }

        _closeCode = close.CloseCode;
        _closeReceived = true;
        _received.Skip(_received.Length);
        return close;
    }

    /// <summary>Takes in what is there of the frame. Gives an event when one is complete.</summary>
    /// <returns>Whether the frame has been read to its end.</returns>
    private bool TryReadData(out FrameEvent frameEvent)
    {
        frameEvent = default;
        var count = (int)Math.Min(_toCome, _received.Length - _kept);
        if (count == 0 && _toCome > 0)
        {
            return false;
        }

        Unmask(_received.Slice(_kept, count));
        _toCome -= count;
        var endOfFrame = _toCome == 0;
        var endOfMessage = endOfFrame && _frame.Fin;
        var problem = _message.Add(_received.Slice(_kept, count), endOfMessage);
        if (problem.Code != 0)
        {
            frameEvent = Fail(problem.Code, problem.Text);
            return true;
        }

        if (IsKept)
        {
            _kept += count;
            if (!endOfFrame)
            {
                return false;
            }

            count = _kept;
        }

        var received = _received.SliceMemory(0, count);
        _received.Skip(count);
        _kept = 0;
        if (endOfFrame)
        {
            _type = null;
        }

        _message.TryTake(received, endOfFrame, endOfMessage, out frameEvent);
        return endOfFrame;
    }

    private void Unmask(Span<byte> bytes)
    {
        if (_frame.IsMasked && bytes.Length > 0)
        {
            Masking.Apply(bytes, _key);
            _key = Masking.Rotate(_key, bytes.Length);
        }
    }

    /// <summary>More bytes are needed; where none will come, that is the last event.</summary>
    private bool TryEnd(out FrameEvent frameEvent)
    {
        if (!_streamEnded)
        {
            frameEvent = default;
            return false;
        }

        Finish();
        frameEvent = FrameEvent.Ended(_closeCode);
        return true;
    }

    private FrameEvent Fail(int code, string problem)
    {
        Finish();
        return FrameEvent.Failed(code, problem);
    }

    private void Finish()
    {
        _finished = true;
        _type = null;
        _received.Clear();
    }
}
