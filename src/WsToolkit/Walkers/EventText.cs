using WsToolkit.Dialects;
using WsToolkit.Json;
using WsToolkit.Sessions;

namespace WsToolkit.Walkers;

/// <summary>Writes typed notifications.</summary>
internal static class EventText
{
    /// <summary>Writes <c>{"type":"chat","data":{…}}</c>.</summary>
    public static byte[] Write<T>(T notification, WsPayloadType<T> type)
        where T : IWsEvent<T>
        => SharedEncoder.Encode((notification, type), static (output, parts) =>
        {
            output.Write("{\"type\":"u8);
            JsonText.Write(output, T.EventName);
            output.Write(",\"data\":"u8);
            parts.type.Write(output, parts.notification);
            output.Write("}"u8);
        });
}
