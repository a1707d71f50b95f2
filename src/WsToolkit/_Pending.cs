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
namespace WsToolkit.Sessions
{
    public class WebSocketTransport(object socket, int maxMessageBytes) : WsTransport
    {
        public override ValueTask<WsMessage> ReceiveAsync(CancellationToken c) => throw null!;
        public override OutputReservation BeginMessage(OutputBuffer o, WsMessageType t) => throw null!;
        public override void EndMessage(OutputBuffer o, OutputReservation r, WsMessageType t) => throw null!;
        public override ValueTask SendAsync(OutputBuffer o, CancellationToken c) => throw null!;
        public override ValueTask CloseAsync(WsCloseCode c, string? r, CancellationToken t) => throw null!;
        public override void Abort() => throw null!;
        public override ValueTask DisposeAsync() => throw null!;
    }
    public static class MemoryTransport { public static (WsTransport Server, WsTransport Client) CreatePair(int serverMaxMessageBytes, int clientMaxMessageBytes) => throw null!; }
}
