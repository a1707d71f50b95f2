using System.IO.Pipelines;
using WsToolkit.Framing;
using WsToolkit.Sessions;

namespace WsToolkit.Tests.Sessions;

/// <summary>What the other end sees when sending, closing, failing and disposing meet.</summary>
public sealed class FrameTransportEndTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task What_is_written_after_a_failure_never_travels_without_a_header()
    {
        var (peer, stream) = DuplexStream.CreatePair();
        var server = new FrameTransport(stream, Frames.Connection(FrameRole.Server, 1000));
        using var output = new OutputBuffer();
        Add(server, output, "before"u8);
        await peer.WriteAsync(new byte[] { 0xFF, 0xFF });
        await Assert.ThrowsAsync<WsTransportException>(() => server.ReceiveAsync(default).AsTask());

        // Another thread may answer before the failure has been handled.
        Add(server, output, "after"u8);
        await server.SendAsync(output, default);
        await server.CloseAsync(WsCloseCode.ProtocolError, null, default);
        await server.DisposeAsync();
        Assert.Equal([0x81, 6, .. "before"u8, 0x88, 2, 0x03, 0xEA], await ReadToEndAsync(peer));
    }

    [Fact]
    public async Task Messages_written_whole_after_a_failure_are_dropped()
    {
        var (peer, stream) = DuplexStream.CreatePair();
        var server = new FrameTransport(stream, Frames.Connection(FrameRole.Server, 1000));
        using var output = new OutputBuffer();
        server.WriteMessage(output, WsMessageType.Text, "before"u8);
        await peer.WriteAsync(new byte[] { 0xFF, 0xFF });
        await Assert.ThrowsAsync<WsTransportException>(() => server.ReceiveAsync(default).AsTask());
        Assert.False(server.TryReceive(out _));

        server.WriteMessage(output, WsMessageType.Text, "after"u8);
        await server.SendAsync(output, default);
        output.Reset();
        server.WriteMessage(output, WsMessageType.Text, "later"u8);
        Assert.Equal(0, output.Length);
        await Assert.ThrowsAsync<IOException>(() => server.SendAsync(output, default).AsTask());
        await server.DisposeAsync();
        Assert.Equal([0x81, 6, .. "before"u8], await ReadToEndAsync(peer));
    }

    [Fact]
    public async Task What_lies_in_the_buffer_is_taken_one_by_one_up_to_the_close_frame()
    {
        var (peer, stream) = DuplexStream.CreatePair();
        var server = new FrameTransport(stream, Frames.Connection(FrameRole.Server, 1000));
        await peer.WriteAsync(new byte[] { 0x81, 0x81, 0, 0, 0, 0, 0x61, 0x89, 0x80, 0, 0, 0, 0, 0x81, 0x81, 0, 0, 0, 0, 0x62, 0x88, 0x80, 0, 0, 0, 0 });
        Assert.Equal("a"u8.ToArray(), (await server.ReceiveAsync(default)).Data.ToArray());
        Assert.True(server.TryReceive(out var second));
        Assert.Equal("b"u8.ToArray(), second.Data.ToArray());
        Assert.False(server.TryReceive(out _));
        Assert.True(server.HasBufferedMessage);
        Assert.Equal(WsMessageType.Close, (await server.ReceiveAsync(default)).Type);
        Assert.False(server.TryReceive(out _));
        await server.CloseAsync(WsCloseCode.Normal, null, default);
        await server.DisposeAsync();
        Assert.Equal([0x8A, 0, 0x88, 2, 0x03, 0xE8], await ReadToEndAsync(peer));
    }

    [Fact]
    public async Task Nothing_but_what_has_been_dropped_is_not_sent()
    {
        var (peer, stream) = DuplexStream.CreatePair();
        var server = new FrameTransport(stream, Frames.Connection(FrameRole.Server, 1000));
        await peer.WriteAsync(new byte[] { 0xFF, 0xFF });
        await Assert.ThrowsAsync<WsTransportException>(() => server.ReceiveAsync(default).AsTask());
        using var output = new OutputBuffer();
        Add(server, output, "after"u8);
        Assert.Equal(0, output.Length);
        await Assert.ThrowsAsync<IOException>(() => server.SendAsync(output, default).AsTask());
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Nothing_follows_a_close_frame_that_overtakes_a_waiting_message()
    {
        var (peer, stream) = DuplexStream.CreatePair(bufferBytes: 1024);
        var server = new FrameTransport(stream, Frames.Connection(FrameRole.Server, 1000));
        using var first = new OutputBuffer();
        using var second = new OutputBuffer();
        Add(server, first, new byte[2000]);
        Add(server, second, "late"u8);
        var sending = server.SendAsync(first, default).AsTask();
        Assert.False(sending.IsCompleted);
        var waiting = server.SendAsync(second, default).AsTask();
        var closing = server.CloseAsync(WsCloseCode.GoingAway, null, default).AsTask();

        var reading = ReadToEndAsync(peer);
        await sending.WaitAsync(Patience);
        await closing.WaitAsync(Patience);
        await Assert.ThrowsAsync<IOException>(() => waiting.WaitAsync(Patience));
        await server.DisposeAsync();
        Assert.Equal([0x88, 2, 0x03, 0xE9], (await reading)[2004..]);
    }

    [Fact]
    public async Task Disposing_leaves_a_pipe_alone_while_another_thread_writes_to_it()
    {
        var output = new StalledWriter();
        var transport = new FrameTransport(new Ends(new Pipe().Reader, output), Frames.Connection(FrameRole.Server, 1000), () => { });
        using var message = new OutputBuffer();
        Add(transport, message, "a"u8);
        var sending = transport.SendAsync(message, default).AsTask();
        var disposing = transport.DisposeAsync().AsTask();
        await output.Cancelled.Task.WaitAsync(Patience);
        Assert.False(output.IsCompleted);
        Assert.False(disposing.IsCompleted);

        output.Flush.SetResult(new FlushResult(isCanceled: true, isCompleted: false));
        await Assert.ThrowsAsync<IOException>(() => sending.WaitAsync(Patience));
        await disposing.WaitAsync(Patience);
        Assert.True(output.IsCompleted);
    }

    [Fact]
    public async Task Disposing_waits_for_who_is_dropping_the_connection()
    {
        // What is dropped may belong to somebody else afterwards.
        var (_, stream) = DuplexStream.CreatePair();
        var begun = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        var transport = new FrameTransport(stream, Frames.Connection(FrameRole.Server, 1000), () =>
        {
            begun.SetResult();
            Assert.True(go.Task.Wait(Patience));
        });
        var aborting = Task.Run(transport.Abort);
        await begun.Task.WaitAsync(Patience);
        var disposing = transport.DisposeAsync().AsTask();
        Assert.False(disposing.IsCompleted);
        go.SetResult();
        await disposing.WaitAsync(Patience);
        await aborting;
    }

    private static void Add(FrameTransport transport, OutputBuffer output, ReadOnlySpan<byte> content)
    {
        var place = transport.BeginMessage(output, WsMessageType.Text);
        output.Write(content);
        transport.EndMessage(output, place, WsMessageType.Text);
    }

    private static async Task<byte[]> ReadToEndAsync(Stream stream)
    {
        using var all = new MemoryStream();
        var buffer = new byte[4096];
        while (await stream.ReadAsync(buffer).AsTask().WaitAsync(Patience) is > 0 and var count)
        {
            all.Write(buffer, 0, count);
        }

        return all.ToArray();
    }

    private sealed class Ends(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;
    }

    /// <summary>Takes bytes, and flushes them when it is told to.</summary>
    private sealed class StalledWriter : PipeWriter
    {
        private readonly byte[] _memory = new byte[4096];

        public TaskCompletionSource<FlushResult> Flush { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsCompleted { get; private set; }

        public TaskCompletionSource Cancelled { get; } = new();

        public override void Advance(int bytes)
        {
        }

        public override Memory<byte> GetMemory(int sizeHint = 0) => _memory;

        public override Span<byte> GetSpan(int sizeHint = 0) => _memory;

        public override void CancelPendingFlush() => Cancelled.TrySetResult();

        public override void Complete(Exception? exception = null) => IsCompleted = true;

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => new(Flush.Task);
    }
}
