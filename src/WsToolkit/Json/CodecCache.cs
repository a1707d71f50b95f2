using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;

namespace WsToolkit.Json;

/// <summary>
/// One JSON codec for each combination of naming, enumeration format and generated metadata, shared by all connections of an endpoint or
/// client. Thread-safe.
/// </summary>
internal sealed class CodecCache(WsJsonOptions json, WsPayloadCodec? custom, int maxDepth)
{
    private readonly ConcurrentDictionary<(WsNaming, WsEnumFormat, IJsonTypeInfoResolver), WsPayloadCodec> _codecs =
        new(concurrencyLevel: 1, capacity: 1);

    public WsPayloadCodec Get(WsNaming naming, WsEnumFormat enums, IJsonTypeInfoResolver resolver)
        => custom ?? _codecs.GetOrAdd(
            (naming, enums, resolver),
            key => new JsonPayloadCodec(json.CreateSerializerOptions(key.Item1, key.Item3, maxDepth, key.Item2)));
}
