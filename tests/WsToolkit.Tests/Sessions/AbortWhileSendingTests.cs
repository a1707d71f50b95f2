using System.IO.Pipelines;
using WsToolkit.Framing;
using WsToolkit.Sessions;

namespace WsToolkit.Tests.Sessions;

/// <summary>Pipes that have nothing to abort but themselves: a writer is for one thread at a time, also where the connection is dropped.</summary>
public sealed class AbortWhileSendingTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(10)]
    [InlineData(200_000)]
    public async Task Nobody_completes_a_pipe_between_getting_memory_and_advancing(int size)
    {
        var (transport, output, peer) = Create();
        output.HoldsMemory = true;
        await AssertCompletedAfterSendingAsync(transport, output, peer, size);
    }

    [Fact]
    public async Task Nobody_completes_a_pipe_that_is_being_flushed()
    {
        var (transport, output, peer) = Create();
        output.HoldsFlush = true;
        await AssertCompletedAfterSendingAsync(transport, output, peer, 10);
    }

    [Fact]
    public async Task Where_nobody_sends_the_other_end_sees_the_end_at_once_and_nothing_can_be_sent()
    {
        var (transport, output, peer) = Create();
        transport.Abort();
        await output.Completed.Task.WaitAsync(Patience);
        await Assert.ThrowsAsync<IOException>(() => ReadToEndAsync(peer));
        await Assert.ThrowsAsync<IOException>(() => SendAsync(transport, 10));
        transport.Ping();
        Assert.False(output.IsUsedAfterTheEnd);
        await transport.DisposeAsync();
    }

    private static async Task AssertCompletedAfterSendingAsync(FrameTransport transport, HoldingWriter output, PipeReader peer, int size)
    {
        var sending = SendAsync(transport, size);
        await output.Held.Task.WaitAsync(Patience);
        transport.Abort();
        await LetAbortAsync(output);
        Assert.False(output.IsCompleted);

        output.Go.SetResult();
        await Assert.ThrowsAsync<IOException>(() => sending.WaitAsync(Patience));
        await output.Completed.Task.WaitAsync(Patience);
        await Assert.ThrowsAsync<IOException>(() => ReadToEndAsync(peer));
        await transport.DisposeAsync();
    }

    private static (FrameTransport Transport, HoldingWriter Output, PipeReader Peer) Create()
    {
        var back = new Pipe(new PipeOptions(pauseWriterThreshold: 0, useSynchronizationContext: false));
        var output = new HoldingWriter(back.Writer);
        return (new FrameTransport(new Ends(new Pipe().Reader, output), Frames.Connection(FrameRole.Server, 1000)), output, back.Reader);
    }

    private static Task SendAsync(FrameTransport transport, int size) => Task.Run(async () =>
    {
        using var message = new OutputBuffer();
        transport.WriteMessage(message, WsMessageType.Binary, new byte[size]);
        await transport.SendAsync(message, default);
    });

    // Dropping goes on on a thread of the pool, behind this; a few turns are more than it needs.
    private static async Task LetAbortAsync(HoldingWriter output)
    {
        await output.Cancelled.Task.WaitAsync(Patience);
        for (var turn = 0; turn < 1000 && !output.IsCompleted; turn++)
        {
            await Task.Yield();
        }
    }

    private static async Task ReadToEndAsync(PipeReader peer)
    {
        while (true)
        {
            var result = await peer.ReadAsync().AsTask().WaitAsync(Patience);
            peer.AdvanceTo(result.Buffer.End);
            Assert.False(result.IsCompleted);
        }
    }

    private sealed class Ends(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;
    }

    /// <summary>Holds up who writes to a pipe, until it is told to go on.</summary>
    private sealed class HoldingWriter(PipeWriter pipe) : PipeWriter
    {
        public bool HoldsMemory { get; set; }

        public bool HoldsFlush { get; set; }

        public TaskCompletionSource Held { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Go { get; } = new();

        public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Completed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsCompleted => Completed.Task.IsCompleted;

        public bool IsUsedAfterTheEnd { get; private set; }

        public override void Advance(int bytes)
        {
            Use();
            pipe.Advance(bytes);
        }

        public override Memory<byte> GetMemory(int sizeHint = 0)
        {
            Use();
            var memory = pipe.GetMemory(sizeHint);
            if (HoldsMemory)
            {
                Held.TrySetResult();
                Assert.True(Go.Task.Wait(Patience));
            }

            return memory;
        }

        public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

        public override async ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
        {
            Use();
            if (HoldsFlush)
            {
                Held.TrySetResult();
                await Go.Task.WaitAsync(Patience, cancellationToken);
            }

            return await pipe.FlushAsync(cancellationToken);
        }

        public override void CancelPendingFlush()
        {
            pipe.CancelPendingFlush();
            Cancelled.TrySetResult();
        }

        public override void Complete(Exception? exception = null)
        {
            pipe.Complete(exception);
            Completed.TrySetResult();
        }

        private void Use() => IsUsedAfterTheEnd |= IsCompleted;
    }
}
