using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Framing;
using WsToolkit.Sessions;

namespace WsToolkit.Tests.Sessions;

/// <summary>Other ends that do not take what is sent, or take it slowly.</summary>
public sealed class SlowReaderTests
{
    private const int Piece = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Instant = TimeSpan.FromTicks(1);
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(false, 2_000)]
    [InlineData(true, 2_000)]
    [InlineData(false, 200_000)]
    [InlineData(true, 200_000)]
    public async Task Who_takes_nothing_is_dropped_when_the_time_is_over_and_not_before(bool pipes, int size)
    {
        var (_, server) = Create(pipes);
        var sending = SendAsync(server, size);
        _time.Advance(Timeout - Instant);
        Assert.False(sending.IsCompleted);
        _time.Advance(Instant);
        await Assert.ThrowsAsync<IOException>(() => sending.WaitAsync(Patience));
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_takes_each_of_many_messages_just_in_time_is_kept(bool pipes)
    {
        var (peer, server) = Create(pipes);
        for (var i = 0; i < 20; i++)
        {
            var sending = SendAsync(server, 2_000);
            _time.Advance(Timeout - Instant);
            Assert.False(sending.IsCompleted);
            await ReadAsync(peer, 2_004);
            await sending.WaitAsync(Patience);
        }

        await server.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_takes_a_large_message_piece_by_piece_is_kept(bool pipes)
    {
        var (peer, server) = Create(pipes);
        const int Pieces = 12;
        var sending = SendAsync(server, Pieces * Piece);
        for (var i = 0; i < Pieces; i++)
        {
            _time.Advance(Timeout - Instant);
            Assert.False(sending.IsCompleted);

            // The first byte of the next piece says that this one is through.
            await ReadAsync(peer, i == 0 ? Piece + 1 : Piece);
        }

        await ReadAsync(peer, 10 - 1);
        await sending.WaitAsync(Patience);
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_stops_taking_in_the_middle_is_dropped(bool pipes)
    {
        var (peer, server) = Create(pipes);
        var sending = SendAsync(server, 4 * Piece);
        _time.Advance(Timeout - Instant);
        await ReadAsync(peer, Piece + 1);
        _time.Advance(Instant);
        Assert.False(sending.IsCompleted);
        _time.Advance(Timeout - Instant);
        Assert.False(sending.IsCompleted);
        _time.Advance(Instant);
        await Assert.ThrowsAsync<IOException>(() => sending.WaitAsync(Patience));
        await server.DisposeAsync();
    }

    private (Stream Peer, FrameTransport Server) Create(bool pipes)
    {
        var (peer, server) = Servers.Create(pipes, bufferBytes: 1000);
        server.SendTimeout = Timeout;
        server.TimeProvider = _time;
        return (peer, server);
    }

    private static async Task SendAsync(FrameTransport server, int size)
    {
        using var output = new OutputBuffer();
        server.WriteMessage(output, WsMessageType.Binary, new byte[size]);
        await server.SendAsync(output, default);
    }

    private static Task ReadAsync(Stream peer, int count) => peer.ReadExactlyAsync(new byte[count]).AsTask().WaitAsync(Patience);
}
