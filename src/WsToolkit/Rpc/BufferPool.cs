using System.Collections.Concurrent;
using WsToolkit.Framing;

namespace WsToolkit.Rpc;

/// <summary>A few output buffers for payloads that are written before their message can be. Thread-safe.</summary>
internal sealed class BufferPool : IDisposable
{
    private const int MaxKept = 16;
    private readonly ConcurrentBag<OutputBuffer> _buffers = [];

    public OutputBuffer Rent() => _buffers.TryTake(out var buffer) ? buffer : new OutputBuffer();

    public void Return(OutputBuffer buffer)
    {
        buffer.Reset();
        if (_buffers.Count < MaxKept)
        {
            _buffers.Add(buffer);
        }
        else
        {
            buffer.Dispose();
        }
    }

    public void Dispose()
    {
        while (_buffers.TryTake(out var buffer))
        {
            buffer.Dispose();
        }
    }
}
