using System.Buffers;
using System.Runtime.CompilerServices;
using WsToolkit.Framing;

namespace WsToolkit.Sessions;

/// <summary>Over a stream: that of an HTTP upgrade, of an HTTP/2 request, of TLS, of a socket.</summary>
internal sealed class StreamLink(Stream stream, Action? abort) : ByteLink
{
    private const int LargestPiece = 64 * 1024;
    private long _progress;

    public override bool GivesMemoryBack => false;

    public override long Progress => Volatile.Read(ref _progress);

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

    // A stream sends what it is given, so that two writes cost two of the kernel's, which is more than to copy some bytes.
    public override ValueTask WriteAsync(ReadOnlySequence<byte> bytes)
        => bytes.Length > LargestPiece ? WriteAllAsync(bytes)
            : bytes.IsSingleSegment ? stream.WriteAsync(bytes.First, CancellationToken.None)
            : WriteTogetherAsync(bytes);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WriteTogetherAsync(ReadOnlySequence<byte> bytes)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)bytes.Length);
        bytes.CopyTo(buffer);
        await stream.WriteAsync(buffer.AsMemory(0, (int)bytes.Length), CancellationToken.None).ConfigureAwait(false);

        // After a failure the stream may still own the array, and the garbage collector gets it.
        ArrayPool<byte>.Shared.Return(buffer);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WriteAllAsync(ReadOnlySequence<byte> bytes)
    {
        foreach (var segment in bytes)
        {
            for (var rest = segment; !rest.IsEmpty;)
            {
                var piece = rest[..Math.Min(rest.Length, LargestPiece)];
                rest = rest[piece.Length..];
                await stream.WriteAsync(piece, CancellationToken.None).ConfigureAwait(false);
                Volatile.Write(ref _progress, _progress + 1);
            }
        }
    }

    public override ValueTask FlushAsync()
    {
        var flush = stream.FlushAsync(CancellationToken.None);
        return flush.IsCompletedSuccessfully ? ValueTask.CompletedTask : new ValueTask(flush);
    }

    public override void Abort(Task sending)
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
