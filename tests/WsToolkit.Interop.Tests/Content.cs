using System.Text;

namespace WsToolkit.Interop.Tests;

/// <summary>What is sent to be echoed.</summary>
internal static class Content
{
    /// <summary>The size of the messages of which it is measured whether they are compressed, in bytes.</summary>
    public const int Long = 1024 * 1024;

    /// <summary>The size of the messages that are sent twice, to see whether the second is compressed with the help of the first.</summary>
    public const int Repeated = 300;

    /// <summary>The largest message that is sent.</summary>
    public const int Largest = 16 * 1024 * 1024;

    /// <summary>The reason that comes with close frames.</summary>
    public const string Reason = "bye, κόσμος ☃";

    public static readonly int[] Sizes = [0, 1, 125, 126, 65535, 65536, Long];

    public static readonly int[] FragmentedSizes = [0, 126, 65536];

    /// <summary>So many bytes of text, with characters of one to four bytes.</summary>
    public static byte[] Text(int size)
    {
        var pattern = "Grüße, κόσμος ☃ 👋 "u8;
        var text = new byte[size];
        var whole = size - (size % pattern.Length);
        for (var i = 0; i < whole; i++)
        {
            text[i] = pattern[i % pattern.Length];
        }

        text.AsSpan(whole).Fill((byte)'.');
        return text;
    }

    /// <summary>So many bytes that do not compress.</summary>
    public static byte[] Binary(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        return bytes;
    }

    /// <summary>The bytes in so many parts.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Parts(ReadOnlyMemory<byte> bytes, int count)
    {
        var size = (bytes.Length + count - 1) / count;
        for (var i = 0; i < count; i++)
        {
            var start = Math.Min(i * size, bytes.Length);
            yield return bytes.Slice(start, Math.Min(size, bytes.Length - start));
        }
    }

    /// <summary>The words of a command to an echo server, which begins with '!'; empty for any other message.</summary>
    public static string[] Command(ReadOnlySpan<byte> text) => text.StartsWith("!"u8) ? Encoding.UTF8.GetString(text).Split(' ', 3) : [];
}
