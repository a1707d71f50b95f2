using System.Text.Json;
using WsToolkit.Framing;

namespace WsToolkit.Json;

/// <summary>
/// Reads and writes the values of one type in a codec's format. Resolved once per endpoint or client, never per message;
/// thread-safe.
/// </summary>
/// <typeparam name="T">The type.</typeparam>
public abstract class WsPayloadType<T>
{
    /// <summary>Reads a whole payload.</summary>
    /// <param name="payload">The encoded value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="JsonException">The payload does not have the type's form.</exception>
    public abstract T? Read(ReadOnlyMemory<byte> payload);

    /// <summary>Writes a whole payload. When it throws, the caller rewinds the output.</summary>
    /// <param name="output">Where to write.</param>
    /// <param name="value">The value.</param>
    public abstract void Write(OutputBuffer output, T value);

    /// <summary>Reads one member of a payload object; the reader stands on the value's first token and is left on its last.</summary>
    /// <param name="reader">The reader.</param>
    /// <returns>The value.</returns>
    /// <exception cref="NotSupportedException">The codec has no members, only whole payloads.</exception>
    public virtual T? ReadMember(ref Utf8JsonReader reader) => throw new NotSupportedException("This payload codec has no named members.");
}
