using WsToolkit.Framing;

namespace WsToolkit.Rpc;

/// <summary>A few output buffers for payloads that are written before their message can be. Thread-safe.</summary>
internal sealed class BufferPool : IDisposable
{
    private const int MaxKept = 16;
    private readonly Lock _gate = new();
    private readonly Stack<OutputBuffer> _buffers = new();

    public OutputBuffer Rent()
    {
        lock (_gate)
        {
            if (_buffers.TryPop(out var buffer))
            {
                return buffer;
            }
        }

        return new OutputBuffer();
    }

    /// <summary>Takes a buffer back, without the memory that it holds.</summary>
    public void Return(OutputBuffer buffer)
    {
        buffer.Release();
        lock (_gate)
        {
            if (_buffers.Count < MaxKept)
            {
                _buffers.Push(buffer);
                return;
            }
        }

        buffer.Dispose();
    }

    public void Dispose()
    {
        lock (_gate)
        {
            while (_buffers.TryPop(out var buffer))
            {
                buffer.Dispose();
            }
        }
    }
}
