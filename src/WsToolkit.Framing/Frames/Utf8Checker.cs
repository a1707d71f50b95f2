using System.Text.Unicode;

namespace WsToolkit.Framing;

/// <summary>Checks UTF-8 that arrives in pieces cut anywhere, and tells at the first byte that cannot belong to it (RFC 3629, section 4).</summary>
internal struct Utf8Checker
{
    /// <summary>The continuation bytes that the last character still lacks.</summary>
    private int _missing;

    /// <summary>Between which values the next of them has to lie.</summary>
    private byte _lowest;
    private byte _highest;

    /// <summary>Whether what has been checked ends with a whole character.</summary>
    public readonly bool IsComplete => _missing == 0;

    /// <summary>Checks the next piece.</summary>
    /// <returns>Whether it can be, or go on to be, UTF-8.</returns>
    public bool Check(ReadOnlySpan<byte> bytes)
    {
        while (_missing > 0)
        {
            if (bytes.IsEmpty)
            {
                return true;
            }

            if (!Step(bytes[0]))
            {
                return false;
            }

            bytes = bytes[1..];
        }

        var whole = bytes.Length - CutCharacter(bytes);
        if (!Utf8.IsValid(bytes[..whole]))
        {
            return false;
        }

        foreach (var cut in bytes[whole..])
        {
            if (!Step(cut))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>How many bytes at the end begin a character without ending it.</summary>
    private static int CutCharacter(ReadOnlySpan<byte> bytes)
    {
        var most = Math.Min(3, bytes.Length);
        for (var count = 1; count <= most; count++)
        {
            var value = bytes[^count];
            if (value < 0x80)
            {
                return 0;
            }

            if (value >= 0xC0)
            {
                var size = value < 0xE0 ? 2 : value < 0xF0 ? 3 : 4;
                return size > count ? count : 0;
            }
        }

        return 0;
    }

    private bool Step(byte value)
    {
        if (_missing > 0)
        {
            if (value < _lowest || value > _highest)
            {
                return false;
            }

            _missing--;
            (_lowest, _highest) = (0x80, 0xBF);
            return true;
        }

        (_missing, _lowest, _highest) = value switch
        {
            < 0x80 => (0, (byte)0x80, (byte)0xBF),
            < 0xC2 => (-1, (byte)0, (byte)0),
            < 0xE0 => (1, (byte)0x80, (byte)0xBF),
            0xE0 => (2, (byte)0xA0, (byte)0xBF),
            0xED => (2, (byte)0x80, (byte)0x9F),
            < 0xF0 => (2, (byte)0x80, (byte)0xBF),
            0xF0 => (3, (byte)0x90, (byte)0xBF),
            < 0xF4 => (3, (byte)0x80, (byte)0xBF),
            0xF4 => (3, (byte)0x80, (byte)0x8F),
            _ => (-1, (byte)0, (byte)0),
        };
        return _missing >= 0;
    }
}
