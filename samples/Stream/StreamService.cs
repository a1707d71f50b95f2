using System.Text.Json;
using WsToolkit;

namespace StreamSample;

/// <summary>What the example server of aio-openapi offers.</summary>
[WsService("stream", Ends = WsEnds.Server)]
public partial class StreamService
{
    /// <summary>Gives its arguments back, with every digit of their numbers.</summary>
    [WsRpcMethod("echo")]
    public JsonElement Echo([WsPayload] JsonElement payload) => payload;

    /// <summary>Ends the connection: a handler that is cancelled does, in the compatible profile.</summary>
    [WsRpcMethod("cancel")]
    public void Cancel() => throw new OperationCanceledException();

    /// <summary>Has a result that JSON has no word for, which is answered with an error.</summary>
    [WsRpcMethod("badjson")]
    public double BadJson() => double.NaN;
}
