using System.Buffers;
using System.Text;
using WsToolkit.Framing;

namespace WsToolkit.Dialects;

/// <summary>
/// Writes strings as the servers do that the compatible profile stands in for: ASCII only, with the short escapes of JSON where there is
/// one and <c>\u</c> and four lower-case digits elsewhere.
/// </summary>
internal static class CompatText
{
    private static readonly SearchValues<byte> Plain = SearchValues.Create(
        [.. Enumerable.Range(0x20, 0x5F).Select(code => (byte)code).Where(code => code is not ((byte)'"' or (byte)'\\'))]);

    private static ReadOnlySpan<byte> Digits => "0123456789abcdef"u8;

    /// <summary>Writes a text given in UTF-8, quotes included.</summary>
    public static void Write(OutputBuffer output, ReadOnlySpan<byte> utf8)
    {
        output.Write("\""u8);
        while (WritePlain(output, ref utf8))
        {
            WriteRune(output, ref utf8);
        }

        output.Write("\""u8);
    }

    /// <summary>Writes a text, quotes included.</summary>
    public static void Write(OutputBuffer output, string text)
    {
        output.Write("\""u8);
        foreach (var unit in text)
        {
            WriteUnit(output, unit);
        }

        output.Write("\""u8);
    }

    /// <summary>
    /// Writes what stands between the quotes of a JSON string, escapes included, anew and with quotes. Halves of surrogate pairs stay what
    /// they are.
    /// </summary>
    public static void WriteEscaped(OutputBuffer output, ReadOnlySpan<byte> content)
    {
        output.Write("\""u8);
        while (WritePlain(output, ref content))
        {
            if (content[0] == (byte)'\\')
            {
                content = content[WriteEscape(output, content)..];
            }
            else
            {
                WriteRune(output, ref content);
            }
        }

        output.Write("\""u8);
    }

    private static bool WritePlain(OutputBuffer output, ref ReadOnlySpan<byte> text)
    {
        var length = text.IndexOfAnyExcept(Plain);
        output.Write(length < 0 ? text : text[..length]);
        text = length < 0 ? default : text[length..];
        return length >= 0;
    }

    private static int WriteEscape(OutputBuffer output, ReadOnlySpan<byte> escape)
    {
        switch (escape[1])
        {
            case (byte)'u':
                WriteUnit(output, (char)Convert.ToUInt16(Encoding.ASCII.GetString(escape.Slice(2, 4)), 16));
                return 6;
            case (byte)'/':
                output.Write("/"u8);
                return 2;
            default:
                output.Write(escape[..2]);
                return 2;
        }
    }

    private static void WriteRune(OutputBuffer output, ref ReadOnlySpan<byte> utf8)
    {
        _ = Rune.DecodeFromUtf8(utf8, out var rune, out var length);
        utf8 = utf8[length..];
        Span<char> units = stackalloc char[2];
        foreach (var unit in units[..rune.EncodeToUtf16(units)])
        {
            WriteUnit(output, unit);
        }
    }

    private static void WriteUnit(OutputBuffer output, char unit)
    {
        ReadOnlySpan<byte> text = unit switch
        {
            '"' => "\\\""u8,
            '\\' => "\\\\"u8,
            '\n' => "\\n"u8,
            '\r' => "\\r"u8,
            '\t' => "\\t"u8,
            '\f' => "\\f"u8,
            '\b' => "\\b"u8,
            >= ' ' and <= '~' => [(byte)unit],
            _ => [(byte)'\\', (byte)'u', Digits[unit >> 12], Digits[(unit >> 8) & 0xF], Digits[(unit >> 4) & 0xF], Digits[unit & 0xF]],
        };
        output.Write(text);
    }
}
