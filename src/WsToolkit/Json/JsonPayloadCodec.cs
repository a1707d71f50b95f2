using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace WsToolkit.Json;

/// <summary>Payloads in JSON. Thread-safe.</summary>
public sealed class JsonPayloadCodec : WsPayloadCodec
{
    private readonly ConcurrentDictionary<Type, object> _types = new();
    private readonly JsonClosure _closure;
    private readonly JsonWriterCache _writers;

    /// <summary>Creates the codec.</summary>
    /// <param name="options">How values become JSON. The options become read-only.</param>
    /// <exception cref="InvalidOperationException"><paramref name="options"/> has no resolver of metadata.</exception>
    public JsonPayloadCodec(JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.MakeReadOnly();
        Options = options;
        _closure = new JsonClosure(options);
        _writers = JsonWriterCache.For(options);
    }

    /// <summary>How values become JSON; read-only.</summary>
    public JsonSerializerOptions Options { get; }

    /// <inheritdoc/>
    public override bool SupportsNamedArguments => true;

    /// <summary>
    /// Resolves what reads and writes a type, and makes sure that every type which its values can contain is known as well.
    /// </summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <returns>The reader and writer.</returns>
    /// <exception cref="NotSupportedException">
    /// There is no metadata for the type or for one inside it, or the serializer refuses it, as it does delegates; the message names it
    /// and the path to it.
    /// </exception>
    public override WsPayloadType<T> GetPayloadType<T>() => GetPayloadType<T>(WsPayloadUse.None);

    /// <summary>
    /// Resolves what reads and writes a type, makes sure that every type which its values can contain is known as well, and that what is
    /// to be read or written can be.
    /// </summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="use">
    /// What is done with the type's values. An interface without <c>[JsonDerivedType]</c>, for example, is written but not read.
    /// </param>
    /// <returns>The reader and writer.</returns>
    /// <exception cref="NotSupportedException">
    /// There is no metadata for the type or for one inside it, the serializer refuses it, or it cannot do what is to be done; the message
    /// names the type and the path to it.
    /// </exception>
    public override WsPayloadType<T> GetPayloadType<T>(WsPayloadUse use)
    {
        var info = (JsonTypeInfo<T>)_closure.Require(typeof(T), use);
        return (WsPayloadType<T>)_types.GetOrAdd(typeof(T), static (_, pair) => pair.Codec.Create(pair.Info), (Codec: this, Info: info));
    }

    private WsPayloadType<T> Create<T>(JsonTypeInfo<T> info)
    {
        var general = new JsonPayloadType<T>(info, _writers);
        return ScalarPayloadTypes.TryCreate(info, general) ?? general;
    }
}
