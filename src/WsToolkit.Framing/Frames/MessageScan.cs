namespace WsToolkit.Framing;

/// <summary>Looks ahead in received bytes, without taking anything in.</summary>
internal static class MessageScan
{
    private const int MostFrames = 8;

    /// <summary>Whether the bytes hold the rest of a message, a whole one, a close frame or an error. Gives up after a few frames.</summary>
    /// <param name="bytes">The unread bytes.</param>
    /// <param name="current">The type of the frame whose payload they begin with, if any.</param>
    /// <param name="currentFin">Whether that frame ends its message.</param>
    /// <param name="currentLength">How much of that frame they would hold if it were there.</param>
    public static bool HasMessage(ReadOnlySpan<byte> bytes, FrameType? current, bool currentFin, long currentLength)
    {
        if (current is not null)
        {
            if (bytes.Length < currentLength)
            {
                return false;
            }

            if (Ends(current.Opcode, currentFin))
            {
                return true;
            }

            bytes = bytes[(int)currentLength..];
        }

        for (var frames = 0; frames < MostFrames; frames++)
        {
            if (!FrameHeader.TryRead(bytes, out var header) || header.Length > (ulong)(bytes.Length - header.Size))
            {
                return false;
            }

            if (Ends(header.Opcode, header.Fin))
            {
                return true;
            }

            bytes = bytes[(header.Size + (int)header.Length)..];
        }

        return false;
    }

    private static bool Ends(byte opcode, bool fin) => opcode == FrameType.Close.Opcode || (fin && (opcode & 0x8) == 0);
}
