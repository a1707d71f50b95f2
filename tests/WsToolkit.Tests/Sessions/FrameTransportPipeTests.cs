using System.IO.Pipelines;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Framing;
using WsToolkit.Sessions;

namespace WsToolkit.Tests.Sessions;

/// <summary>What a server's transport does with the pipes of its connection.</summary>
public sealed class FrameTransportPipeTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Pipe _forth = new(new PipeOptions(useSynchronizationContext: false));
    private readonly Pipe _back = new(new PipeOptions(pauseWriterThreshold: 1000, resumeWriterThreshold: 500, useSynchronizationContext: false));
    private readonly FakeTimeProvider _time = new();
    private readonly Owner _owner = new();
    private readonly FrameTransport _server;
    private int _aborted;

    public FrameTransportPipeTests()
        => _server = new FrameTransport(
            new Ends(_forth.Reader, _back.Writer),
            new FrameConnection(FrameRole.Server, new FrameConnectionOptions { MaxMessageBytes = 100_000 }),
            () => _aborted++,
            _owner)
        {
            SendTimeout = TimeSpan.FromSeconds(10),
            TimeProvider = _time,
        };

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task What_arrives_while_messages_are_answered_is_taken_without_waiting()
    {
        await ArriveAsync(0x81, 0x81, 0, 0, 0, 0, (byte)'a');
        Assert.Equal("a"u8.ToArray(), (await ReceiveAsync()).Data.ToArray());
        var activity = _server.Activity;
        Assert.False(_server.TryReceive(out _));
        Assert.Equal(activity, _server.Activity);

        await ArriveAsync(0x81, 0x81, 0, 0, 0, 0, (byte)'b', 0x82, 0x81, 0, 0);
        Assert.True(_server.TryReceive(out var next));
        Assert.Equal("b"u8.ToArray(), next.Data.ToArray());
        Assert.NotEqual(activity, _server.Activity);
        Assert.False(_server.TryReceive(out _));

        // The rest of what came in part.
        await ArriveAsync(0, 0, (byte)'c');
        Assert.True(_server.TryReceive(out next));
        Assert.Equal((WsMessageType.Binary, (byte)'c'), (next.Type, next.Data.Span[0]));
    }

    [Fact]
    public async Task How_a_connection_ends_is_left_to_receiving()
    {
        await ArriveAsync(0x81, 0x81, 0, 0, 0, 0, (byte)'a');
        await ReceiveAsync();
        await ArriveAsync(0x88, 0x80, 0, 0, 0, 0);
        Assert.False(_server.TryReceive(out _));
        Assert.Equal(WsMessageType.Close, (await ReceiveAsync()).Type);
    }

    [Fact]
    public async Task A_mistake_that_arrives_meanwhile_is_told_by_receiving()
    {
        await ArriveAsync(0x81, 0x81, 0, 0, 0, 0, (byte)'a');
        await ReceiveAsync();
        await ArriveAsync(0xFF);
        await ArriveAsync(0xFF);
        Assert.False(_server.TryReceive(out _));
        Assert.False(_server.TryReceive(out _));
        Assert.Equal(WsCloseCode.ProtocolError, (await Assert.ThrowsAsync<WsTransportException>(ReceiveAsync)).CloseCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_end_of_the_stream_is_told_by_receiving(bool broken)
    {
        await _forth.Writer.CompleteAsync(broken ? new OperationCanceledException("Aborted.") : null);
        Assert.False(_server.TryReceive(out _));
        Assert.False(_server.TryReceive(out _));
        await Assert.ThrowsAsync<IOException>(ReceiveAsync);
    }

    [Fact]
    public async Task A_server_that_cancels_a_read_does_not_end_the_connection()
    {
        var receiving = ReceiveAsync();
        _forth.Reader.CancelPendingRead();
        _forth.Reader.CancelPendingRead();
        await ArriveAsync(0x81, 0x81, 0, 0, 0, 0, (byte)'a');
        Assert.Equal("a"u8.ToArray(), (await receiving).Data.ToArray());

        _forth.Reader.CancelPendingRead();
        Assert.False(_server.TryReceive(out _));
        await ArriveAsync(0x81, 0x81, 0, 0, 0, 0, (byte)'b');
        Assert.Equal("b"u8.ToArray(), (await ReceiveAsync()).Data.ToArray());
    }

    [Fact]
    public async Task Who_has_aborted_takes_nothing_more_and_waits_for_nothing()
    {
        await ArriveAsync(0x81, 0x81, 0, 0, 0, 0, (byte)'a');
        _server.Abort();
        Assert.Equal(1, _aborted);
        Assert.False(_server.TryReceive(out _));
        await Assert.ThrowsAsync<IOException>(ReceiveAsync);
        await Assert.ThrowsAsync<IOException>(ReceiveAsync);
    }

    [Fact]
    public async Task Pipes_of_somebody_else_are_not_completed()
    {
        await _server.DisposeAsync();
        Assert.Equal(1, _owner.Disposed);
        Assert.Equal(0, _aborted);
        await _back.Writer.WriteAsync(new byte[1]);
        Assert.Equal(1, (await _back.Reader.ReadAsync()).Buffer.Length);
        await ArriveAsync(1);
        Assert.Equal(1, (await _forth.Reader.ReadAsync()).Buffer.Length);
    }

    [Fact]
    public async Task Who_takes_nothing_of_what_is_sent_is_dropped_in_time()
    {
        using var output = new OutputBuffer();
        _server.WriteMessage(output, WsMessageType.Binary, new byte[5000]);
        var sending = _server.SendAsync(output, default).AsTask();
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(0, _aborted);
        Assert.False(sending.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, _aborted);
        await Assert.ThrowsAsync<IOException>(() => sending.WaitAsync(Patience));
    }

    [Fact]
    public async Task Who_takes_some_of_it_in_time_is_not_dropped()
    {
        using var output = new OutputBuffer();
        const int Size = 500_000;
        _server.WriteMessage(output, WsMessageType.Binary, new byte[Size]);
        var sending = _server.SendAsync(output, default).AsTask();
        long taken = 0;
        while (!sending.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(9));
            var result = await _back.Reader.ReadAsync().AsTask().WaitAsync(Patience);
            taken += result.Buffer.Length;
            _back.Reader.AdvanceTo(result.Buffer.End);
            if (taken < Size)
            {
                // The transport goes on with the next piece, on another thread, or has written all of it.
                await Task.WhenAny(sending, WrittenAsync()).WaitAsync(Patience);
            }
            else
            {
                await sending.WaitAsync(Patience);
            }
        }

        await sending;
        Assert.Equal(0, _aborted);

        // Nothing waits any more.
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(0, _aborted);
    }

    private async Task WrittenAsync()
    {
        var result = await _back.Reader.ReadAsync();
        _back.Reader.AdvanceTo(result.Buffer.Start);
    }

    private async Task ArriveAsync(params byte[] bytes) => await _forth.Writer.WriteAsync(bytes);

    private Task<WsMessage> ReceiveAsync() => _server.ReceiveAsync(default).AsTask().WaitAsync(Patience);

    private sealed class Ends(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;
    }

    private sealed class Owner : IAsyncDisposable
    {
        public int Disposed { get; private set; }

        public ValueTask DisposeAsync()
        {
            Disposed++;
            return ValueTask.CompletedTask;
        }
    }
}
