using Microsoft.AspNetCore.Http;
using WsToolkit.Framing;

namespace WsToolkit.AspNetCore;

/// <summary>How a request is told that it gets no connection.</summary>
internal static class Refusal
{
    public const string NotAWebSocket = "Unable to open websocket connection";
    public const string ChannelTooLong = "The channel_id is too long";
    public const string ForeignOrigin = "This origin may not open websocket connections";

    public static Task WriteAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(Json(message));
    }

    public static void Write(ServerHandshake handshake, System.Buffers.IBufferWriter<byte> output, int status, string message)
        => handshake.Reject(output, status, [new("Content-Type", "application/json")], System.Text.Encoding.UTF8.GetBytes(Json(message)));

    private static string Json(string message) => $$"""{"message": "{{message}}"}""";
}
