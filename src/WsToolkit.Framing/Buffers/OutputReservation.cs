namespace WsToolkit.Framing;

/// <summary>
/// A place that was left free in an <see cref="OutputBuffer"/>, to be filled once what follows it is known. Reservations nest: the one
/// made last is filled first.
/// </summary>
public readonly struct OutputReservation
{
    internal OutputReservation(long position, int size, int depth, int generation)
    {
        Position = position;
        Size = size;
        Depth = depth;
        Generation = generation;
    }

    /// <summary>The number of bytes reserved.</summary>
    public int Size { get; }

    internal long Position { get; }

    internal int Depth { get; }

    internal int Generation { get; }
}
