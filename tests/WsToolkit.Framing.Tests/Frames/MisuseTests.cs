using System.Buffers;

namespace WsToolkit.Framing.Tests.Frames;

/// <summary>What a caller gets wrong is told to the caller, not to the other end.</summary>
public sealed class MisuseTests
{
    [Fact]
    public void Nothing_can_be_written_into_a_message_that_has_been_begun()
    {
        using var output = new OutputBuffer();
        using var elsewhere = new OutputBuffer();
        using var connection = new FrameConnection(FrameRole.Server);
        var place = connection.BeginMessage(output, FrameType.Text);
        output.Write("a"u8);
        Assert.Throws<InvalidOperationException>(() => connection.WriteText(output, "b"));
        Assert.Throws<InvalidOperationException>(() => connection.Write(output, FrameType.Ping, []));
        Assert.Throws<InvalidOperationException>(() => connection.WriteClose(output));
        Assert.Throws<InvalidOperationException>(() => connection.BeginMessage(output, FrameType.Text));
        connection.Write(elsewhere, FrameType.Ping, []);
        connection.EndMessage(output, place, FrameType.Text);
        connection.WriteText(output, "c");
        Assert.Equal([0x81, 1, (byte)'a', 0x81, 1, (byte)'c'], output.Written.ToArray());
    }

    [Fact]
    public void A_message_ends_where_and_as_what_it_was_begun()
    {
        using var output = new OutputBuffer();
        using var elsewhere = new OutputBuffer();
        using var connection = new FrameConnection(FrameRole.Server);
        using var other = new FrameConnection(FrameRole.Server);
        var place = connection.BeginMessage(output, FrameType.Text);
        Assert.Throws<InvalidOperationException>(() => connection.EndMessage(output, place, FrameType.Binary));
        Assert.Throws<InvalidOperationException>(() => connection.EndMessage(elsewhere, place, FrameType.Text));
        Assert.Throws<InvalidOperationException>(() => other.EndMessage(output, place, FrameType.Text));
        connection.EndMessage(output, place, FrameType.Text);
        Assert.Throws<InvalidOperationException>(() => connection.EndMessage(output, place, FrameType.Text));
        Assert.Equal([0x81, 0], output.Written.ToArray());
    }

    [Fact]
    public void A_message_that_was_begun_can_be_given_up()
    {
        using var output = new OutputBuffer();
        using var connection = new FrameConnection(FrameRole.Server);
        var start = output.Mark();
        connection.BeginMessage(output, FrameType.Text);
        output.Rewind(start);
        connection.WriteText(output, "a");
        connection.BeginMessage(output, FrameType.Text);
        output.Reset();
        connection.WriteText(output, "b");
        Assert.Equal([0x81, 1, (byte)'b'], output.Written.ToArray());
    }

    [Fact]
    public void An_extension_serves_one_connection()
    {
        var extension = new ZlibExtension();
        using var connection = new FrameConnection(FrameRole.Server, null, [extension]);
        var exception = Assert.Throws<ArgumentException>(() => new FrameConnection(FrameRole.Client, null, [extension]));
        Assert.Contains("zlib", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_that_has_been_disposed_takes_and_lends_nothing()
    {
        var connection = new FrameConnection(FrameRole.Server);
        connection.Dispose();
        Assert.Throws<ObjectDisposedException>(() => connection.GetReceiveMemory());
        Assert.Throws<ObjectDisposedException>(() => connection.Receive([1]));
        Assert.Throws<ObjectDisposedException>(() => connection.Write(new ArrayBufferWriter<byte>(), FrameType.Text, []));
        Assert.False(connection.TryRead(out _));
    }
}
