using System.Buffers;
using System.Text;

namespace MeasurementsSample.Protobuf;

/// <summary>Writes the fields of a protobuf message. As in proto3, a field with its default value is left out.</summary>
public readonly struct ProtobufWriter(IBufferWriter<byte> output)
{
    public void Number(int field, uint value)
    {
        if (value != 0)
        {
            Varint(((uint)field << 3) | 0);
            Varint(value);
        }
    }

    public void Text(int field, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            Bytes(field, Encoding.UTF8.GetBytes(value));
        }
    }

    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Varint(((uint)field << 3) | 2);
        Varint((uint)value.Length);
        output.Write(value);
    }

    public void Message(int field, Action<ProtobufWriter> write)
    {
        var message = new ArrayBufferWriter<byte>();
        write(new ProtobufWriter(message));
        Bytes(field, message.WrittenSpan);
    }

    /// <summary>Signed numbers, packed, in the form that keeps small negative ones short.</summary>
    public void PackedSigned(int field, IEnumerable<int> values)
    {
        var packed = new ArrayBufferWriter<byte>();
        var writer = new ProtobufWriter(packed);
        foreach (var value in values)
        {
            writer.Varint((uint)((value << 1) ^ (value >> 31)));
        }

        Bytes(field, packed.WrittenSpan);
    }

    private void Varint(uint value)
    {
        var span = output.GetSpan(5);
        var length = 0;
        while (value >= 0x80)
        {
            span[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        span[length++] = (byte)value;
        output.Advance(length);
    }
}
