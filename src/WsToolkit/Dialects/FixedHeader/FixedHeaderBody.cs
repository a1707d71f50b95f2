using WsToolkit.Framing;
using WsToolkit.Json;

namespace WsToolkit.Dialects;

/// <summary>
/// The format of the bodies behind a fixed header: the codec of the payloads, and the little that the dialect itself reads and writes.
/// Derive from it for protobuf or another format, with the library of your choice. Thread-safe.
/// </summary>
public abstract class FixedHeaderBody
{
    /// <summary>JSON objects, up to 64 levels deep. A body that has nothing to say is <c>{}</c>.</summary>
    public static FixedHeaderBody Json { get; } = new FixedHeaderJsonBody(64);

    /// <summary>
    /// Bytes that mean something to the application only, see <see cref="BytesPayloadCodec"/>. Streams have no ids of their own, and errors
    /// are JSON.
    /// </summary>
    public static FixedHeaderBody Bytes { get; } = new FixedHeaderBytesBody();

    /// <summary>
    /// The codec of the payloads; <see langword="null"/>, the default, for JSON by the options of the endpoint or client.
    /// </summary>
    public virtual WsPayloadCodec? Codec => null;

    /// <summary>The body of a message that has nothing to say. Default: none.</summary>
    public virtual ReadOnlyMemory<byte> Empty => default;

    /// <summary>JSON with another bound for its depth.</summary>
    /// <param name="maxDepth">The deepest nesting of a received body, from 1 to 1,000.</param>
    /// <returns>The format.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxDepth"/> is out of range.</exception>
    public static FixedHeaderBody CreateJson(int maxDepth)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxDepth, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxDepth, 1000);
        return new FixedHeaderJsonBody(maxDepth);
    }

    /// <summary>Whether a body has nothing to say. Must not throw. Default: whether there is none.</summary>
    /// <param name="body">The body.</param>
    /// <returns>Whether it has.</returns>
    public virtual bool IsEmpty(ReadOnlySpan<byte> body) => body.IsEmpty;

    /// <summary>
    /// Finds out what is wrong with the body of a received request. An exception means that it cannot be read. Default: nothing ever is.
    /// </summary>
    /// <param name="body">The body, which may be empty.</param>
    /// <returns>The error to answer, or <see langword="null"/>.</returns>
    public virtual WsError? Check(ReadOnlySpan<byte> body) => null;

    /// <summary>Reads a member that is a text: the id of a stream, or a token. Default: there is none.</summary>
    /// <param name="body">The body.</param>
    /// <param name="member">The member's name.</param>
    /// <returns>The text; <see langword="null"/> where there is none, or what is there is no text. An exception means the same.</returns>
    public virtual string? ReadText(ReadOnlySpan<byte> body, string member) => null;

    /// <summary>Writes a body anew with a member that is a text, in place of one of that name if there is any.</summary>
    /// <param name="output">Where to write.</param>
    /// <param name="body">The body.</param>
    /// <param name="member">The member's name.</param>
    /// <param name="text">Its value.</param>
    /// <returns>Whether the format has such members; if not, nothing has been written. Default: it has none.</returns>
    public virtual bool WriteText(OutputBuffer output, ReadOnlySpan<byte> body, string member, string text) => false;

    /// <summary>Writes the body of an error. Default: JSON with <c>Code</c>, <c>Errors</c> and <c>Message</c>.</summary>
    /// <param name="output">Where to write.</param>
    /// <param name="error">The error.</param>
    public virtual void WriteError(OutputBuffer output, WsError error) => FixedHeaderErrorJson.Write(output, error);

    /// <summary>Reads the body of an error. Default: JSON, see <see cref="WriteError"/>.</summary>
    /// <param name="body">The body.</param>
    /// <returns>
    /// The error, with what it says; its code and message are empty where it says none. An exception means that it says nothing.
    /// </returns>
    public virtual WsError ReadError(ReadOnlyMemory<byte> body) => FixedHeaderErrorJson.Read(body.Span);
}
