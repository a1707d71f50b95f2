namespace WsToolkit;

/// <summary>
/// An error with a code, meant for the other end. Thrown by a handler, it becomes the error reply, word for word; thrown by a generated
/// client, it is the error reply that the other end gave. Every other exception of a handler reaches the caller as
/// <see cref="WsErrorCodes.Internal"/> without its message.
/// </summary>
public class WsException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="code">A machine-readable code: one of <see cref="WsErrorCodes"/> or the application's own.</param>
    /// <param name="message">A text for people. It travels.</param>
    /// <param name="innerException">The cause. It never travels.</param>
    public WsException(string code, string message, Exception? innerException = null)
        : base(message, innerException) => Code = code ?? throw new ArgumentNullException(nameof(code));

    /// <summary>Creates the exception with an error per field.</summary>
    /// <param name="code">A machine-readable code.</param>
    /// <param name="message">A text for people. It travels.</param>
    /// <param name="errors">What is wrong, by the name of the argument or field. It travels.</param>
    /// <param name="innerException">The cause. It never travels.</param>
    public WsException(string code, string message, IReadOnlyDictionary<string, string> errors, Exception? innerException = null)
        : this(code, message, innerException) => Errors = errors ?? throw new ArgumentNullException(nameof(errors));

    /// <summary>
    /// The number that goes with the error in dialects that have one, such as the status of a fixed header. 0 for none; thrown by a
    /// handler, 0 leaves it to the dialect, which goes by <see cref="Code"/>.
    /// </summary>
    public int Status { get; init; }

    /// <summary>
    /// Of a received error, how it stood in the message, cut to a bound of the dialect; empty where the dialect does not keep it. Never
    /// travels.
    /// </summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The machine-readable code.</summary>
    public string Code { get; }

    /// <summary>What is wrong, by the name of the argument or field; empty when there is nothing to say by field.</summary>
    public IReadOnlyDictionary<string, string> Errors { get; } = System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty;
}
