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
    private readonly FrameTransport _server;
    private readonly TaskCompletionSource _aborted = new();

    public FrameTransportPipeTests()
        => _server = new FrameTransport(
            new Ends(_forth.Reader, _back.Writer),
            new FrameConnection(FrameRole.Server, new FrameConnectionOptions { MaxMessageBytes = 100_000 }),
            () => _aborted.TrySetResult())
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
        next = await ReceiveAsync();
        Assert.Equal((WsMessageType.Binary, (byte)'c'), (next.Type, next.Data.Span[0]));
    }

    [Fact]
    public async Task A_loop_that_takes_what_has_arrived_ends_however_fast_more_arrives()
    {
        await ArriveAsync(0x81, 0x80, 0, 0, 0, 0);
        await ReceiveAsync();
        await ArriveAsync(0x81, 0x80, 0, 0, 0, 0);
        Assert.True(_server.TryReceive(out _));
        await ArriveAsync(0x81, 0x80, 0, 0, 0, 0);
        Assert.False(_server.TryReceive(out _));
        await ReceiveAsync();
        await ArriveAsync(0x81, 0x80, 0, 0, 0, 0);
        Assert.True(_server.TryReceive(out _));
    }

    [Fact]
    public async Task Whoever_aborts_does_not_run_what_waits_for_the_connection()
    {
        // As where a server runs continuations inline.
        var inline = new Pipe(new PipeOptions(readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, useSynchronizationContext: false));
        var server = new FrameTransport(new Ends(inline.Reader, new Pipe().Writer), new FrameConnection(FrameRole.Server), () => { });
        var ended = new TaskCompletionSource<bool>();
        var gate = new Lock();
        _ = ReadAsync();
        lock (gate)
        {
            server.Abort();
        }

        Assert.False(await ended.Task.WaitAsync(Patience));
        await server.DisposeAsync();

        async Task ReadAsync()
        {
            try
            {
                await server.ReceiveAsync(default);
            }
            catch (IOException)
            {
                ended.SetResult(gate.IsHeldByCurrentThread);
            }
        }
    }

    [Fact]
    public async Task Who_receives_twice_at_once_is_refused_and_the_first_goes_on()
    {
        var first = ReceiveAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(ReceiveAsync);
        Assert.False(_server.TryReceive(out _));
        Assert.False(first.IsCompleted);
        await ArriveAsync(0x81, 0x81, 0, 0, 0, 0, (byte)'a');
        Assert.Equal("a"u8.ToArray(), (await first).Data.ToArray());
    }

    [Fact]
    public async Task A_cancelled_read_is_no_activity()
    {
        var receiving = ReceiveAsync();
        var activity = _server.Activity;
        _forth.Reader.CancelPendingRead();
        Assert.Equal(activity, _server.Activity);
        await ArriveAsync(0x81, 0x80, 0, 0, 0, 0);
        await receiving;
        Assert.NotEqual(activity, _server.Activity);
    }

    [Fact]
    public async Task Disposing_waits_for_who_still_reads_memory_of_the_pipe()
    {
        var input = new StalledReader();
        var server = new FrameTransport(new Ends(input, _back.Writer), new FrameConnection(FrameRole.Server), () => { });
        var receiving = server.ReceiveAsync(default).AsTask();
        var disposing = server.DisposeAsync().AsTask();
        await input.Cancelled.Task.WaitAsync(Patience);
        Assert.False(disposing.IsCompleted);
        Assert.False(input.IsCompleted);

        input.Reading.SetResult(new ReadResult(default, isCanceled: true, isCompleted: false));
        await Assert.ThrowsAsync<IOException>(() => receiving.WaitAsync(Patience));
        await disposing.WaitAsync(Patience);
        Assert.True(input.IsCompleted);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    public void A_time_to_send_that_cannot_be_kept_is_refused(int seconds)
        => Assert.Throws<ArgumentOutOfRangeException>(() => _server.SendTimeout = TimeSpan.FromSeconds(seconds));

    [Fact]
    public async Task A_time_to_send_that_no_timer_can_count_is_for_ever()
    {
        _server.SendTimeout = TimeSpan.MaxValue;
        Assert.Equal(Timeout.InfiniteTimeSpan, _server.SendTimeout);
        using var output = new OutputBuffer();
        _server.WriteMessage(output, WsMessageType.Binary, new byte[5000]);
        var sending = _server.SendAsync(output, default).AsTask();
        Assert.False(sending.IsCompleted);
        _back.Reader.AdvanceTo((await _back.Reader.ReadAsync()).Buffer.End);
        await sending.WaitAsync(Patience);
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
        Assert.False(_server.TryReceive(out _));
        await Assert.ThrowsAsync<IOException>(ReceiveAsync);
        await Assert.ThrowsAsync<IOException>(ReceiveAsync);
        await _aborted.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task Who_takes_nothing_of_what_is_sent_is_dropped_in_time()
    {
        using var output = new OutputBuffer();
        _server.WriteMessage(output, WsMessageType.Binary, new byte[5000]);
        var sending = _server.SendAsync(output, default).AsTask();
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(_aborted.Task.IsCompleted);
        Assert.False(sending.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        await _aborted.Task.WaitAsync(Patience);
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
        Assert.False(_aborted.Task.IsCompleted);

        // Nothing waits any more.
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.False(_aborted.Task.IsCompleted);
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

    private sealed class StalledReader : PipeReader
    {
        public TaskCompletionSource<ReadResult> Reading { get; } = new();

        public TaskCompletionSource Cancelled { get; } = new();

        public bool IsCompleted { get; private set; }

        public override bool TryRead(out ReadResult result)
        {
            result = default;
            return false;
        }

        public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) => new(Reading.Task);

        public override void AdvanceTo(SequencePosition consumed) => Assert.False(IsCompleted);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => AdvanceTo(consumed);

        public override void CancelPendingRead() => Cancelled.TrySetResult();

        public override void Complete(Exception? exception = null) => IsCompleted = true;
    }
}
