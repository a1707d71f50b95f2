using System.Buffers;
using System.Text;
using WsToolkit.Framing;

namespace WsToolkit.Dialects;

/// <summary>Writes texts as JSON strings, escaped only where JSON demands it.</summary>
internal static class JsonText
{
    private static readonly SearchValues<byte> MustEscape = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(code => (byte)code), (byte)'"', (byte)'\\']);

    /// <summary>Writes a text given in UTF-8, quotes included.</summary>
    public static void Write(OutputBuffer output, ReadOnlySpan<byte> utf8)
    {
        output.Write("\""u8);
        WriteContent(output, utf8);
        output.Write("\""u8);
    }

    /// <summary>Writes a text, quotes included. Halves of surrogate pairs become U+FFFD.</summary>
    public static void Write(OutputBuffer output, string text)
    {
        output.Write("\""u8);
        Span<byte> part = stackalloc byte[384];
        for (var start = 0; start < text.Length;)
        {
            var count = Math.Min(text.Length - start, part.Length / 3);
            if (start + count < text.Length && char.IsHighSurrogate(text[start + count - 1]) && count > 1)
            {
                count--;
            }

            var length = Encoding.UTF8.GetBytes(text.AsSpan(start, count), part);
            WriteContent(output, part[..length]);
            start += count;
        }

        output.Write("\""u8);
    }

    private static void WriteContent(OutputBuffer output, ReadOnlySpan<byte> utf8)
    {
        while (utf8.Length > 0)
        {
            var clean = utf8.IndexOfAny(MustEscape);
            output.Write(clean < 0 ? utf8 : utf8[..clean]);
            if (clean < 0)
            {
                return;
            }

            WriteEscaped(output, utf8[clean]);
            utf8 = utf8[(clean + 1)..];
        }
    }

    private static void WriteEscaped(OutputBuffer output, byte code)
    {
        var digits = "0123456789abcdef"u8;
        ReadOnlySpan<byte> escaped = code switch
        {
            (byte)'"' => "\\\""u8,
            (byte)'\\' => "\\\\"u8,
            (byte)'\n' => "\\n"u8,
            (byte)'\r' => "\\r"u8,
            (byte)'\t' => "\\t"u8,
            _ => [(byte)'\\', (byte)'u', (byte)'0', (byte)'0', digits[code >> 4], digits[code & 0xF]],
        };
        output.Write(escaped);
    }
}
