using System.Buffers;
using System.Text;

namespace WsToolkit.Framing;

/// <summary>The sending half of a connection: messages become frames, straight in the caller's output.</summary>
internal sealed class FrameWriter(FrameRules rules) : IDisposable
{
    private const int MaxControlBytes = 125;

    /// <summary>A frame that is not longer lies in one segment of the output, so that it is sent with one write.</summary>
    private const int LongestInOnePiece = 16 * 1024;
    private readonly OutgoingTransform? _transform = rules.Extensions.Length == 0 ? null : new OutgoingTransform(rules);

    /// <summary>The type of the message that has been begun with a fragment.</summary>
    private FrameType? _message;

    /// <summary>Where a message has been begun whose content is still being written.</summary>
    private OutputBuffer? _begunIn;

    // Messages of a connection are often of a kind: the place for the next header is as large as the last one, and little has to be moved.
    private int _lastHeader = FrameHeader.SizeFor(0, rules.Masks);
    private OutputReservation _begunAt;
    private FrameType? _begun;
    private volatile bool _closeSent;

    /// <summary>Whether a close frame has been written.</summary>
    public bool CloseSent => _closeSent;

    public void Write(IBufferWriter<byte> output, FrameType type, ReadOnlySpan<byte> payload, bool endOfMessage, ReservedBits reservedBits)
    {
        if (endOfMessage && reservedBits == ReservedBits.None && output is OutputBuffer buffer && TryWriteWhole(buffer, type, payload))
        {
            return;
        }

        Check(type, reservedBits);
        CheckNothingBegun(output);
        if (type.IsControl)
        {
            CheckControl(type, payload.Length, endOfMessage);
            WriteFrame(output, type.Opcode, true, reservedBits, payload);
            return;
        }

        var opcode = CheckOrder(type);
        if (_transform is not null && (_message is null ? _transform.Begin(type, payload.Length) : _transform.IsEngaged))
        {
            var bits = reservedBits | (_message is null ? _transform.ReservedBits : 0);
            try
            {
                WriteFrame(output, opcode, endOfMessage, bits, _transform.Encode(payload, endOfMessage));
            }
            finally
            {
                _transform.Release();
            }
        }
        else
        {
            WriteFrame(output, opcode, endOfMessage, reservedBits, payload);
        }

        _message = endOfMessage ? null : _message ?? type;
    }

