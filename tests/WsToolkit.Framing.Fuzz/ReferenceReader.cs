using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace WsToolkit.Framing.Fuzz;

/// <summary>
/// Reads a whole byte stream at once, in the plainest way: what RFC 6455 says, byte by byte, with no buffers and no speed. Shares nothing
/// with the engine; where the two differ, one of them is wrong.
/// </summary>
internal sealed class ReferenceReader(FuzzSettings settings)
{
    private const long LargestPiece = 0x7FFF_0000;

    private readonly List<ReferenceEvent> _frames = [];
    private readonly List<byte> _character = [];
    private bool _failed;
    private int _messageOpcode = -1;
    private long _messageLength;
    private bool _isTransformed;
    private int _runLength = -1;

    /// <summary>The frames whose header was complete enough to be judged.</summary>
    public int FramesBegun { get; private set; }

    /// <summary>What a connection is to give for these bytes, followed by the end of the stream.</summary>
    public List<ReferenceEvent> Read(byte[] bytes)
    {
        var position = 0;
        var closeCode = 1006;
        while (!_failed && TryReadFrame(bytes, ref position))
        {
            if (_frames is [.., { Kind: FrameEventKind.Close } close])
            {
                closeCode = close.Code;
                break;
            }
        }

        if (!_failed)
        {
            _frames.Add(new ReferenceEvent(FrameEventKind.Ended) { Opcode = 8, Code = closeCode });
        }

        return ReferenceEvents.For(settings.Delivery, _frames);
    }

    private bool TryReadFrame(byte[] bytes, ref int position)
    {
        var left = bytes.AsSpan(position);
        if (left.Length < 2)
        {
            return false;
        }

        FramesBegun++;
        var opcode = left[0] & 0x0F;
        var fin = left[0] >= 0x80;
        var bits = (ReservedBits)(left[0] & 0x70);
        var masked = left[1] >= 0x80;
        var shortLength = left[1] % 128;
        if (!IsAllowed(opcode, fin, bits, masked, shortLength))
        {
            return Fail(1002);
        }

        var lengthSize = shortLength == 126 ? 2 : shortLength == 127 ? 8 : 0;
        var headerSize = 2 + lengthSize + (masked ? 4 : 0);
        if (left.Length < headerSize)
        {
            return false;
        }

        ulong length = lengthSize switch
        {
            0 => (ulong)shortLength,
            2 => BinaryPrimitives.ReadUInt16BigEndian(left[2..]),
            _ => BinaryPrimitives.ReadUInt64BigEndian(left[2..]),
        };
        var least = lengthSize switch { 0 => 0UL, 2 => 126UL, _ => 65536UL };
        if (length >= 1UL << 63 || (settings.RequireMinimalLength && length < least))
        {
            return Fail(1002);
        }

        var available = (int)Math.Min(length, (ulong)(left.Length - headerSize));
        var payload = left.Slice(headerSize, available).ToArray();
        for (var index = 0; masked && index < available; index++)
        {
            payload[index] ^= left[headerSize - 4 + (index % 4)];
        }

        position += headerSize + available;
        var whole = (ulong)available == length;
        return opcode >= 8 ? whole && ReadControl(opcode, bits, payload) : ReadData(opcode, bits, fin, (long)length, payload, whole)
            && whole;
    }

    private bool IsAllowed(int opcode, bool fin, ReservedBits bits, bool masked, int shortLength)
    {
        var starts = opcode is > 0 and < 8;
        var extensionBits = settings.ExtensionBits;
        return settings.Knows(opcode)
            && (bits & ~(settings.ApplicationBits | (starts ? extensionBits : 0))) == 0
            && ((bits & extensionBits) == 0 || (bits & extensionBits) == extensionBits)
            && (opcode < 8 || (fin && shortLength <= 125))
            && (opcode >= 8 || starts == (_messageOpcode < 0))
            && (!settings.RequireMasking || masked == (settings.Role == FrameRole.Server));
    }

