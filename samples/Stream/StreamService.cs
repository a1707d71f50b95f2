using System.Text.Json;
using WsToolkit;

namespace StreamSample;

/// <summary>What the example server of aio-openapi offers.</summary>
[WsService("stream", Ends = WsEnds.Server)]
public partial class StreamService
{
    /// <summary>Every channel that there may be: names are lower-case, clients publish what they like.</summary>
    [WsChannel("{name}", ClientsMayPublish = true, SlowConsumer = WsSlowConsumer.Disconnect)]
    public partial WsChannel<JsonElement> Any(string name);

    [WsChannelHook(nameof(Any), WsChannelHook.MaySubscribe)]
    public static bool MaySubscribe(string name) => IsLowerCase(name);

    [WsChannelHook(nameof(Any), WsChannelHook.MayPublish)]
    public static bool MayPublish(string name) => IsLowerCase(name);

    /// <summary>Gives its arguments back, with every digit of their numbers.</summary>
    [WsRpcMethod("echo")]
    public JsonElement Echo([WsPayload] JsonElement payload) => payload;

    /// <summary>Ends the connection: a handler that is cancelled does, in the compatible profile.</summary>
    [WsRpcMethod("cancel")]
    public void Cancel() => throw new OperationCanceledException();

    /// <summary>Has a result that JSON has no word for, which is answered with an error.</summary>
    [WsRpcMethod("badjson")]
    public double BadJson() => double.NaN;

    private static bool IsLowerCase(string name) => name == name.ToLowerInvariant();
}