    public void WriteText(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        Check(FrameType.Text, ReservedBits.None);
        CheckData(FrameType.Text);
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            Write(output, FrameType.Text, bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, bytes)), true, ReservedBits.None);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    public void WriteClose(IBufferWriter<byte> output, int code, string? reason)
    {
        CheckOpen();
        CheckNothingBegun(output);
        Span<byte> payload = stackalloc byte[MaxControlBytes];
        var length = ClosePayload.Write(payload, code, reason);
        WriteFrame(output, FrameType.Close.Opcode, true, ReservedBits.None, payload[..length]);
        _closeSent = true;
    }

    public OutputReservation BeginMessage(OutputBuffer output, FrameType type)
    {
        Check(type, ReservedBits.None);
        CheckData(type);
        CheckNothingBegun(output);
        var place = output.Reserve(_lastHeader);
        (_begunIn, _begunAt, _begun) = (output, place, type);
        return place;
    }

    public void EndMessage(OutputBuffer output, OutputReservation reservation, FrameType type)
    {
        if (!ReferenceEquals(output, _begunIn) || !ReferenceEquals(type, _begun))
        {
            throw new InvalidOperationException($"No message of type '{type}' has been begun in this output.");
        }

        CheckData(type);
        if (_transform is null && TryEndInPlace(output, reservation, type))
        {
            return;
        }

        var bits = ReservedBits.None;
        var content = OutputBuffer.Behind(reservation);
        if (_transform is not null && _transform.Begin(type, output.LengthAfter(reservation)))
        {
            bits = _transform.ReservedBits;
            try
            {
                var encoded = _transform.Encode(output.WrittenSince(content), endOfMessage: true);
                output.Rewind(content);
                foreach (var segment in encoded)
                {
                    output.Write(segment.Span);
                }
            }
            finally
            {
                _transform.Release();
            }
        }

        var key = 0u;
        if (rules.Masks)
        {
            key = Masking.NextKey();
            output.Mask(content, key);
        }

        Span<byte> header = stackalloc byte[FrameHeader.MaxSize];
        var size = FrameHeader.Write(header, type.Opcode, true, bits, output.LengthAfter(reservation), rules.Masks, key);
        output.FillAny(reservation, header[..size]);
        _lastHeader = size;
        _begunIn = null;
    }

    public void Dispose() => _transform?.Dispose();

    /// <summary>
    /// Writes a message of one frame that no extension transforms, as nearly all small ones are. Leaves everything else, and all that must not be
    /// written, to the checks of <see cref="Write"/>.
    /// </summary>
    private bool TryWriteWhole(OutputBuffer output, FrameType type, ReadOnlySpan<byte> payload)
    {
        if (_closeSent || _message is not null || _transform is not null || ReferenceEquals(output, _begunIn) || payload.Length > LongestInOnePiece
            || type.IsControl || !rules.Knows(type) || ReferenceEquals(type, FrameType.Continuation))
        {
            return false;
        }

        var key = rules.Masks ? Masking.NextKey() : 0;
        var place = output.Extend(FrameHeader.SizeFor(payload.Length, rules.Masks) + payload.Length);
        place = place[FrameHeader.Write(place, type.Opcode, true, ReservedBits.None, payload.Length, rules.Masks, key)..];
        CopyTo(place, payload, key);
        return true;
    }

    /// <summary>Ends a message whose header is as large as was expected, and that lies in one piece.</summary>
    private bool TryEndInPlace(OutputBuffer output, OutputReservation reservation, FrameType type)
    {
        var frame = output.LastInOnePiece(reservation);
        var length = frame.Length - reservation.Size;
        if (length < 0 || FrameHeader.SizeFor(length, rules.Masks) != reservation.Size)
        {
            return false;
        }

        var key = rules.Masks ? Masking.NextKey() : 0;
        FrameHeader.Write(frame, type.Opcode, true, ReservedBits.None, length, rules.Masks, key);
        if (rules.Masks)
        {
            Masking.Apply(frame[reservation.Size..], key);
        }

        output.CloseLast();
        _begunIn = null;
        return true;
    }

    private void WriteFrame(IBufferWriter<byte> output, byte opcode, bool fin, ReservedBits reservedBits, ReadOnlySpan<byte> payload)
    {
        var key = rules.Masks ? Masking.NextKey() : 0;
        var place = output.GetSpan(payload.Length <= LongestInOnePiece ? FrameHeader.MaxSize + payload.Length : FrameHeader.MaxSize);
        var size = FrameHeader.Write(place, opcode, fin, reservedBits, payload.Length, rules.Masks, key);
        if (place.Length - size < payload.Length)
        {
            output.Advance(size);
            WritePayload(output, payload, key);
            return;
        }

        CopyTo(place[size..], payload, key);
        output.Advance(size + payload.Length);
    }

    private void WriteFrame(IBufferWriter<byte> output, byte opcode, bool fin, ReservedBits reservedBits, ReadOnlySequence<byte> payload)
    {
        var key = rules.Masks ? Masking.NextKey() : 0;
        WriteHeader(output, opcode, fin, reservedBits, payload.Length, key);
        foreach (var segment in payload)
        {
            WritePayload(output, segment.Span, key);
            key = Masking.Rotate(key, segment.Length);
        }
    }

    private void WriteHeader(IBufferWriter<byte> output, byte opcode, bool fin, ReservedBits reservedBits, long length, uint key)
        => output.Advance(FrameHeader.Write(output.GetSpan(FrameHeader.MaxSize), opcode, fin, reservedBits, length, rules.Masks, key));

    private void WritePayload(IBufferWriter<byte> output, ReadOnlySpan<byte> payload, uint key)
    {
        while (payload.Length > 0)
        {
            var place = output.GetSpan();
            var count = Math.Min(place.Length, payload.Length);
            CopyTo(place, payload[..count], key);
            key = Masking.Rotate(key, count);
            output.Advance(count);
            payload = payload[count..];
        }
    }

    private void CopyTo(Span<byte> place, ReadOnlySpan<byte> payload, uint key)
    {
        if (rules.Masks)
        {
            Masking.Copy(payload, place, key);
        }
        else
        {
            payload.CopyTo(place);
        }
    }

    private void Check(FrameType type, ReservedBits reservedBits)
    {
        CheckOpen();
        if (!rules.Knows(type))
        {
            throw new ArgumentException($"The frame type '{type}' is not among those of the connection.", nameof(type));
        }

        if ((reservedBits & ~rules.ApplicationBits) != 0)
        {
            throw new ArgumentException("A reserved bit is not among those of the application.", nameof(reservedBits));
        }
    }

    private void CheckOpen()
    {
        if (_closeSent)
        {
            throw new InvalidOperationException("A close frame has been sent; nothing can follow it.");
        }
    }

    private void CheckNothingBegun(IBufferWriter<byte> output)
    {
        // Another thread may write control frames to another output meanwhile; it stops at the first condition.
        if (ReferenceEquals(output, _begunIn) && _begunIn!.IsOpen(_begunAt))
        {
            throw new InvalidOperationException("A message that was begun in this output has not ended.");
        }
    }

    private static void CheckControl(FrameType type, int length, bool endOfMessage)
    {
        if (type == FrameType.Close)
        {
            throw new ArgumentException($"A close frame is written with {nameof(FrameConnection.WriteClose)}.", nameof(type));
        }

        if (length > MaxControlBytes)
        {
            throw new ArgumentException($"A control frame holds at most {MaxControlBytes} bytes.", nameof(length));
        }

        if (!endOfMessage)
        {
            throw new ArgumentException("A control frame cannot be a fragment.", nameof(endOfMessage));
        }
    }

    private void CheckData(FrameType type)
    {
        if (type.IsControl || type == FrameType.Continuation)
        {
            throw new ArgumentException("A message is begun with a type of data.", nameof(type));
        }

        if (_message is not null)
        {
            throw new InvalidOperationException("The fragmented message that was begun has not ended.");
        }
    }

    /// <summary>Checks that a frame of data may come next.</summary>
    /// <returns>The opcode that it travels with.</returns>
    private byte CheckOrder(FrameType type)
    {
        if (_message is null)
        {
            return type != FrameType.Continuation
                ? type.Opcode
                : throw new InvalidOperationException("There is no message to continue.");
        }

        return type == FrameType.Continuation || type == _message
            ? FrameType.Continuation.Opcode
            : throw new InvalidOperationException("The fragmented message that was begun has not ended.");
    }
}
