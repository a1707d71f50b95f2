using System.Buffers;

namespace WsToolkit.Framing.Tests.Extensions;

/// <summary>Short ways to use the extension hook.</summary>
internal static class ExtensionUse
{
    /// <summary>One end of permessage-deflate that compresses everything.</summary>
    public static PerMessageDeflateExtension Deflate(FrameRole role = FrameRole.Client, Action<PerMessageDeflateOptions>? configure = null)
    {
        var options = new PerMessageDeflateOptions { MinMessageBytes = 0 };
        configure?.Invoke(options);
        return new PerMessageDeflate(options).Create(role);
    }

    /// <summary>Encodes a message, given in fragments.</summary>
    public static byte[] Encode(this FrameExtension extension, params byte[][] fragments)
    {
        Assert.NotEmpty(fragments);
        var output = new ArrayBufferWriter<byte>();
        Assert.True(extension.BeginEncode(FrameType.Binary, fragments[0].Length));
        for (var i = 0; i < fragments.Length; i++)
        {
            extension.Encode(fragments[i], true, i == fragments.Length - 1, output);
        }

        return output.WrittenSpan.ToArray();
    }

    /// <summary>Decodes a message, given in parts.</summary>
    public static byte[] Decode(this FrameExtension extension, params byte[][] parts)
    {
        Assert.Equal(FrameDecodeResult.Done, extension.TryDecode(out var decoded, long.MaxValue, parts));
        return decoded;
    }

    public static FrameDecodeResult TryDecode(this FrameExtension extension, out byte[] decoded, long maxBytes, params byte[][] parts)
    {
        Assert.NotEmpty(parts);
        var output = new ArrayBufferWriter<byte>();
        extension.BeginDecode(FrameType.Binary);
        var result = FrameDecodeResult.Done;
        for (var i = 0; i < parts.Length && result == FrameDecodeResult.Done; i++)
        {
            result = extension.Decode(parts[i], i == parts.Length - 1, output, maxBytes - output.WrittenCount);
            Assert.True(output.WrittenCount <= maxBytes);
        }

        decoded = output.WrittenSpan.ToArray();
        return result;
    }

    /// <summary>Cuts bytes into parts, some of them empty.</summary>
    public static byte[][] Cut(this byte[] bytes, Random random, int parts)
    {
        var within = Enumerable.Range(0, parts - 1).Select(_ => random.Next(bytes.Length + 1)).Order();
        int[] cuts = [0, .. within, bytes.Length];
        return [.. Enumerable.Range(0, parts).Select(i => bytes[cuts[i]..cuts[i + 1]])];
    }

    public static byte[][] ByteByByte(this byte[] bytes) => [.. bytes.Select(b => new[] { b })];

    /// <summary>Bytes that compress well: words, repeated at any distance.</summary>
    public static byte[] Words(Random random, int length)
    {
        var words = Enumerable.Range(0, 50).Select(_ => RandomBytes(random, random.Next(2, 12))).ToArray();
        var bytes = new List<byte>(length + 12);
        while (bytes.Count < length)
        {
            bytes.AddRange(words[random.Next(words.Length)]);
        }

        return [.. bytes.Take(length)];
    }

    public static byte[] RandomBytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
