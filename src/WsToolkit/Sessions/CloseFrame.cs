using System.Text;
using WsToolkit.Framing;

namespace WsToolkit.Sessions;

/// <summary>What a close frame may say: a code that is meant to travel, and a reason of at most 123 bytes of UTF-8.</summary>
internal static class CloseFrame
{
    public const int MaxReasonBytes = 123;

    /// <summary>
    /// Refuses the codes that are only reported, except <see cref="WsCloseCode.NoStatus"/>: who answers a close frame without
    /// code with what was received means <see cref="WsCloseCode.Normal"/>.
    /// </summary>
    public static WsCloseCode Sendable(WsCloseCode code) => (int)code switch
    {
        CloseCodes.NoStatus => WsCloseCode.Normal,
        var other when !CloseCodes.CanTravel(other) => throw new ArgumentException($"The close code {(int)code} cannot be sent.", nameof(code)),
        _ => code,
    };

    /// <summary>Cuts a reason where it is too long, between two characters.</summary>
    public static string CutReason(string? reason)
    {
        if (reason is null || Encoding.UTF8.GetByteCount(reason) <= MaxReasonBytes)
        {
            return reason ?? "";
        }

        var length = 0;
        var bytes = 0;
        foreach (var rune in reason.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > MaxReasonBytes)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return reason[..length];
    }
}
