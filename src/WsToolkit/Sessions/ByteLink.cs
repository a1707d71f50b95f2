using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using WsToolkit.Framing;

namespace WsToolkit.Sessions;

/// <summary>The byte stream under a <see cref="FrameTransport"/>. One reader and one writer at a time.</summary>
internal abstract class ByteLink
{
    /// <summary>
    /// Whether disposing gives memory to others that a write may still be filling, so that writing has to have ended before.
    /// </summary>
    public abstract bool GivesMemoryBack { get; }

    /// <summary>Waits until there is something to receive, which needs no memory.</summary>
    /// <returns>Means nothing.</returns>
    public abstract ValueTask<int> WaitAsync();

    /// <summary>Brings what there is to receive into the connection.</summary>
    /// <returns>Whether there was anything; if not, the stream has ended.</returns>
    public abstract ValueTask<bool> ReceiveAsync(FrameConnection connection);

    /// <summary>Waits for bytes and drops them.</summary>
    /// <returns>Whether there were any; if not, the stream has ended.</returns>
    public abstract ValueTask<bool> SkipAsync(CancellationToken cancellationToken);

    /// <summary>Sends bytes. What is small may wait for <see cref="FlushAsync"/>.</summary>
    public abstract ValueTask WriteAsync(ReadOnlySequence<byte> bytes);

    /// <summary>Sends what still waits.</summary>
    public abstract ValueTask FlushAsync();

    /// <summary>Drops the connection: every wait ends.</summary>
    public abstract void Abort();

    public abstract ValueTask DisposeAsync();
}

/// <summary>Over a stream: that of an HTTP upgrade, of an HTTP/2 request, of TLS, of a socket.</summary>
internal sealed class StreamLink(Stream stream, Action? abort) : ByteLink
{
    public override bool GivesMemoryBack => false;

    // A read of nothing completes when there is something to read. Where a stream does not do that, the second read waits.
    public override ValueTask<int> WaitAsync() => stream.ReadAsync(Memory<byte>.Empty, CancellationToken.None);

    public override ValueTask<bool> ReceiveAsync(FrameConnection connection)
    {
        var reading = stream.ReadAsync(connection.GetReceiveMemory(), CancellationToken.None);
        return reading.IsCompletedSuccessfully ? new ValueTask<bool>(Take(connection, reading.Result)) : ReceiveAsync(connection, reading);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<bool> ReceiveAsync(FrameConnection connection, ValueTask<int> reading)
        => Take(connection, await reading.ConfigureAwait(false));

    private static bool Take(FrameConnection connection, int count)
    {
        connection.AdvanceReceived(count);
        return count > 0;
    }

    public override async ValueTask<bool> SkipAsync(CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(4096);
        var count = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);

        // After a failure the stream may still own the array, and the garbage collector gets it.
        ArrayPool<byte>.Shared.Return(buffer);
        return count > 0;
    }

    public override ValueTask WriteAsync(ReadOnlySequence<byte> bytes)
        => bytes.IsSingleSegment ? stream.WriteAsync(bytes.First, CancellationToken.None) : WriteAllAsync(bytes);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WriteAllAsync(ReadOnlySequence<byte> bytes)
    {
        foreach (var segment in bytes)
        {
            await stream.WriteAsync(segment, CancellationToken.None).ConfigureAwait(false);
        }
    }

    public override ValueTask FlushAsync()
    {
        var flush = stream.FlushAsync(CancellationToken.None);
        return flush.IsCompletedSuccessfully ? ValueTask.CompletedTask : new ValueTask(flush);
    }

    public override void Abort()
    {
        if (abort is null)
        {
            stream.Dispose();
        }
        else
        {
            abort();
        }
    }

    public override ValueTask DisposeAsync() => stream.DisposeAsync();
}

/// <summary>Over a pair of pipes: those of a connection of the server, without HTTP.</summary>
internal sealed class PipeLink(IDuplexPipe pipe, Action? abort) : ByteLink
{
    private const int LargestPiece = 64 * 1024;
    private ReadResult _received;
    private int _unflushed;
    private volatile bool _aborted;

    public override bool GivesMemoryBack => true;

    public override ValueTask<int> WaitAsync()
        => pipe.Input.TryRead(out _received) ? new ValueTask<int>(0) : ReadAsync();

    public override ValueTask<bool> ReceiveAsync(FrameConnection connection)
    {
        var (bytes, isCompleted) = (_received.Buffer, _received.IsCompleted);
        ThrowIfEnded(_received.IsCanceled);
        _received = default;
        bytes = bytes.Length > LargestPiece ? bytes.Slice(0, LargestPiece) : bytes;
        connection.Receive(bytes);
        pipe.Input.AdvanceTo(bytes.End);
        return new ValueTask<bool>(!bytes.IsEmpty || !isCompleted);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReadAsync()
    {
        _received = await pipe.Input.ReadAsync(CancellationToken.None).ConfigureAwait(false);
        return 0;
    }

    public override async ValueTask<bool> SkipAsync(CancellationToken cancellationToken)
    {
        var result = await pipe.Input.ReadAsync(cancellationToken).ConfigureAwait(false);
        ThrowIfEnded(result.IsCanceled);
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
            pipe.Output.Write(segment.Span);
            _unflushed += segment.Length;
            if (_unflushed >= LargestPiece)
            {
                await FlushAsync().ConfigureAwait(false);
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

    public override void Abort()
    {
        _aborted = true;
        abort?.Invoke();
        pipe.Input.CancelPendingRead();
        pipe.Output.CancelPendingFlush();
        if (abort is null)
        {
            pipe.Output.Complete(new IOException("The other end has dropped the connection."));
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await pipe.Output.CompleteAsync().ConfigureAwait(false);
        await pipe.Input.CompleteAsync().ConfigureAwait(false);
    }

    private void ThrowIfEnded(bool ended)
    {
        if (ended || _aborted)
        {
            throw new IOException("The connection has ended.");
        }
    }
}
