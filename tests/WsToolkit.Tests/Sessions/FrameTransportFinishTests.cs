using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Framing;
using WsToolkit.Sessions;

namespace WsToolkit.Tests.Sessions;

/// <summary>Closing in good order, while others use the transport or the other end does as it likes.</summary>
public sealed class FrameTransportFinishTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly byte[] Close = [0x88, 0x82, 0, 0, 0, 0, 0x0F, 0xA1];
    private static readonly byte[] Message = [0x81, 0x81, 0, 0, 0, 0, (byte)'a'];
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_still_receives_gets_the_close_frame_and_nothing_before_it(bool pipes)
    {
        var (peer, server) = Servers.Create(pipes);
        var receiving = server.ReceiveAsync(default).AsTask();
        var finishing = FinishAsync(server);
        Assert.Equal([0x88, 2, 0x03, 0xE8], await ReadAsync(peer, 4));
        await peer.WriteAsync(Message);
        await peer.WriteAsync(Message);
        await Assert.ThrowsAsync<IOException>(() => server.ReceiveAsync(default).AsTask());
        Assert.False(server.TryReceive(out _));
        Assert.False(finishing.IsCompleted);

        await peer.WriteAsync(Close);
        var message = await receiving.WaitAsync(Patience);
        Assert.Equal((WsMessageType.Close, 4001), (message.Type, (int)message.Close!.Code));
        await finishing;
        Assert.Equal(0, await peer.ReadAsync(new byte[1]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_has_arrived_and_was_not_received_is_passed_over(bool pipes)
    {
        var (peer, server) = Servers.Create(pipes);
        await peer.WriteAsync((byte[])[.. Message, .. Message, .. Message]);
        await server.ReceiveAsync(default);
        var finishing = FinishAsync(server);
        await peer.WriteAsync((byte[])[.. Message, .. Close]);
        await finishing;
        Assert.Equal([0x88, 2, 0x03, 0xE8], await ReadAsync(peer, 4));
        Assert.Equal(0, await peer.ReadAsync(new byte[1]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_still_receives_is_stopped_when_the_other_end_never_closes(bool pipes)
    {
        var (_, server) = Servers.Create(pipes);
        var receiving = server.ReceiveAsync(default).AsTask();
        var finishing = FinishAsync(server);
        _time.Advance(TimeSpan.FromSeconds(5) - TimeSpan.FromTicks(1));
        Assert.False(finishing.IsCompleted);
        Assert.False(receiving.IsCompleted);
        _time.Advance(TimeSpan.FromTicks(1));
        await finishing;
        await Assert.ThrowsAsync<IOException>(() => receiving.WaitAsync(Patience));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Who_breaks_the_protocol_instead_of_closing_gets_a_moment_to_hang_up(bool pipes, bool receives)
    {
        var (peer, server) = Servers.Create(pipes);
        var receiving = receives ? server.ReceiveAsync(default).AsTask() : null;
        var finishing = FinishAsync(server);
        var moment = _time.TimerIsSetFor(TimeSpan.FromMilliseconds(250));
        await peer.WriteAsync(new byte[] { 0xFF, 0xFF });
        await moment;
        await peer.WriteAsync(new byte[1000]);
        Assert.False(finishing.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(250));
        await finishing;
        if (receiving is not null)
        {
            await Assert.ThrowsAsync<WsTransportException>(() => receiving);
        }

        Assert.Equal([0x88, 2, 0x03, 0xE8], await ReadAsync(peer, 4));
        Assert.Equal(0, await peer.ReadAsync(new byte[1]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_close_frame_that_somebody_else_sends_leaves_before_the_end(bool pipes)
    {
        var (peer, server) = Servers.Create(pipes, bufferBytes: 1000);
        using var output = new OutputBuffer();
        server.WriteMessage(output, WsMessageType.Binary, new byte[2000]);
        var sending = server.SendAsync(output, default).AsTask();
        _ = server.CloseAsync(WsCloseCode.GoingAway, null, default).AsTask();
        await peer.WriteAsync(Close);
        var finishing = FinishAsync(server);
        Assert.False(sending.IsCompleted);
        Assert.False(finishing.IsCompleted);

        await ReadAsync(peer, 2004);
        Assert.Equal([0x88, 2, 0x03, 0xE9], await ReadAsync(peer, 4));
        await sending.WaitAsync(Patience);
        await finishing;
    }

    private Task FinishAsync(FrameTransport server) => server.FinishAsync(time: _time).AsTask().WaitAsync(Patience);

    private static async Task<byte[]> ReadAsync(Stream peer, int count)
    {
        var bytes = new byte[count];
        await peer.ReadExactlyAsync(bytes).AsTask().WaitAsync(Patience);
        return bytes;
    }
}
