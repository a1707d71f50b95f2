namespace WsToolkit.Json;

/// <summary>
/// The format of payloads, independent of the envelope around them. JSON by default; another codec serves methods with one
/// <see cref="WsPayloadAttribute"/> parameter and one result.
/// </summary>
public abstract class WsPayloadCodec
{
    /// <summary>Whether payloads can be objects with named members. Without, methods with several parameters are refused.</summary>
    public abstract bool SupportsNamedArguments { get; }

    /// <summary>
    /// The payload of a call without arguments. Where it is empty, a received payload of no bytes is a value like any other; where it is
    /// not, it is a payload that is missing. Default: <c>{}</c> with named arguments, else empty.
    /// </summary>
    public virtual ReadOnlyMemory<byte> NoArguments => SupportsNamedArguments ? EmptyObject : default;

    /// <summary>The payload of an answer without a result. Default: <c>null</c> with named arguments, else empty.</summary>
    public virtual ReadOnlyMemory<byte> NoResult => SupportsNamedArguments ? Null : default;

    internal static ReadOnlyMemory<byte> EmptyObject { get; } = "{}"u8.ToArray();

    internal static ReadOnlyMemory<byte> Null { get; } = "null"u8.ToArray();

    /// <summary>Resolves what reads and writes a type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <returns>The reader and writer.</returns>
    /// <exception cref="NotSupportedException">The codec does not know the type; the message names it.</exception>
    public abstract WsPayloadType<T> GetPayloadType<T>();

    /// <summary>
    /// Resolves what reads or writes a type, and makes sure that it can do what it is for. Without an override it is
    /// <see cref="GetPayloadType{T}()"/>.
    /// </summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="use">What is done with the type's values.</param>
    /// <returns>The reader and writer.</returns>
    /// <exception cref="NotSupportedException">
    /// The codec does not know the type, or cannot read or write it as <paramref name="use"/> says; the message names the type.
    /// </exception>
    public virtual WsPayloadType<T> GetPayloadType<T>(WsPayloadUse use) => GetPayloadType<T>();
}
