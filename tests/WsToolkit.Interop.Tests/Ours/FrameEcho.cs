using System.Text;
using WsToolkit.Framing;

namespace WsToolkit.Interop.Tests.Ours;

/// <summary>
/// What an echo server does with an established connection: it echoes, and obeys the commands described in
/// tests/interop/python/peer.py.
/// </summary>
internal static class FrameEcho
{
    /// <summary>Serves a connection to its end.</summary>
    public static async Task<Served> RunAsync(FrameEnd end)
    {
        var traffic = new List<Traffic>();
        var fragments = 1;
        while (true)
        {
            var (received, sent) = (end.Received, end.Sent);
            var frameEvent = await end.ReadAsync();
            switch (frameEvent.Kind)
            {
                case FrameEventKind.Data:
                    var command = Content.Command(frameEvent.Type == FrameType.Text ? frameEvent.Payload.Span : default);
                    if (command is ["!fragments", var count])
                    {
                        fragments = int.Parse(count);
                    }
                    else if (!Obey(end, command))
                    {
                        var (isText, length) = (frameEvent.Type == FrameType.Text, frameEvent.Payload.Length);
                        end.Write(frameEvent.Type, frameEvent.Payload, fragments);
                        await end.FlushAsync();
                        traffic.Add(new Traffic(isText, length, end.Received - received, end.Sent - sent));
                    }

                    break;
                case FrameEventKind.Pong:
                    end.Frames.WriteText(end.Output, "pong " + Encoding.UTF8.GetString(frameEvent.Payload.Span));
                    break;
                case FrameEventKind.Close or FrameEventKind.Failed:
                    var served = new Served("", null, null, frameEvent.CloseCode, frameEvent.CloseReason, frameEvent.Error, traffic);
                    await end.EndAsync();
                    return served;
                case FrameEventKind.Ended:
                    return new Served("", null, null, frameEvent.CloseCode, "", null, traffic);
            }
        }
    }

    private static bool Obey(FrameEnd end, string[] command)
    {
        switch (command)
        {
            case ["!close", var code, var reason]:
                end.Frames.WriteClose(end.Output, int.Parse(code), reason);
                return true;
            case ["!ping", var data]:
                end.Frames.Write(end.Output, FrameType.Ping, Encoding.UTF8.GetBytes(data));
                return true;
            case ["!drop"]:
                end.Drop();
                return true;
            default:
                return false;
        }
    }
}
