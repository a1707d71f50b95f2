using System.Buffers.Binary;
using System.Text;

namespace MeasurementsSample.Protobuf;

/// <summary>Reads the fields of a protobuf message, in whatever order they come. Unknown ones are skipped.</summary>
public ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;
    private ulong _number;
    private ReadOnlySpan<byte> _bytes;

    /// <summary>The value of the present field, where it is a number.</summary>
    public readonly uint Number => (uint)_number;

    /// <summary>The value of the present field, where it is a text, bytes or a message.</summary>
    public readonly ReadOnlySpan<byte> Bytes => _bytes;

    public readonly string Text => Encoding.UTF8.GetString(_bytes);

    /// <summary>Moves to the next field.</summary>
    /// <exception cref="FormatException">The message is no protobuf.</exception>
    public bool Next(out int field)
    {
        field = 0;
        if (_rest.IsEmpty)
        {
            return false;
        }

        var tag = Varint();
        field = (int)(tag >> 3);
        _number = 0;
        _bytes = default;
        switch (tag & 7)
        {
            case 0:
                _number = Varint();
                break;
            case 1:
                _number = BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
                break;
            case 2:
                _bytes = Take(Varint());
                break;
            case 5:
                _number = BinaryPrimitives.ReadUInt32LittleEndian(Take(4));
                break;
            default:
                throw new FormatException("A field of the message has an unknown type.");
        }

        return true;
    }

    /// <summary>The next of packed numbers that may be negative; the reader was made over the bytes of their field.</summary>
    public bool NextSigned(out int value)
    {
        value = 0;
        if (_rest.IsEmpty)
        {
            return false;
        }

        var number = (uint)Varint();
        value = (int)(number >> 1) ^ -(int)(number & 1);
        return true;
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)_rest.Length)
        {
            throw new FormatException("The message ends within a field.");
        }

        var taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Take(1)[0];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        throw new FormatException("A number of the message is too long.");
    }
}