    private bool ReadControl(int opcode, ReservedBits bits, byte[] payload)
    {
        var kind = opcode switch
        {
            8 => FrameEventKind.Close,
            9 => FrameEventKind.Ping,
            10 => FrameEventKind.Pong,
            _ => FrameEventKind.Control,
        };
        var code = 0;
        if (opcode == 8)
        {
            code = payload.Length == 0 ? 1005 : payload.Length == 1 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(payload);
            if (payload.Length > 0 && code is not ((>= 1000 and <= 1003) or (>= 1007 and <= 1014) or (>= 3000 and <= 4999)))
            {
                return Fail(1002);
            }

            if (payload.Length > 2 && !IsUtf8(payload[2..]))
            {
                return Fail(1007);
            }
        }

        _frames.Add(new ReferenceEvent(kind)
        {
            Opcode = opcode,
            Bits = bits,
            Payload = payload,
            EndOfFrame = true,
            EndOfMessage = true,
            Code = code
        });
        return true;
    }

    private bool ReadData(int opcode, ReservedBits bits, bool fin, long length, byte[] payload, bool whole)
    {
        var continues = opcode == 0;
        if (length > settings.MaxFrameBytes || (settings.Delivery == FrameDelivery.Frames && length > LargestPiece))
        {
            return Fail(1009);
        }

        if (!continues)
        {
            _messageOpcode = opcode;
            _messageLength = 0;
            _character.Clear();
            _isTransformed = settings.ExtensionBits != 0 && (bits & settings.ExtensionBits) != 0;
            _runLength = -1;
        }

        var checksText = settings.ValidateUtf8 && _messageOpcode == 1;
        var most = settings.Delivery == FrameDelivery.Messages ? Math.Min(settings.MaxMessageBytes, LargestPiece)
            : settings.MaxMessageBytes;
        if (!_isTransformed && length > most - _messageLength)
        {
            return Fail(1009);
        }

        var content = payload;
        if (_isTransformed && !TryTransform(payload, fin && whole, checksText, out content))
        {
            return false;
        }

        _messageLength += content.Length;
        if (checksText && (!IsTextSoFar(content) || (fin && whole && _character.Count > 0)))
        {
            return Fail(1007);
        }

        if (whole || content.Length > 0)
        {
            _frames.Add(new ReferenceEvent(FrameEventKind.Data)
            {
                Opcode = _messageOpcode,
                Bits = bits,
                Payload = content,
                Continuation = continues,
                EndOfFrame = whole,
                EndOfMessage = fin && whole,
            });
        }

        if (fin && whole)
        {
            _messageOpcode = -1;
        }

        return true;
    }

    private bool TryTransform(byte[] payload, bool endOfMessage, bool checksText, out byte[] content)
    {
        var result = new List<byte>();
        content = [];
        foreach (var value in payload)
        {
            if (_runLength < 0)
            {
                _runLength = value;
            }
            else if (_runLength == 0)
            {
                return Fail(1007);
            }
            else if (_messageLength + result.Count + _runLength > settings.MaxMessageBytes)
            {
                return Fail(1009, checksText ? 1007 : 0);
            }
            else
            {
                result.AddRange(Enumerable.Repeat(value, _runLength));
                _runLength = -1;
            }
        }

        content = [.. result];
        return !endOfMessage || _runLength < 0 || Fail(1007);
    }

    private bool IsTextSoFar(byte[] bytes)
    {
        foreach (var value in bytes)
        {
            if (value < 0x80 && _character.Count == 0)
            {
                continue;
            }

            _character.Add(value);
            var status = Rune.DecodeFromUtf8(_character.ToArray(), out _, out _);
            if (status == OperationStatus.InvalidData)
            {
                return false;
            }

            if (status == OperationStatus.Done)
            {
                _character.Clear();
            }
        }

        return true;
    }

    private static bool IsUtf8(byte[] bytes)
    {
        try
        {
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private bool Fail(int code, int otherCode = 0)
    {
        _failed = true;
        _frames.Add(new ReferenceEvent(FrameEventKind.Failed) { Opcode = 8, Code = code, OtherCode = otherCode });
        return false;
    }
}
