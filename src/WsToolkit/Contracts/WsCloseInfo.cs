namespace WsToolkit;

/// <summary>How a connection ended.</summary>
/// <param name="Code">The close code: as received, as sent, or <see cref="WsCloseCode.Abnormal"/> when there was none.</param>
/// <param name="Reason">The reason that came with it, or an empty text.</param>
/// <param name="Remote">Whether the other end closed first.</param>
public sealed record WsCloseInfo(WsCloseCode Code, string Reason, bool Remote)
{
    /// <summary>The code, its number and the reason, for logs.</summary>
    /// <returns>A text such as <c>1001 GoingAway: the server shuts down</c>.</returns>
    public override string ToString()
    {
        var code = Enum.IsDefined(Code) ? $"{(int)Code} {Code}" : $"{(int)Code}";
        return Reason.Length == 0 ? code : $"{code}: {Reason}";
    }
}
