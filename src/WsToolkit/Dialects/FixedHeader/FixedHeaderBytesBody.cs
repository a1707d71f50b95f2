using WsToolkit.Json;

namespace WsToolkit.Dialects;

/// <summary>Bodies that only the application understands.</summary>
internal sealed class FixedHeaderBytesBody : FixedHeaderBody
{
    public override WsPayloadCodec Codec => BytesPayloadCodec.Instance;
}
