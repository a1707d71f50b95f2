using System.Buffers;

namespace WsToolkit.Dialects.Signing;

/// <summary>
/// A place to put a text together before it is hashed or sent. Each thread keeps the small ones that it has used at a time.
/// </summary>
internal sealed class ScratchBuffer : IBufferWriter<byte>, IDisposable
{
    private const int Kept = 4096;

    [ThreadStatic]
    private static ScratchBuffer? _idle;

    private ScratchBuffer? _next;
    private byte[] _bytes = new byte[512];
    private int _length;

    private ScratchBuffer()
    {
    }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public static ScratchBuffer Rent()
    {
        if (_idle is not { } buffer)
        {
            return new ScratchBuffer();
        }

        _idle = buffer._next;
        buffer._next = null;
        return buffer;
    }

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        EnsureRoom(sizeHint);
        return _bytes.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        EnsureRoom(sizeHint);
        return _bytes.AsSpan(_length);
    }

    public void Dispose()
    {
        // What was signed with a secret is nobody's business.
        _bytes.AsSpan(0, _length).Clear();
        _length = 0;
        if (_bytes.Length <= Kept)
        {
            _next = _idle;
            _idle = this;
        }
    }

    private void EnsureRoom(int sizeHint)
    {
        var needed = _length + Math.Max(sizeHint, 1);
        if (needed > _bytes.Length)
        {
            var larger = new byte[Math.Max(needed, checked(_bytes.Length * 2))];
            Written.CopyTo(larger);
            _bytes.AsSpan(0, _length).Clear();
            _bytes = larger;
        }
    }
}
