// Stand-ins so that the library compiles while its parts land. Each goes when its real file comes; then the file goes.
#pragma warning disable
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using WsToolkit.Framing;
namespace WsToolkit.Json
{
    public sealed class WsJsonOptions { internal JsonSerializerOptions CreateSerializerOptions(WsNaming naming, IJsonTypeInfoResolver generated, int maxDepth) => throw null!; }
    public sealed class JsonPayloadCodec(JsonSerializerOptions options) : WsPayloadCodec { public override bool SupportsNamedArguments => true; public override WsPayloadType<T> GetPayloadType<T>() => throw null!; }
}
namespace WsToolkit.Dialects
{
    public abstract class DefaultDialect : WsDialect { public static DefaultDialect Instance => null!; }
}
