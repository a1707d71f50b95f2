using System.Buffers.Binary;
using System.Text;

namespace WsToolkit.Framing;

/// <summary>The content of a close frame: nothing, or a code and a reason (RFC 6455, section 5.5.1).</summary>
internal static class ClosePayload
{
    private const int MaxReasonBytes = 123;

    /// <summary>Writes the content; a reason that is too long is cut between two characters.</summary>
    /// <returns>Its length.</returns>
    public static int Write(Span<byte> destination, int code, string? reason)
    {
        if (code == CloseCodes.NoStatus)
        {
            return string.IsNullOrEmpty(reason) ? 0 : throw new ArgumentException("A reason cannot be sent without a code.", nameof(reason));
        }

        if (!CloseCodes.CanTravel(code))
        {
            throw new ArgumentException($"The close code {code} cannot be sent.", nameof(code));
        }

        BinaryPrimitives.WriteUInt16BigEndian(destination, (ushort)code);
        var length = 2;
        var most = 2 + MaxReasonBytes;
        foreach (var rune in (reason ?? "").EnumerateRunes())
        {
            if (!rune.TryEncodeToUtf8(destination[length..most], out var written))
            {
                break;
            }

            length += written;
        }

        return length;
    }
}
