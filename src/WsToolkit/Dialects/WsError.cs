namespace WsToolkit.Dialects;

/// <summary>An error as it travels.</summary>
/// <param name="Code">A machine-readable code, empty when the other end gave none.</param>
/// <param name="Message">A text for people.</param>
/// <param name="Errors">What is wrong by field, or <see langword="null"/>.</param>
public record WsError(string Code, string Message, IReadOnlyDictionary<string, string>? Errors = null)
{
    /// <summary>
    /// The number that goes with the error in dialects that have one, such as a status; 0 for none, or for that of the code.
    /// </summary>
    public int Status { get; init; }

    /// <summary>
    /// Of a received error, how it stood in the message, cut to a bound of the dialect; empty where the dialect does not keep it. A copy.
    /// </summary>
    public ReadOnlyMemory<byte> Body { get; init; }
}
