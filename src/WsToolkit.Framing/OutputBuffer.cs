using System.Buffers;

namespace WsToolkit.Framing;

/// <summary>A place that was left free in an <see cref="OutputBuffer"/>, to be filled once what follows it is known.</summary>
public readonly struct OutputReservation;

/// <summary>A position in an <see cref="OutputBuffer"/> to which it can be rewound.</summary>
public readonly struct OutputMark;

/// <summary>stub</summary>
public sealed class OutputBuffer : IBufferWriter<byte>, IDisposable
{
    /// <summary>stub</summary>
    public long Length => throw null!;
    /// <summary>stub</summary>
    public Memory<byte> GetMemory(int sizeHint = 0) => throw null!;
    /// <summary>stub</summary>
    public Span<byte> GetSpan(int sizeHint = 0) => throw null!;
    /// <summary>stub</summary>
    public void Advance(int count) => throw null!;
    /// <summary>stub</summary>
    public void Write(ReadOnlySpan<byte> bytes) => throw null!;
    /// <summary>stub</summary>
    public OutputReservation Reserve(int size) => throw null!;
    /// <summary>stub: fills the reservation with a header that may be shorter than reserved; the unused bytes vanish</summary>
    public void Fill(OutputReservation reservation, ReadOnlySpan<byte> header) => throw null!;
    /// <summary>stub</summary>
    public OutputMark Mark() => throw null!;
    /// <summary>stub</summary>
    public void Rewind(OutputMark mark) => throw null!;
    /// <summary>stub</summary>
    public ReadOnlySequence<byte> WrittenSince(OutputMark mark) => throw null!;
    /// <summary>stub</summary>
    public ReadOnlySequence<byte> Written => throw null!;
    /// <summary>stub: appends all of another buffer's content</summary>
    public void Append(OutputBuffer other) => throw null!;
    /// <summary>stub: forget the content, return memory to the pool</summary>
    public void Reset() => throw null!;
    /// <summary>stub</summary>
    public void Dispose() => throw null!;
}
