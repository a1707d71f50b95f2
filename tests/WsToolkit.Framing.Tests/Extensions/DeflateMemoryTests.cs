using System.Buffers;

namespace WsToolkit.Framing.Tests.Extensions;

/// <summary>What permessage-deflate allocates.</summary>
public sealed class DeflateMemoryTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(1000)]
    [InlineData(100_000)]
    public void With_context_takeover_nothing_is_allocated_per_message(int size)
    {
        using var sender = ExtensionUse.Deflate();
        using var receiver = ExtensionUse.Deflate(FrameRole.Server);
        var content = ExtensionUse.Words(new Random(5), size);
        var sent = new ArrayBufferWriter<byte>(2 * size + 1000);
        var received = new ArrayBufferWriter<byte>(2 * size + 1000);

        for (var i = 0; i < 20; i++)
        {
            Message();
        }

        Assert.Equal(0, Allocated.By(Message));
        Assert.True(content.AsSpan().SequenceEqual(received.WrittenSpan));

        void Message()
        {
            sent.ResetWrittenCount();
            received.ResetWrittenCount();
            sender.BeginEncode(FrameType.Binary, content.Length);
            sender.Encode(content, true, true, sent);
            receiver.BeginDecode(FrameType.Binary);
            receiver.Decode(sent.WrittenSpan, true, received, size);
        }
    }

    [Fact]
    public void Until_a_message_is_compressed_there_is_next_to_nothing()
    {
        var negotiator = new PerMessageDeflate();
        Assert.InRange(Allocated.By(() => negotiator.Create(FrameRole.Server).Dispose(), runs: 1), 1, 1024);
    }

    [Fact]
    public void Both_halves_can_be_used_at_the_same_time()
    {
        using var one = ExtensionUse.Deflate();
        using var other = ExtensionUse.Deflate(FrameRole.Server);
        var content = ExtensionUse.Words(new Random(6), 3000);
        var forOne = Enumerable.Range(0, 200).Select(_ => other.Encode(content)).ToArray();
        using var third = ExtensionUse.Deflate(FrameRole.Server);
        Parallel.Invoke(
            () => Assert.All(forOne, message => Assert.Equal(content, one.Decode(message))),
            () => Assert.All(forOne, _ => Assert.Equal(content, third.Decode(one.Encode(content)))));
    }
}
