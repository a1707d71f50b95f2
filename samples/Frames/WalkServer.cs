using System.Globalization;
using System.Net.Sockets;
using WsToolkit.Framing;

namespace Frames;

/// <summary>The server of the walk-through: sends text, bytes and ASCII back, and tells the time.</summary>
internal sealed class WalkServer(bool bare, bool zlib)
{
    public Task RunAsync(int port, CancellationToken cancellationToken) => TcpServer.RunAsync(port, ServeAsync, cancellationToken);

    private async Task ServeAsync(Socket socket, CancellationToken cancellationToken)
    {
        // The engine asks for no handshake: what comes before the frames, if anything, is up to the two ends.
        using var connection = bare
            ? new FrameStream(socket, Vocabulary.Connect(FrameRole.Server, zlib))
            : await Handshake.AcceptAsync(socket, [], _ => Vocabulary.Connect(FrameRole.Server, zlib), cancellationToken);
        if (connection is null)
        {
            return;
        }

        while (true)
        {
            var received = await connection.ReadAsync(cancellationToken);
            Console.WriteLine($"< {received.Describe()}");
            switch (received.Kind)
            {
                case FrameEventKind.Data:
                    connection.Write(received.Type, received.Payload.Span);
                    break;
                case FrameEventKind.Control when received.Type == Vocabulary.Time:
                    connection.WriteText(DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
                    break;
                case FrameEventKind.Ping:
                    // The pong has been written already; with AutomaticReplies.None it would be ours to write, with WriteReply.
                    break;
                case FrameEventKind.Close or FrameEventKind.Failed:
                    await connection.EndAsync(cancellationToken);
                    return;
                case FrameEventKind.Ended:
                    return;
            }
        }
    }
}
