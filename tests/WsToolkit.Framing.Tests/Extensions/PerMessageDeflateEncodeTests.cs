using System.IO.Compression;
using System.Text;

namespace WsToolkit.Framing.Tests.Extensions;

/// <summary>The sending half of permessage-deflate, read by a decompressor that shares nothing with it.</summary>
public sealed class PerMessageDeflateEncodeTests
{
    [Fact]
    [Trait("Rfc7692", "7.2.3.1")]
    public void A_message_is_compressed_as_in_the_rfc()
    {
        using var extension = ExtensionUse.Deflate();
        Assert.Equal("F248CDC9C90700", Convert.ToHexString(extension.Encode("Hello"u8.ToArray())));
        Assert.Equal("F200110000", Convert.ToHexString(extension.Encode("Hello"u8.ToArray())));
    }

    [Fact]
    [Trait("Rfc7692", "7.1.1")]
    public void Without_context_takeover_equal_messages_travel_as_equal_bytes()
    {
        using var extension = ExtensionUse.Deflate(FrameRole.Client, o => o.ClientNoContextTakeover = true);
        Assert.Equal("F248CDC9C90700", Convert.ToHexString(extension.Encode("Hello"u8.ToArray())));
        Assert.Equal("F248CDC9C90700", Convert.ToHexString(extension.Encode("Hello"u8.ToArray())));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [Trait("Rfc7692", "7.2.3.6")]
    public void An_empty_message_is_one_byte(int fragments)
    {
        using var extension = ExtensionUse.Deflate();
        byte[][] empty = [.. Enumerable.Repeat(Array.Empty<byte>(), fragments)];
        Assert.Equal([0x00], extension.Encode(empty));
        extension.Encode("Hello"u8.ToArray());
        Assert.Equal([0x00], extension.Encode(empty));
    }

    [Fact]
    [Trait("Rfc7692", "7.2.1")]
    public void A_fragment_can_be_understood_before_the_next_arrives()
    {
        using var sender = ExtensionUse.Deflate();
        using var receiver = ExtensionUse.Deflate(FrameRole.Server);
        var sent = new System.Buffers.ArrayBufferWriter<byte>();
        var received = new System.Buffers.ArrayBufferWriter<byte>();
        string[] fragments = ["the first, ", "", "the second ", "and the last", ""];
        var text = "";
        for (var i = 0; i < fragments.Length; i++)
        {
            sent.Clear();
            text += fragments[i];
            sender.Encode(Encoding.ASCII.GetBytes(fragments[i]), true, i == fragments.Length - 1, sent);
            Assert.Equal(FrameDecodeResult.Done, receiver.Decode(sent.WrittenSpan, i == fragments.Length - 1, received, 1000));
            Assert.Equal(text, Encoding.ASCII.GetString(received.WrittenSpan));
        }
    }

    [Fact]
    public void Parts_that_do_not_end_a_frame_make_one_message()
    {
        using var sender = ExtensionUse.Deflate();
        var sent = new System.Buffers.ArrayBufferWriter<byte>();
        sender.Encode("Hel"u8, false, false, sent);
        sender.Encode("lo"u8, false, false, sent);
        sender.Encode([], true, true, sent);
        Assert.Equal("F248CDC9C90700", Convert.ToHexString(sent.WrittenSpan));
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Fastest)]
    [InlineData(CompressionLevel.Optimal)]
    [InlineData(CompressionLevel.SmallestSize)]
    [Trait("Rfc7692", "7.2.1")]
    public void Every_level_leaves_out_the_end_of_the_flush(CompressionLevel level)
    {
        var random = new Random(1);
        using var extension = ExtensionUse.Deflate(FrameRole.Server, o => o.Level = level);
        var reference = new ReferenceInflater();
        for (var i = 0; i < 20; i++)
        {
            var content = i % 2 == 0 ? ExtensionUse.Words(random, i * 500) : ExtensionUse.RandomBytes(random, i * 500);
            Assert.Equal(content, reference.Message(extension.Encode(content.Cut(random, 1 + (i % 3)))));
        }

        Assert.Equal(0, reference.FinalBlocks);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(15)]
    [Trait("Rfc7692", "7.1.2")]
    public void No_reference_reaches_out_of_the_window(int bits)
    {
        foreach (var role in new[] { FrameRole.Client, FrameRole.Server })
        {
            foreach (var forgets in new[] { false, true })
            {
                var random = new Random(bits);
                using var sender = ExtensionUse.Deflate(role, o =>
                {
                    (o.ClientMaxWindowBits, o.ServerMaxWindowBits) = role == FrameRole.Client ? (bits, 15) : (15, bits);
                    o.ClientNoContextTakeover = o.ServerNoContextTakeover = forgets;
                });
                Assert.Equal(bits, sender.SendWindowBits);
                var reference = new ReferenceInflater();
                foreach (var length in new[] { 0, 1, 100, 255, 256, 257, 5000, 1 << bits, (1 << bits) + 1, 3 << bits, 70_000 })
                {
                    var content = ExtensionUse.Words(random, length);
                    Assert.Equal(content, reference.Message(sender.Encode(content.Cut(random, random.Next(1, 4))), forgets));
                }

                Assert.Equal(0, reference.FinalBlocks);
                Assert.InRange(reference.LargestDistance, (1 << bits) / 2, 1 << bits);
            }
        }
    }

    [Fact]
    public void With_context_takeover_a_small_window_still_reaches_into_earlier_messages()
    {
        using var sender = ExtensionUse.Deflate(FrameRole.Client, o => o.ClientMaxWindowBits = 10);
        Assert.Equal("F248CDC9C90700", Convert.ToHexString(sender.Encode("Hello"u8.ToArray())));
        Assert.Equal("F200110000", Convert.ToHexString(sender.Encode("Hello"u8.ToArray())));
    }

    [Fact]
    public void Small_messages_are_left_alone()
    {
        using var extension = new PerMessageDeflate().Create(FrameRole.Client);
        Assert.False(extension.BeginEncode(FrameType.Text, 255));
        Assert.True(extension.BeginEncode(FrameType.Text, 256));
    }

    [Fact]
    public void The_application_decides_message_by_message()
    {
        using var extension = ExtensionUse.Deflate(FrameRole.Client, o =>
        {
            o.MinMessageBytes = 10;
            o.ShouldCompress = (type, length) => type == FrameType.Text && length < 1000;
        });
        Assert.True(extension.BeginEncode(FrameType.Text, 500));
        Assert.False(extension.BeginEncode(FrameType.Text, 5));
        Assert.False(extension.BeginEncode(FrameType.Text, 1000));
        Assert.False(extension.BeginEncode(FrameType.Binary, 500));
    }
}
