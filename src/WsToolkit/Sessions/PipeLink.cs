using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using WsToolkit.Framing;

namespace WsToolkit.Sessions;

/// <summary>Over a pair of pipes: those of a connection of the server, without HTTP.</summary>
internal sealed class PipeLink(IDuplexPipe pipe, Action? abort) : ByteLink
{
    private const int LargestPiece = 64 * 1024;
    private readonly Lock _gate = new();
    private TaskCompletionSource? _abort;
    private ReadResult _received;
    private long _progress;
    private int _unflushed;
    private volatile bool _aborted;

    public override bool GivesMemoryBack => true;

    public override long Progress => Volatile.Read(ref _progress);

    public override ValueTask<int> WaitAsync()
    {
        ThrowIfEnded(false);
        return pipe.Input.TryRead(out _received) && IsWorthReceiving() ? new ValueTask<int>(0) : ReadAsync();
    }

    public override ValueTask<bool> ReceiveAsync(FrameConnection connection)
    {
        var received = _received;
        _received = default;
        return new ValueTask<bool>(Take(connection, received) || !received.IsCompleted);
    }

    public override bool TryReceive(FrameConnection connection)
        => !_aborted && pipe.Input.TryRead(out var received) && Take(connection, received);

    private bool Take(FrameConnection connection, in ReadResult received)
    {
        ThrowIfEnded(false);
        var bytes = received.Buffer;
        bytes = bytes.Length > LargestPiece ? bytes.Slice(0, LargestPiece) : bytes;
        connection.Receive(bytes);

        // Who aborts may have given back the memory that was just copied.
        Interlocked.MemoryBarrier();
        ThrowIfEnded(false);
        pipe.Input.AdvanceTo(bytes.End);
        return !bytes.IsEmpty;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReadAsync()
    {
        do
        {
            ThrowIfEnded(false);
            _received = await pipe.Input.ReadAsync(CancellationToken.None).ConfigureAwait(false);
        }
        while (!IsWorthReceiving());
        return 0;
    }

    // Who cancels a read, such as a server that stops, does not end the connection by it.
    private bool IsWorthReceiving()
    {
        if (_received.IsCompleted || !_received.Buffer.IsEmpty)
        {
            return true;
        }

        pipe.Input.AdvanceTo(_received.Buffer.Start);
        return false;
    }

    public override async ValueTask<bool> SkipAsync(CancellationToken cancellationToken)
    {
        ThrowIfEnded(false);
        var result = await pipe.Input.ReadAsync(cancellationToken).ConfigureAwait(false);
        ThrowIfEnded(false);
        pipe.Input.AdvanceTo(result.Buffer.End);
        return !result.IsCompleted;
    }

    public override ValueTask WriteAsync(ReadOnlySequence<byte> bytes)
    {
        if (_unflushed + bytes.Length >= LargestPiece)
        {
            return WriteAllAsync(bytes);
        }

        foreach (var segment in bytes)
        {
            pipe.Output.Write(segment.Span);
        }

        _unflushed += (int)bytes.Length;
        return ValueTask.CompletedTask;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WriteAllAsync(ReadOnlySequence<byte> bytes)
    {
        foreach (var segment in bytes)
        {
            for (var rest = segment; !rest.IsEmpty;)
            {
                var piece = rest[..Math.Min(rest.Length, LargestPiece - _unflushed)];
                rest = rest[piece.Length..];
                pipe.Output.Write(piece.Span);
                _unflushed += piece.Length;
                if (_unflushed == LargestPiece)
                {
                    await FlushAsync().ConfigureAwait(false);
                    Volatile.Write(ref _progress, _progress + 1);
                }
            }
        }
    }

    public override ValueTask FlushAsync()
    {
        _unflushed = 0;
        var flushing = pipe.Output.FlushAsync(CancellationToken.None);
        if (!flushing.IsCompletedSuccessfully)
        {
            return FlushAsync(flushing);
        }

        Check(flushing.Result);
        return ValueTask.CompletedTask;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask FlushAsync(ValueTask<FlushResult> flushing) => Check(await flushing.ConfigureAwait(false));

    private void Check(FlushResult flushed) => ThrowIfEnded(flushed.IsCanceled || flushed.IsCompleted);

    public override void Abort(Task sending)
    {
        lock (_gate)
        {
            if (_aborted)
            {
                return;
            }

            _abort = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _aborted = true;
        }

        // Where continuations run inline, those of the reader and of the writer must not run within the locks of who aborts.
        ThreadPool.UnsafeQueueUserWorkItem(static work => _ = work.Link.EndWaitsAsync(work.Sending), (Link: this, Sending: sending), preferLocal: false);
    }

    private async Task EndWaitsAsync(Task sending)
    {
        if (abort is not null)
        {
            Try(abort);
        }

        Try(pipe.Input.CancelPendingRead);
        Try(pipe.Output.CancelPendingFlush);
        if (abort is null)
        {
            // A writer is for one thread at a time.
            await sending.ConfigureAwait(false);
            Try(() => pipe.Output.Complete(new IOException("The other end has dropped the connection.")));
        }

        _abort!.SetResult();
    }

    private static void Try(Action end)
    {
        try
        {
            end();
        }
        catch (Exception)
        {
            // It has ended meanwhile, or ends like this; nobody waits for the answer.
        }
    }

    public override async ValueTask DisposeAsync()
    {
        Task abort;
        lock (_gate)
        {
            abort = _abort?.Task ?? Task.CompletedTask;
        }

        // What belongs to the server again afterwards is left alone.
        await abort.ConfigureAwait(false);
        try
        {
            await pipe.Output.CompleteAsync().ConfigureAwait(false);
        }
        finally
        {
            await pipe.Input.CompleteAsync().ConfigureAwait(false);
        }
    }

    private void ThrowIfEnded(bool ended)
    {
        if (ended || _aborted)
        {
            throw new IOException("The connection has ended.");
        }
    }
}
