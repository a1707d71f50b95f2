using System.IO.Compression;

namespace WsToolkit.Framing.Tests.Extensions;

/// <summary>The receiving half of permessage-deflate: every form of compressed data that RFC 7692 allows.</summary>
public sealed class PerMessageDeflateDecodeTests
{
    /// <summary>
    /// The examples of RFC 7692, sections 7.2.3.1 to 7.2.3.6: each a row of messages of one connection, in hexadecimal, and what they
    /// say.
    /// </summary>
    public static TheoryData<string, string[], string[]> Examples { get; } = new()
    {
        { "7.2.3.1 one block", ["F248CDC9C90700"], ["Hello"] },
        { "7.2.3.2 sharing the window", ["F248CDC9C90700", "F200110000"], ["Hello", "Hello"] },
        { "7.2.3.2 not sharing the window", ["F248CDC9C90700", "F248CDC9C90700"], ["Hello", "Hello"] },
        { "7.2.3.3 a block without compression", ["000500FAFF48656C6C6F00"], ["Hello"] },
        { "7.2.3.4 a final block", ["F348CDC9C9070000"], ["Hello"] },
        { "7.2.3.4 a final block, then a message", ["F348CDC9C9070000", "F248CDC9C90700", "F200110000"], ["Hello", "Hello", "Hello"] },
        { "7.2.3.5 two blocks", ["F248050000 00FFFFCAC9C90700"], ["Hello"] },
        { "7.2.3.6 an empty message", ["00"], [""] },
        { "7.2.3.6 an empty message between others", ["F248CDC9C90700", "00", "F200110000"], ["Hello", "", "Hello"] },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    [Trait("Rfc7692", "7.2.3")]
    public void The_examples_of_the_rfc_are_understood(string name, string[] messages, string[] texts)
    {
        _ = name;
        using var whole = ExtensionUse.Deflate();
        using var cut = ExtensionUse.Deflate();
        for (var i = 0; i < messages.Length; i++)
        {
            var message = Hex(messages[i]);
            Assert.Equal(texts[i], Text(whole.Decode(message)));
            Assert.Equal(texts[i], Text(cut.Decode(message.ByteByByte())));
        }
    }

    [Fact]
    [Trait("Rfc7692", "7.2.3.1")]
    public void The_example_in_two_fragments_gives_what_each_holds()
    {
        using var extension = ExtensionUse.Deflate();
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        Assert.Equal(FrameDecodeResult.Done, extension.Decode(Hex("F248CD"), false, output, 100));
        Assert.StartsWith("He", Text(output.WrittenSpan.ToArray()));
        Assert.Equal(FrameDecodeResult.Done, extension.Decode(Hex("C9C90700"), true, output, 100));
        Assert.Equal("Hello", Text(output.WrittenSpan.ToArray()));
    }

    [Theory]
    [InlineData("F348CDC9C90700F348CDC9C9070000", "HelloHello")]
    [InlineData("F348CDC9C90700F248CDC9C90700", "HelloHello")]
    [InlineData("010500FAFF48656C6C6F010500FAFF48656C6C6F00", "HelloHello")]
    [InlineData("F348CDC9C90700030003000300F248CDC9C90700", "HelloHello")]
    [Trait("Rfc7692", "7.2.1")]
    public void Blocks_follow_a_final_block_in_one_message(string message, string text)
    {
        using var extension = ExtensionUse.Deflate();
        Assert.Equal(text, Text(extension.Decode(Hex(message))));
        Assert.Equal(text, Text(extension.Decode(Hex(message).ByteByByte())));
    }

    [Fact]
    [Trait("Rfc7692", "7.2.3.4")]
    public void A_final_block_without_the_empty_block_behind_it_is_understood()
    {
        using var extension = ExtensionUse.Deflate();
        Assert.Equal("Hello", Text(extension.Decode(Hex("F348CDC9C90700"))));
        Assert.Equal("Hello", Text(extension.Decode(Hex("F248CDC9C90700"))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    [Trait("Rfc7692", "7.2.3.4")]
    public void Large_messages_that_end_in_a_final_block_are_understood_however_they_are_cut(int parts)
    {
        var random = new Random(7692);
        using var extension = ExtensionUse.Deflate();
        for (var i = 0; i < 3; i++)
        {
            var content = ExtensionUse.RandomBytes(random, 300_000).Concat(ExtensionUse.Words(random, 300_000)).ToArray();
            var message = Finished(content).Append((byte)0).ToArray();
            Assert.Equal(0, message[0] & 1);
            Assert.Equal(content, extension.Decode(message.Cut(random, parts)));
        }
    }

    [Fact]
    [Trait("Rfc7692", "7.2.3.4")]
    public void What_follows_a_later_final_block_is_lost_however_it_is_cut()
    {
        // A documented limit: where the data has ended is known to the byte only if the first block is the final one.
        var message = Hex("F248050000 00FFFF CBC9C90700 F248CDC9C90700");
        using var extension = ExtensionUse.Deflate();
        Assert.Equal("Hello", Text(extension.Decode(message)));
        Assert.Equal("Hello", Text(extension.Decode(message.ByteByByte())));
        Assert.Equal("Hello", Text(extension.Decode(Hex("F248CDC9C90700"))));
    }

    [Fact]
    public void A_message_of_no_bytes_at_all_is_empty_and_changes_nothing()
    {
        using var extension = ExtensionUse.Deflate();
        Assert.Equal("Hello", Text(extension.Decode(Hex("F248CDC9C90700"))));
        Assert.Empty(extension.Decode([[]]));
        Assert.Equal("Hello", Text(extension.Decode(Hex("F200110000"))));
    }

    [Fact]
    [Trait("Rfc7692", "7.1.1")]
    public void Without_context_takeover_a_reference_to_an_earlier_message_is_invalid()
    {
        using var extension = ExtensionUse.Deflate(FrameRole.Server, o => o.ClientNoContextTakeover = true);
        Assert.Equal("Hello", Text(extension.Decode(Hex("F248CDC9C90700"))));
        Assert.Equal(FrameDecodeResult.Invalid, extension.TryDecode(out _, 100, Hex("F200110000")));
    }

    [Theory]
    [InlineData("07")]
    [InlineData("FFFFFFFF")]
    [InlineData("000500FAFE48656C6C6F00")]
    [InlineData("F200110000")]
    [InlineData("78787878787878787878787878787878")]
    [Trait("Rfc7692", "7.2.2")]
    public void What_is_not_compressed_data_is_invalid(string message)
    {
        using var extension = ExtensionUse.Deflate();
        Assert.Equal(FrameDecodeResult.Invalid, extension.TryDecode(out _, long.MaxValue, Hex(message)));
        using var other = ExtensionUse.Deflate();
        Assert.Equal(FrameDecodeResult.Invalid, other.TryDecode(out _, long.MaxValue, Hex(message).ByteByByte()));
    }

    [Theory]
    [InlineData(5, FrameDecodeResult.Done)]
    [InlineData(4, FrameDecodeResult.TooBig)]
    [InlineData(1, FrameDecodeResult.TooBig)]
    [InlineData(0, FrameDecodeResult.TooBig)]
    public void The_limit_is_exact(int maxBytes, FrameDecodeResult expected)
    {
        using var extension = ExtensionUse.Deflate();
        Assert.Equal(expected, extension.TryDecode(out var decoded, maxBytes, Hex("F248CDC9C90700")));
        Assert.Equal("Hello"[..maxBytes], Text(decoded));
    }

    [Fact]
    public void Nothing_may_come_of_a_message_for_which_nothing_is_allowed()
    {
        using var extension = ExtensionUse.Deflate();
        Assert.Equal(FrameDecodeResult.Done, extension.TryDecode(out _, 0, [0x00]));
    }

    internal static byte[] Hex(string text) => Convert.FromHexString(text.Replace(" ", "", StringComparison.Ordinal));

    private static string Text(byte[] bytes) => System.Text.Encoding.ASCII.GetString(bytes);

    private static byte[] Finished(byte[] content)
    {
        var output = new MemoryStream();
        using (var compressor = new DeflateStream(output, CompressionLevel.Optimal))
        {
            compressor.Write(content);
        }

        return output.ToArray();
    }
}
