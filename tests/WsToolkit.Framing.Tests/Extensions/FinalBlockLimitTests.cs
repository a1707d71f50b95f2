using System.Buffers;

namespace WsToolkit.Framing.Tests.Extensions;

/// <summary>Each final block costs its receiver a new inflater, so that a message may have only so many (RFC 7692, section 7.2.3.4).</summary>
public sealed class FinalBlockLimitTests
{
    [Theory]
    [InlineData(200, FrameDecodeResult.Done)]
    [InlineData(300, FrameDecodeResult.Invalid)]
    public void A_message_has_only_so_many_final_blocks(int blocks, FrameDecodeResult expected)
    {
        using var extension = new PerMessageDeflate().Create(FrameRole.Server);
        extension.BeginDecode(FrameType.Binary);
        var output = new ArrayBufferWriter<byte>();
        var content = Enumerable.Repeat(new byte[] { 0x03, 0x00 }, blocks).SelectMany(static block => block).ToArray();
        Assert.Equal(expected, extension.Decode(content, endOfMessage: true, output, maxBytes: 1000));
        Assert.Equal(0, output.WrittenCount);
    }

    [Fact]
    public void The_next_message_counts_anew()
    {
        using var extension = new PerMessageDeflate().Create(FrameRole.Server);
        var output = new ArrayBufferWriter<byte>();
        var content = Enumerable.Repeat(new byte[] { 0x03, 0x00 }, 200).SelectMany(static block => block).ToArray();
        for (var message = 0; message < 3; message++)
        {
            extension.BeginDecode(FrameType.Binary);
            Assert.Equal(FrameDecodeResult.Done, extension.Decode(content, endOfMessage: true, output, maxBytes: 1000));
        }
    }
}
