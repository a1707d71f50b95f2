using System.Buffers;
using System.IO.Pipelines;

namespace WsToolkit.Tests.Sessions;

/// <summary>
/// One end of an in-memory byte stream that behaves as a network stream does: disposing an end ends its own pending reads and writes, and
/// is the end of the stream for the other.
/// </summary>
internal sealed class DuplexStream : Stream
{
    private readonly PipeReader _input;
    private readonly PipeWriter _output;
    private readonly Lock _gate = new();
    private bool _disposed;

    public DuplexStream(PipeReader input, PipeWriter output)
    {
        _input = input;
        _output = output;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public static (DuplexStream First, DuplexStream Second) CreatePair(int bufferBytes = 64 * 1024)
    {
        var options = new PipeOptions(pauseWriterThreshold: bufferBytes, resumeWriterThreshold: bufferBytes / 2, useSynchronizationContext: false);
        var forth = new Pipe(options);
        var back = new Pipe(options);
        return (new DuplexStream(back.Reader, forth.Writer), new DuplexStream(forth.Reader, back.Writer));
    }

    /// <summary>What is written to this end fails from now on; the other direction goes on.</summary>
    public void StopReading() => _input.Complete();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var result = await _input.ReadAsync(cancellationToken);
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                var count = (int)Math.Min(buffer.Length, result.Buffer.Length);
                var part = result.Buffer.Slice(0, count);
                part.CopyTo(buffer.Span);
                _input.AdvanceTo(part.End);
                return count;
            }
        }
        catch (InvalidOperationException exception)
        {
            throw new IOException("The stream has been disposed.", exception);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ValueTask<FlushResult> flush;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _output.Write(buffer.Span);
            flush = _output.FlushAsync(cancellationToken);
        }

        var result = await flush;
        if (result.IsCanceled || result.IsCompleted)
        {
            throw new IOException("The stream has been disposed.");
        }
    }

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        lock (_gate)
        {
            if (disposing && !_disposed)
            {
                _disposed = true;
                _output.CancelPendingFlush();
                _input.CancelPendingRead();
                _output.Complete();
                _input.Complete();
            }
        }

        base.Dispose(disposing);
    }
}
