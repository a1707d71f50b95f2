using System.Buffers;

namespace WsToolkit.Framing.Tests.Frames;

/// <summary>Messages take a short way into an <see cref="OutputBuffer"/> where they can; the bytes are the same as on the long one.</summary>
public sealed class WholeMessageTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(16_383)]
    [InlineData(16_384)]
    [InlineData(16_385)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    public void A_message_is_the_same_in_every_writer(int size)
    {
        var content = Content(size);
        using var server = new FrameConnection(FrameRole.Server);
        using var output = new OutputBuffer();
        var writer = new ArrayBufferWriter<byte>();
        output.Write("before"u8);
        server.Write(output, FrameType.Binary, content);
        server.Write(writer, FrameType.Binary, content);
        Assert.Equal([.. "before"u8, .. writer.WrittenSpan], output.Written.ToArray());

        using var client = new FrameConnection(FrameRole.Client);
        using var reader = new FrameConnection(FrameRole.Server);
        output.Reset();
        client.Write(output, FrameType.Text, content);
        reader.Receive(output.Written);
        Assert.True(reader.TryRead(out var read));
        Assert.Equal(content, read.Payload.ToArray());
    }

    [Theory]
    [InlineData(FrameRole.Server)]
    [InlineData(FrameRole.Client)]
    public void A_message_may_begin_anywhere_in_a_segment_and_end_anywhere_in_another(FrameRole role)
    {
        using var writer = new FrameConnection(role);
        using var reader = new FrameConnection(role == FrameRole.Server ? FrameRole.Client : FrameRole.Server);
        for (var before = 0; before < 70; before++)
        {
            foreach (var size in (int[])[0, 1, 40, 125, 126, 300])
            {
                using var output = new OutputBuffer(64);
                writer.Write(output, FrameType.Binary, Content(before));
                var message = writer.BeginMessage(output, FrameType.Text);
                output.Write(Content(size / 2));
                output.Write(Content(size - (size / 2)));
                writer.EndMessage(output, message, FrameType.Text);
                writer.Write(output, FrameType.Binary, "end"u8);

                reader.Receive(output.Written);
                Assert.True(reader.TryRead(out var first));
                Assert.Equal(Content(before), first.Payload.ToArray());
                Assert.True(reader.TryRead(out var second));
                Assert.Equal((byte[])[.. Content(size / 2), .. Content(size - (size / 2))], second.Payload.ToArray());
                Assert.True(reader.TryRead(out var third));
                Assert.Equal("end"u8.ToArray(), third.Payload.ToArray());
            }
        }
    }

    [Fact]
    public void What_must_not_be_written_is_refused_and_leaves_nothing_behind()
    {
        using var server = new FrameConnection(FrameRole.Server);
        using var output = new OutputBuffer();
        Assert.Throws<ArgumentException>(() => server.Write(output, FrameType.Data(3, "other"), "x"u8));
        Assert.Throws<InvalidOperationException>(() => server.Write(output, FrameType.Continuation, "x"u8));
        Assert.Throws<ArgumentException>(() => server.Write(output, FrameType.Ping, new byte[126]));
        Assert.Throws<ArgumentException>(() => server.Write(output, FrameType.Close, []));
        Assert.Equal(0, output.Length);

        server.Write(output, FrameType.Text, "x"u8, endOfMessage: false);
        var length = output.Length;
        Assert.Throws<InvalidOperationException>(() => server.Write(output, FrameType.Binary, "y"u8));
        Assert.Equal(length, output.Length);
        server.Write(output, FrameType.Text, "y"u8);
        Assert.Equal([0x01, 1, (byte)'x', 0x80, 1, (byte)'y'], output.Written.ToArray());

        var begun = server.BeginMessage(output, FrameType.Text);
        Assert.Throws<InvalidOperationException>(() => server.Write(output, FrameType.Text, "z"u8));
        server.EndMessage(output, begun, FrameType.Text);
        server.WriteClose(output);
        Assert.Throws<InvalidOperationException>(() => server.Write(output, FrameType.Text, "z"u8));
    }

    private static byte[] Content(int size) => [.. Enumerable.Range(0, size).Select(static index => (byte)('a' + (index % 26)))];
}
