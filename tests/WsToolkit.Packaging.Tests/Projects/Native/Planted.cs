using System.Text.Json;
using WsToolkit;

/// <summary>What no native program may do; compiled only to see that the build refuses it.</summary>
[WsService]
internal sealed partial class Planted
{
    [WsRpcMethod]
    public string Write([WsPayload] Text text) => JsonSerializer.Serialize(text);
}
