using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace WsToolkit.Framing.Fuzz;

/// <summary>Byte streams as an attacker would send them: mostly right, sometimes wrong in one way, sometimes nonsense.</summary>
internal sealed class HostileStream(FuzzSettings settings, Random random) : IDisposable
{
    private readonly FrameExtension[] _extensions = settings.CreateExtensions(1 - settings.Role);
    private readonly List<byte> _bytes = [];

    /// <summary>One in how many frames is wrong in itself.</summary>
    private readonly int _rarity = random.Next(4) == 0 ? 5 : 60;

    public byte[] Draw()
    {
        if (random.Next(12) == 0)
        {
            var nonsense = new byte[random.Next(1, 200)];
            random.NextBytes(nonsense);
            return nonsense;
        }

        var most = random.Next(1, 60);
        for (var messages = 0; messages < most; messages++)
        {
            AppendMessage();
        }

        if (random.Next(3) == 0)
        {
            AppendClose();
        }

        if (random.Next(3) == 0)
        {
            Mutate();
        }

        return [.. _bytes];
    }

    public void Dispose() => Array.ForEach(_extensions, extension => extension.Dispose());

    private void AppendMessage()
    {
        var types = settings.Types.Where(type => !type.IsControl).Select(type => (int)type.Opcode).Concat([1, 2]).ToArray();
        var opcode = types[random.Next(types.Length)];
        var content = opcode == 1 ? Text(DrawSize()) : Bytes(DrawSize());
        var bits = settings.ApplicationBits & (ReservedBits)(random.Next(8) << 4);
        foreach (var extension in _extensions)
        {
            if (random.Next(2) == 0)
            {
                bits |= extension.ReservedBits;
                content = Encoded(extension, content);
            }
        }

        var fragments = random.Next(3) == 0 ? random.Next(1, 6) : 1;
        for (var fragment = 0; fragment < fragments; fragment++)
        {
            var last = fragment == fragments - 1;
            var size = last ? content.Length : random.Next(content.Length + 1);
            AppendFrame(fragment == 0 ? opcode : 0, last, fragment == 0 ? bits : bits & settings.ApplicationBits, content[..size]);
            content = content[size..];
            if (random.Next(6) == 0)
            {
                var control = random.Next(3) == 0 && settings.Types.Count > 0 ? 11 : 9 + random.Next(2);
                AppendFrame(control, true, ReservedBits.None, Bytes(random.Next(4) == 0 ? random.Next(126) : random.Next(8)));
            }
        }
    }

    private void AppendClose()
    {
        var payload = random.Next(4) == 0 ? Bytes(random.Next(6))
            : [0, 0, .. Text(random.Next(4) == 0 ? random.Next(124) : random.Next(10))];
        if (payload.Length > 125)
        {
            payload = payload[..125];
        }

        if (payload.Length >= 2)
        {
            int[] codes = [1000, 1001, 1003, 1007, 1011, 1014, 3000, 4999, random.Next(65536), random.Next(990, 1020)];
            BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)codes[random.Next(codes.Length)]);
        }

        AppendFrame(8, true, ReservedBits.None, payload);
    }

    private void AppendFrame(int opcode, bool fin, ReservedBits bits, byte[] payload)
    {
        var mistake = random.Next(_rarity) == 0 ? random.Next(1, 9) : 0;
        var masked = (settings.Role == FrameRole.Server) ^ (mistake == 1) ^ (!settings.RequireMasking && random.Next(2) == 0);
        ulong length = (ulong)payload.Length;
        switch (mistake)
        {
            case 2: opcode = random.Next(16); break;
            case 3: fin = !fin; break;
            case 4: bits ^= (ReservedBits)(random.Next(1, 8) << 4); break;
            case 5: length = (ulong)random.NextInt64(); break;
            case 6: length |= 1UL << random.Next(64); break;
            case 7: payload = Bytes(random.Next(100, 200)); length = (ulong)payload.Length; break;
        }

        var form = length <= 125 ? 0 : length <= 65535 ? 2 : 8;
        if ((mistake == 8 || !settings.RequireMinimalLength) && random.Next(2) == 0)
        {
            form = form == 0 ? 2 : 8;
        }

        _bytes.Add((byte)((fin ? 0x80 : 0) | (int)bits | opcode));
        _bytes.Add((byte)((masked ? 0x80 : 0) | (form == 0 ? (int)length : form == 2 ? 126 : 127)));
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(number, length);
        _bytes.AddRange(number[(8 - form)..]);
        if (masked)
        {
            var key = Bytes(4);
            _bytes.AddRange(key);
            for (var index = 0; index < payload.Length; index++)
            {
                payload[index] ^= key[index % 4];
            }
        }

        _bytes.AddRange(payload);
    }

    private void Mutate()
    {
        for (var changes = random.Next(1, 4); changes > 0 && _bytes.Count > 0; changes--)
        {
            var place = random.Next(_bytes.Count);
            switch (random.Next(4))
            {
                case 0: _bytes[place] ^= (byte)(1 << random.Next(8)); break;
                case 1: _bytes[place] = (byte)random.Next(256); break;
                case 2: _bytes.RemoveRange(place, Math.Min(random.Next(1, 5), _bytes.Count - place)); break;
                default: _bytes.InsertRange(place, Bytes(random.Next(1, 5))); break;
            }
        }
    }

    private int DrawSize()
    {
        switch (random.Next(1000))
        {
            case < 700: return random.Next(24);
            case < 930: return random.Next(300);
            case < 998:
                var edge = settings.MaxMessageBytes <= 4096 && random.Next(2) == 0 ? (int)settings.MaxMessageBytes : 126;
                return Math.Max(0, edge + random.Next(-2, 3));
            default: return random.Next(2) == 0 ? 65534 + random.Next(4) : random.Next(80_000);
        }
    }

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private byte[] Text(int count)
    {
        var bytes = new byte[count];
        bytes.AsSpan().Fill((byte)'a');
        for (var place = 0; place + 4 <= count && place < 400; place += random.Next(1, 12))
        {
            var value = random.Next(3) == 0 ? random.Next(0x10000, 0x110000) : random.Next(0x80, 0xD800);
            place += new Rune(value).EncodeToUtf8(bytes.AsSpan(place));
        }

        if (count > 0 && random.Next(_rarity) == 0)
        {
            bytes[random.Next(count)] = (byte)random.Next(256);
        }

        return bytes;
    }

    private byte[] Encoded(FrameExtension extension, byte[] content)
    {
        var output = new ArrayBufferWriter<byte>();
        extension.BeginEncode(FrameType.Binary, content.Length);
        extension.Encode(content, true, true, output);
        var result = output.WrittenSpan.ToArray();
        if (random.Next(_rarity) == 0 && result.Length > 0)
        {
            result[random.Next(result.Length)] = (byte)random.Next(256);
        }

        return result;
    }
}
