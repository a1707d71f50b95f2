using Microsoft.Extensions.Logging.Abstractions;
using WsToolkit.Dialects;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Framing;
using WsToolkit.Sessions;

namespace WsToolkit.Tests.Sessions;

/// <summary>What has arrived is handed out, although nothing can be sent any more.</summary>
public sealed class FailedSendTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly byte[] Close = [0x88, 0x82, 0, 0, 0, 0, 0x0F, 0xA1];
    private static readonly byte[] Call = [0x81, 0x80 | 12, 0, 0, 0, 0, .. """{"method":1}"""u8];
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Messages_and_the_close_frame_are_received(bool pipes)
    {
        var (peer, server) = Servers.Create(pipes);
        await peer.WriteAsync((byte[])[.. Call, .. Call, .. Close]);
        await FailToSendAsync(peer, server);
        Assert.Equal(WsMessageType.Text, (await ReceiveAsync(server)).Type);
        Assert.True(server.TryReceive(out _));
        Assert.Equal((WsCloseCode)4001, (await ReceiveAsync(server)).Close!.Code);
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_a_close_frame_the_failure_follows_the_messages(bool pipes)
    {
        var (peer, server) = Servers.Create(pipes);
        await peer.WriteAsync(Call);
        await FailToSendAsync(peer, server);
        Assert.Equal(WsMessageType.Text, (await ReceiveAsync(server)).Type);
        await Assert.ThrowsAsync<IOException>(() => ReceiveAsync(server));
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_session_handles_them_and_ends_with_the_code_of_the_close_frame(bool pipes)
    {
        var (peer, server) = Servers.Create(pipes);
        await using var session = Session(server);
        var calls = 0;
        var running = session.RunAsync(new Handler(() =>
        {
            if (++calls == 1)
            {
                Write(peer, [.. Call, .. Close]);
                peer.Dispose();
                session.Queue.SendRaw("lost"u8, WsMessageType.Text);
            }
        }));
        await peer.WriteAsync(Call);
        Assert.Equal((WsCloseCode)4001, (await running.WaitAsync(Patience)).Code);
        Assert.Equal(2, calls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_session_without_a_close_frame_ends_with_1006(bool pipes)
    {
        var (peer, server) = Servers.Create(pipes);
        await using var session = Session(server);
        var running = session.RunAsync(new Handler(() =>
        {
            peer.Dispose();
            session.Queue.SendRaw("lost"u8, WsMessageType.Text);
        }));
        await peer.WriteAsync(Call);
        Assert.Equal(WsCloseCode.Abnormal, (await running.WaitAsync(Patience)).Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_takes_nothing_more_and_does_not_hang_up_is_dropped_after_a_moment(bool pipes)
    {
        var (peer, server) = Servers.Create(pipes);
        await using var session = Session(server);
        var running = session.RunAsync(new Handler(() => session.Queue.SendRaw("lost"u8, WsMessageType.Text)));
        peer.StopReading();
        await peer.WriteAsync(Call);
        await _time.TimerIsSetFor(TimeSpan.FromMilliseconds(250));
        _time.Advance(TimeSpan.FromMilliseconds(250) - TimeSpan.FromTicks(1));
        Assert.False(running.IsCompleted);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(WsCloseCode.Abnormal, (await running.WaitAsync(Patience)).Code);
    }

    private static async Task FailToSendAsync(DuplexStream peer, FrameTransport server)
    {
        await peer.DisposeAsync();
        using var output = new OutputBuffer();
        server.WriteMessage(output, WsMessageType.Text, "lost"u8);
        await Assert.ThrowsAsync<IOException>(() => server.SendAsync(output, default).AsTask());
    }

    private static void Write(DuplexStream peer, byte[] bytes) => Assert.True(peer.WriteAsync(bytes).IsCompletedSuccessfully);

    private static Task<WsMessage> ReceiveAsync(FrameTransport server) => server.ReceiveAsync(default).AsTask().WaitAsync(Patience);

    private WsSession Session(FrameTransport server) => new(
        server,
        new DefaultDialect(),
        WsDialectRole.Server,
        new SessionLimits
        {
            SendQueueBytes = 1024,
            SendQueueMessages = 16,
            SendTimeout = Patience,
            CloseTimeout = Patience,
            KeepAliveInterval = Timeout.InfiniteTimeSpan,
            KeepAliveTimeout = Patience,
        },
        _time,
        NullLogger.Instance);

    private sealed class Handler(Action onMessage) : IWsSessionHandler
    {
        public void OnMessage(in WsEnvelope envelope, ref bool reads) => onMessage();

        public void OnHeldUp()
        {
        }

        public long OnDue(long now) => long.MaxValue;

        public void OnClosed(WsConnectionLostException lost)
        {
        }
    }
}
