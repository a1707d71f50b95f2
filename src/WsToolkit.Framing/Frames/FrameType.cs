namespace WsToolkit.Framing;

/// <summary>
/// A type of frame: its opcode and name (RFC 6455, sections 5.2 and 11.8). The six of the RFC are at hand; a connection may be given
/// others, with the opcodes that the RFC leaves free. Immutable; compared by reference.
/// </summary>
public sealed class FrameType
{
    private FrameType(byte opcode, string name)
    {
        Opcode = opcode;
        Name = name;
    }

    /// <summary>0: a further fragment of the message that was begun.</summary>
    public static FrameType Continuation { get; } = new(0x0, "continuation");

    /// <summary>1: text in UTF-8.</summary>
    public static FrameType Text { get; } = new(0x1, "text");

    /// <summary>2: bytes.</summary>
    public static FrameType Binary { get; } = new(0x2, "binary");

    /// <summary>8: the start of the closing handshake, or the answer to it.</summary>
    public static FrameType Close { get; } = new(0x8, "close");

    /// <summary>9: to be answered with a pong.</summary>
    public static FrameType Ping { get; } = new(0x9, "ping");

    /// <summary>10: the answer to a ping, or a sign of life.</summary>
    public static FrameType Pong { get; } = new(0xA, "pong");

    /// <summary>The four bits on the wire.</summary>
    public byte Opcode { get; }

    /// <summary>The name, for people.</summary>
    public string Name { get; }

    /// <summary>Whether it is a control frame: at most 125 bytes, never fragmented, allowed between the fragments of a message.</summary>
    public bool IsControl => (Opcode & 0x8) != 0;

    internal bool IsCustom => (Opcode & 0x7) > 2;

    /// <summary>Defines a type of data frame.</summary>
    /// <param name="opcode">The opcode: 3 to 7.</param>
    /// <param name="name">The name.</param>
    /// <returns>The type, to be given to <see cref="FrameConnectionOptions.FrameTypes"/>.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="opcode"/> is not from 3 to 7.</exception>
    public static FrameType Data(byte opcode, string name) => Custom(opcode, 3, 7, name);

    /// <summary>Defines a type of control frame.</summary>
    /// <param name="opcode">The opcode: 11 to 15.</param>
    /// <param name="name">The name.</param>
    /// <returns>The type, to be given to <see cref="FrameConnectionOptions.FrameTypes"/>.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="opcode"/> is not from 11 to 15.</exception>
    public static FrameType Control(byte opcode, string name) => Custom(opcode, 11, 15, name);

    /// <summary>The name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;

    private static FrameType Custom(byte opcode, byte first, byte last, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(opcode, first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(opcode, last);
        return new FrameType(opcode, name);
    }
}
