using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace WsToolkit.Framing.Fuzz;

/// <summary>
/// Writes messages, fragments, control frames and close frames at random, allowed or not, and keeps its own account of them.
/// </summary>
internal sealed class ConversationWriter(FuzzSettings settings, FrameConnection connection, Random random) : IDisposable
{
    private readonly OutputBuffer _output = new(16 << random.Next(10));
    private FrameType? _message;
    private bool _closed;

    /// <summary>The frames that were allowed, as the other end is to read them.</summary>
    public List<ReferenceEvent> Written { get; } = [];

    public byte[] Output => _output.Written.ToArray();

    public void Step()
    {
        switch (random.Next(40))
        {
            case 0: Close(); break;
            case < 8: WriteInPlace(); break;
            case < 12: WriteText(); break;
            default: Write(); break;
        }
    }

    /// <summary>Says how the other end's reading ends.</summary>
    public void End()
    {
        var code = Written is [.., { Kind: FrameEventKind.Close } close] ? close.Code : CloseCodes.Abnormal;
        Written.Add(new ReferenceEvent(FrameEventKind.Ended) { Opcode = 8, Code = code });
    }

    public void Dispose()
    {
        _output.Dispose();
        connection.Dispose();
    }

    private void Write()
    {
        FrameType[] types =
            [FrameType.Text, FrameType.Binary, FrameType.Continuation, FrameType.Ping, FrameType.Pong, FrameType.Close, .. settings.Types,
                _message ?? FrameType.Text];
        var type = random.Next(50) == 0 ? FrameType.Data(5, "stranger") : types[random.Next(types.Length)];
        var end = type.IsControl ? random.Next(20) != 0 : random.Next(3) != 0;
        var payload = Payload(type.IsControl && random.Next(10) != 0 ? random.Next(126) : Size());
        var bits = random.Next(20) == 0 ? (ReservedBits)(random.Next(8) << 4)
            : settings.ApplicationBits & (ReservedBits)(random.Next(8) << 4);
        var continues = _message is not null;
        var allowed = !_closed && (bits & ~settings.ApplicationBits) == 0 && type != FrameType.Close && type.Name != "stranger"
            && (type.IsControl ? end && payload.Length <= 125
                : continues ? type == FrameType.Continuation || type == _message
                : type != FrameType.Continuation);
        if (!Try(allowed, () => connection.Write(_output, type, payload, end, bits), out var place))
        {
            return;
        }

        if (type.IsControl)
        {
            var kind = type == FrameType.Ping ? FrameEventKind.Ping : type == FrameType.Pong ? FrameEventKind.Pong : FrameEventKind.Control;
            Add(kind, type, payload, place, continues: false, end: true);
            return;
        }

        _message ??= type;
        Add(FrameEventKind.Data, _message, payload, place, continues, end);
        _message = end ? null : _message;
    }

    private void WriteText()
    {
        var text = new string(random.Next(2) == 0 ? 'x' : 'ß', Size());
        if (Try(!_closed && _message is null, () => connection.WriteText(_output, text), out var place))
        {
            Add(FrameEventKind.Data, FrameType.Text, Encoding.UTF8.GetBytes(text), place, continues: false, end: true);
        }
    }

    private void WriteInPlace()
    {
        var payload = Payload(Size());
        if (Try(!_closed && _message is null, WriteMessage, out var place))
        {
            Add(FrameEventKind.Data, FrameType.Binary, payload, place, continues: false, end: true);
        }

        void WriteMessage()
        {
            var reservation = connection.BeginMessage(_output, FrameType.Binary);
            _output.Write(payload);
            connection.EndMessage(_output, reservation, FrameType.Binary);
        }
    }

    private void Close()
    {
        var code = random.Next(2) == 0 ? CloseCodes.NoStatus : random.Next(990, 1020);
        var reason = random.Next(2) == 0 ? null : "so long";
        var allowed = !_closed && (code == CloseCodes.NoStatus ? reason is null : CloseCodes.CanTravel(code));
        if (!Try(allowed, () => connection.WriteClose(_output, code, reason), out _))
        {
            return;
        }

        _closed = true;
        var payload = code == CloseCodes.NoStatus ? [] : new byte[2 + (reason?.Length ?? 0)];
        if (payload.Length > 0)
        {
            BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)code);
            Encoding.UTF8.GetBytes(reason ?? "", payload.AsSpan(2));
        }

        Written.Add(new ReferenceEvent(FrameEventKind.Close)
        {
            Opcode = 8,
            Payload = payload,
            Code = code,
            EndOfFrame = true,
            EndOfMessage = true
        });
    }

    /// <summary>Does something that is allowed, or makes sure that it is refused and leaves no trace.</summary>
    private bool Try(bool allowed, Action act, out long place)
    {
        place = _output.Length;
        try
        {
            act();
        }
        catch (Exception e) when (!allowed && e is ArgumentException or InvalidOperationException)
        {
            return _output.Length == place ? false : throw new FuzzFailureException("What was refused has left a trace.", e);
        }

        return allowed ? true : throw new FuzzFailureException("What is not allowed was not refused.");
    }

    private void Add(FrameEventKind kind, FrameType type, byte[] payload, long place, bool continues, bool end)
    {
        var first = _output.Written.Slice(place).FirstSpan[0];
        Written.Add(new ReferenceEvent(kind)
        {
            Opcode = type.Opcode,
            Payload = payload,
            Bits = (ReservedBits)(first & 0x70),
            Continuation = continues,
            EndOfFrame = true,
            EndOfMessage = end,
        });
    }

    private int Size() => random.Next(200) switch { 0 => random.Next(70_000), < 20 => random.Next(120, 130), _ => random.Next(40) };

    /// <summary>Content that is text as well as bytes.</summary>
    private byte[] Payload(int size)
    {
        var payload = new byte[size];
        for (var index = 0; index < size; index++)
        {
            payload[index] = (byte)random.Next(128);
        }

        return payload;
    }
}
