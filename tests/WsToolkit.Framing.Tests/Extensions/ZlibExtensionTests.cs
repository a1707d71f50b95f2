using System.Buffers;
using System.Text;

namespace WsToolkit.Framing.Tests.Extensions;

/// <summary>The extension of the original document: zlib on RSV1.</summary>
public sealed class ZlibExtensionTests
{
    // What Python's zlib.compress(b"hello hello hello") gives.
    private const string Hello = "789CCB48CDC9C957C84090003A2E067D";

    [Fact]
    public void It_owns_rsv1_and_compresses_everything()
    {
        using var extension = new ZlibExtension();
        Assert.Equal(("zlib", ReservedBits.Rsv1), (extension.Name, extension.ReservedBits));
        Assert.True(extension.BeginEncode(FrameType.Text, 0));
        using var reluctant = new ZlibExtension(minMessageBytes: 100);
        Assert.False(reluctant.BeginEncode(FrameType.Text, 99));
        Assert.True(reluctant.BeginEncode(FrameType.Text, 100));
    }

    [Fact]
    public void A_message_is_one_zlib_stream()
    {
        using var extension = new ZlibExtension();
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal("hello hello hello", Encoding.ASCII.GetString(extension.Decode(PerMessageDeflateDecodeTests.Hex(Hello))));
            var encoded = extension.Encode("hello hello hello"u8.ToArray());
            Assert.Equal(0x78, encoded[0]);
            Assert.Equal("hello hello hello", Encoding.ASCII.GetString(extension.Decode(encoded.ByteByByte())));
        }
    }

    [Fact]
    public void Nothing_is_compressed_as_python_does()
    {
        using var extension = new ZlibExtension();
        Assert.Equal("789C030000000001", Convert.ToHexString(extension.Encode([[]])));
        Assert.Empty(extension.Decode(extension.Encode([[]])));
        Assert.Empty(extension.Decode(extension.Encode([], [])));
    }

    [Fact]
    public void Fragments_arrive_one_by_one()
    {
        using var sender = new ZlibExtension();
        using var receiver = new ZlibExtension();
        var sent = new ArrayBufferWriter<byte>();
        var received = new ArrayBufferWriter<byte>();
        sender.Encode("first, "u8, true, false, sent);
        Assert.Equal(FrameDecodeResult.Done, receiver.Decode(sent.WrittenSpan, false, received, 100));
        Assert.Equal("first, ", Encoding.ASCII.GetString(received.WrittenSpan));
        sent.Clear();
        sender.Encode("second"u8, true, true, sent);
        Assert.Equal(FrameDecodeResult.Done, receiver.Decode(sent.WrittenSpan, true, received, 100));
        Assert.Equal("first, second", Encoding.ASCII.GetString(received.WrittenSpan));
    }

    [Theory]
    [InlineData("", "no stream")]
    [InlineData("789C", "only its start")]
    [InlineData("789CCB48CDC9C957C8409000", "no checksum")]
    [InlineData("789CCB48CDC9C957C84090003A2E067C", "wrong checksum")]
    [InlineData("789DCB48CDC9C957C84090003A2E067D", "wrong header")]
    [InlineData("78BB00000001CB48CDC9C957C8409000", "a dictionary")]
    [InlineData("48656C6C6F", "not compressed")]
    public void What_is_not_a_whole_stream_is_invalid(string message, string why)
    {
        _ = why;
        using var extension = new ZlibExtension();
        Assert.Equal(FrameDecodeResult.Invalid, extension.TryDecode(out _, 1000, Convert.FromHexString(message)));
    }

    [Fact]
    public void What_follows_the_stream_is_passed_over_however_it_is_cut()
    {
        using var extension = new ZlibExtension();
        var message = PerMessageDeflateDecodeTests.Hex(Hello + "48656C6C6F");
        Assert.Equal("hello hello hello", Encoding.ASCII.GetString(extension.Decode(message)));
        Assert.Equal("hello hello hello", Encoding.ASCII.GetString(extension.Decode(message.ByteByByte())));
        Assert.Equal("hello hello hello", Encoding.ASCII.GetString(extension.Decode(message)));
    }

    [Fact]
    public void Any_content_cut_anywhere_comes_back()
    {
        var random = new Random(1950);
        using var sender = new ZlibExtension();
        using var receiver = new ZlibExtension();
        for (var round = 0; round < 200; round++)
        {
            var size = round == 0 ? 1024 * 1024 : random.Next(10_000);
            var content = random.Next(2) == 0 ? ExtensionUse.Words(random, size) : ExtensionUse.RandomBytes(random, size);
            var message = sender.Encode(content.Cut(random, random.Next(1, 4)));
            Assert.True(content.AsSpan().SequenceEqual(receiver.Decode(message.Cut(random, random.Next(1, 9)))));
        }
    }
}
