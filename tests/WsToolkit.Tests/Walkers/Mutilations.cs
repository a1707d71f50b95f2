using System.Text;

namespace WsToolkit.Tests.Walkers;

/// <summary>Messages of clients with something wrong in them, mostly.</summary>
internal static class Mutilations
{
    private static readonly byte[][] Messages =
    [
        .. new[]
        {
            """{"type":"connection"}""",
            """{"type":"walker","walker":"length","response":true,"context":{"text":"abc","val":1}}""",
            """{"type":"walker","walker":"length","id":7,"credit":3,"timeout":100,"progress":true,"context":{"text":"\u00e4\"\\"}}""",
            """{"type":"user","root_ids":["n::672b35cec309e5ef8469c372"],"data":{"val":1}}""",
            """{"type":"channel","channel_ids":["a","b"],"data":{"type":"chat","data":{"x":[1,2,{"y":null}]}}}""",
            """{"type":"client","client_ids":["1730887348:f46d85203c704c099e9f44e948322a20"],"data":{"sender":1}}""",
            """{"type":"change_user","token":"bearer x"}""",
            """{"type":"cancel","id":7}""",
            """{"type":"credit","id":7,"count":4}""",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    private static readonly byte[][] Pieces = [.. new[] { "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u00", "null", "true", "-1", "1e9", "\"id\":", "\"type\":" }.Select(Encoding.UTF8.GetBytes)];

    /// <summary>A message that is valid UTF-8, as the transport sees to.</summary>
    public static byte[] Next(Random random)
    {
        List<byte> message = [.. Messages[random.Next(Messages.Length)]];
        for (var i = random.Next(4); i > 0 && message.Count > 0; i--)
        {
            var place = random.Next(message.Count);
            switch (random.Next(4))
            {
                case 0:
                    message.RemoveRange(place, Math.Min(random.Next(1, 12), message.Count - place));
                    break;
                case 1:
                    message[place] = (byte)random.Next(0x80);
                    break;
                case 2:
                    message.InsertRange(place, Pieces[random.Next(Pieces.Length)]);
                    break;
                default:
                    var other = Messages[random.Next(Messages.Length)];
                    message.InsertRange(place, other.AsSpan(random.Next(other.Length)).ToArray());
                    break;
            }
        }

        return [.. message];
    }
}
