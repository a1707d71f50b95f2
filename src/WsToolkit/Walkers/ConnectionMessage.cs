using WsToolkit.Dialects;
using WsToolkit.Framing;
using WsToolkit.Sessions;

namespace WsToolkit.Walkers;

/// <summary>What a connection is told of itself: when it begins, when it asks, and when its user changes.</summary>
internal static class ConnectionMessage
{
    /// <summary>Writes the members of <c>{"type":"connection","data":{"client_id":…,"root_id":…,"channel_id":…}}</c>.</summary>
    /// <param name="output">Where to write.</param>
    /// <param name="identity">The ids.</param>
    /// <param name="error">Why the user is the public one, where that is not what was asked for.</param>
    public static void WriteMembers(OutputBuffer output, WsWalkerIdentity identity, string? error)
    {
        output.Write("\"type\":\"connection\",\"data\":{\"client_id\":"u8);
        JsonText.Write(output, identity.ClientId);
        output.Write(",\"root_id\":"u8);
        JsonText.Write(output, identity.UserId);
        output.Write(",\"channel_id\":"u8);
        JsonText.Write(output, identity.ChannelId);
        output.Write("}"u8);
        if (error is not null)
        {
            output.Write(",\"error\":"u8);
            JsonText.Write(output, error);
        }
    }

    /// <summary>The whole message.</summary>
    public static byte[] Write(WsWalkerIdentity identity, string? error)
        => SharedEncoder.Encode((identity, error), static (output, parts) =>
        {
            output.Write("{"u8);
            WriteMembers(output, parts.identity, parts.error);
            output.Write("}"u8);
        });
}
