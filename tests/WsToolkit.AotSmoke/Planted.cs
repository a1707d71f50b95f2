using System.Text.Json;

namespace WsToolkit.AotSmoke;

/// <summary>What no native program may do; compiled only to see that the build refuses it.</summary>
[WsService]
public sealed partial class Planted
{
    [WsRpcMethod]
    public string Write([WsPayload] PlantedText text) => JsonSerializer.Serialize(text);
}

public sealed record PlantedText(string Value);
