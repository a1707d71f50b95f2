namespace WsToolkit.Framing;

/// <summary>
/// A position in an <see cref="OutputBuffer"/> to which it can be rewound. Valid until the buffer is reset or rewound to an earlier
/// position, or a reservation that lies before it is filled.
/// </summary>
public readonly struct OutputMark
{
    internal OutputMark(long position, int depth, int generation)
    {
        Position = position;
        Depth = depth;
        Generation = generation;
    }

    internal long Position { get; }

    internal int Depth { get; }

    internal int Generation { get; }
}
