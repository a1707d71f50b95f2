using System.Text.Json;
using WsToolkit;

/// <summary>What no native program may do; compiled only to see that the build refuses it.</summary>
[WsService]
internal sealed partial class Planted
{
    [WsRpcMethod]
    public string Write([WsPayload] Text text) => JsonSerializer.Serialize(text);
}

// What nobody reaches, the native compiler does not look at.
internal static class PlantedUse
{
    [System.Runtime.CompilerServices.ModuleInitializer]
    internal static void Use() => new Planted().Write(new Text { Value = "planted" });
}
