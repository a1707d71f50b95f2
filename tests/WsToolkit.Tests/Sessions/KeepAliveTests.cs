using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Framing;
using WsToolkit.Sessions;

namespace WsToolkit.Tests.Sessions;

/// <summary>Keep-alive on the clock of the session.</summary>
public sealed class KeepAliveTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly FakeTimeProvider _time = new();
    private readonly DuplexStream _peer;
    private readonly FrameConnection _frames = new(FrameRole.Server);
    private readonly WsClient _client;

    public KeepAliveTests()
    {
        (_peer, var stream) = DuplexStream.CreatePair();
        _client = WsClient.Create(
            new FrameTransport(stream, new FrameConnection(FrameRole.Client)), new WsClientOptions { TimeProvider = _time, CloseTimeout = TimeSpan.Zero });
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _client.Abort();
        await _client.DisposeAsync();
        await _peer.DisposeAsync();
        _frames.Dispose();
    }

    [Fact]
    public async Task A_silent_connection_is_pinged_at_every_interval()
    {
        for (var i = 0; i < 3; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(30));
            Assert.Equal(FrameEventKind.Ping, await ReadAsync());
            await PeerSaysAsync(FrameType.Pong);
        }

        Assert.False(_client.Completion.IsCompleted);
    }

    [Fact]
    public async Task Who_does_not_answer_is_dropped()
    {
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(FrameEventKind.Ping, await ReadAsync());
        _time.Advance(TimeSpan.FromSeconds(19.9));
        Assert.False(_client.Completion.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(WsCloseCode.Abnormal, (await _client.Completion.WaitAsync(Patience)).Code);
    }

    [Fact]
    public async Task Anything_that_arrives_is_a_sign_of_life()
    {
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(FrameEventKind.Ping, await ReadAsync());

        // A part of a message that takes its time.
        await _peer.WriteAsync(new byte[] { 0x01, 0x01, 0x61 });
        await PeerSaysAsync(FrameType.Ping);
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.False(_client.Completion.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(FrameEventKind.Ping, await ReadAsync());
        _time.Advance(TimeSpan.FromSeconds(20));
        await _client.Completion.WaitAsync(Patience);
    }

    // Says something, and waits until the client has read it: until its pong for a ping behind it.
    private async Task PeerSaysAsync(FrameType type)
    {
        using var output = new OutputBuffer();
        _frames.Write(output, type, []);
        _frames.Write(output, FrameType.Ping, "seen"u8);
        await _peer.WriteAsync(output.Written.First);
        while (await ReadAsync() is var kind && (kind != FrameEventKind.Pong || _last != "seen"))
        {
        }
    }

    private string _last = "";

    private async Task<FrameEventKind> ReadAsync()
    {
        FrameEvent frame;
        while (!_frames.TryRead(out frame))
        {
            _frames.AdvanceReceived(await _peer.ReadAsync(_frames.GetReceiveMemory()).AsTask().WaitAsync(Patience));
        }

        _last = System.Text.Encoding.UTF8.GetString(frame.Payload.Span);
        return frame.Kind;
    }
}
