namespace WsToolkit.Framing.Tests.Extensions;

/// <summary>
/// A slow and simple decompressor (RFC 1951) that shares nothing with the one under test, and tells how far back the data refers. It
/// takes the messages of one connection one after the other, with context takeover.
/// </summary>
internal sealed class ReferenceInflater
{
    private static readonly int[] LengthBase =
        [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];

    private static readonly int[] LengthExtra = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
    private static readonly int[] CodeLengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    private readonly List<byte> _output = [];
    private byte[] _input = [];
    private int _bit;

    /// <summary>The largest distance of a back reference so far.</summary>
    public int LargestDistance { get; private set; }

    /// <summary>The number of final blocks so far.</summary>
    public int FinalBlocks { get; private set; }

    /// <summary>Decompresses a message, given as it travels.</summary>
    public byte[] Message(ReadOnlySpan<byte> payload, bool forget = false)
    {
        if (forget)
        {
            _output.Clear();
        }

        _input = [.. payload, 0x00, 0x00, 0xFF, 0xFF];
        _bit = 0;
        var start = _output.Count;
        while (_bit < _input.Length * 8)
        {
            Block();
        }

        return [.. _output.Skip(start)];
    }

    private void Block()
    {
        var final = Bits(1) == 1;
        var type = Bits(2);
        switch (type)
        {
            case 0:
                Stored();
                break;
            case 1:
                var literals = Enumerable.Range(0, 288).Select(symbol => symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8);
                Coded(Codes([.. literals]), Codes([.. Enumerable.Repeat(5, 30)]));
                break;
            case 2:
                Dynamic();
                break;
            default:
                throw new InvalidDataException("Block type 3.");
        }

        if (final)
        {
            FinalBlocks++;
            Align();
        }
    }

    private void Stored()
    {
        Align();
        var length = Bits(16);
        if ((length ^ Bits(16)) != 0xFFFF)
        {
            throw new InvalidDataException("Length of a stored block.");
        }

        for (; length > 0; length--)
        {
            _output.Add((byte)Bits(8));
        }
    }

    private void Dynamic()
    {
        var literals = Bits(5) + 257;
        var distances = Bits(5) + 1;
        var count = Bits(4) + 4;
        var lengths = new int[19];
        for (var i = 0; i < count; i++)
        {
            lengths[CodeLengthOrder[i]] = Bits(3);
        }

        var codes = Codes(lengths);
        var all = new List<int>();
        while (all.Count < literals + distances)
        {
            var symbol = Symbol(codes);
            var (value, repeat) = symbol switch
            {
                16 => (all[^1], 3 + Bits(2)),
                17 => (0, 3 + Bits(3)),
                18 => (0, 11 + Bits(7)),
                _ => (symbol, 1),
            };
            all.AddRange(Enumerable.Repeat(value, repeat));
        }

        Coded(Codes([.. all.Take(literals)]), Codes([.. all.Skip(literals)]));
    }

    private void Coded(Dictionary<(int Length, int Code), int> literals, Dictionary<(int Length, int Code), int> distances)
    {
        for (var symbol = Symbol(literals); symbol != 256; symbol = Symbol(literals))
        {
            if (symbol < 256)
            {
                _output.Add((byte)symbol);
                continue;
            }

            var length = LengthBase[symbol - 257] + Bits(LengthExtra[symbol - 257]);
            var code = Symbol(distances);
            var extra = Math.Max(0, (code / 2) - 1);
            var distance = (code < 2 ? code : (2 + (code & 1)) << extra) + Bits(extra) + 1;
            LargestDistance = Math.Max(LargestDistance, distance);
            for (; length > 0; length--)
            {
                _output.Add(_output[^distance]);
            }
        }
    }

    private static Dictionary<(int Length, int Code), int> Codes(int[] lengths)
    {
        var codes = new Dictionary<(int, int), int>();
        var code = 0;
        for (var length = 1; length <= 15; length++)
        {
            for (var symbol = 0; symbol < lengths.Length; symbol++)
            {
                if (lengths[symbol] == length)
                {
                    codes[(length, code++)] = symbol;
                }
            }

            code <<= 1;
        }

        return codes;
    }

    private int Symbol(Dictionary<(int Length, int Code), int> codes)
    {
        var code = 0;
        for (var length = 1; length <= 15; length++)
        {
            code = (code << 1) | Bits(1);
            if (codes.TryGetValue((length, code), out var symbol))
            {
                return symbol;
            }
        }

        throw new InvalidDataException("A code that does not exist.");
    }

    private int Bits(int count)
    {
        var value = 0;
        for (var i = 0; i < count; i++, _bit++)
        {
            value |= ((_input[_bit >> 3] >> (_bit & 7)) & 1) << i;
        }

        return value;
    }

    private void Align() => _bit = (_bit + 7) & ~7;
}
