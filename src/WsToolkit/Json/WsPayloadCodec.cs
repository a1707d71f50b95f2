namespace WsToolkit.Json;

/// <summary>
/// The format of payloads, independent of the envelope around them. JSON by default; another codec serves methods with one
/// <see cref="WsPayloadAttribute"/> parameter and one result.
/// </summary>
public abstract class WsPayloadCodec
{
    /// <summary>Whether payloads can be objects with named members. Without, methods with several parameters are refused.</summary>
    public abstract bool SupportsNamedArguments { get; }

    /// <summary>Resolves what reads and writes a type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <returns>The reader and writer.</returns>
    /// <exception cref="NotSupportedException">The codec does not know the type; the message names it.</exception>
    public abstract WsPayloadType<T> GetPayloadType<T>();
}
