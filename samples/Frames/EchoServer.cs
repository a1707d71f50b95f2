using System.Net.Sockets;
using WsToolkit.Framing;

namespace Frames;

/// <summary>Sends every message back as it came: what conformance suites want to talk to.</summary>
internal static class EchoServer
{
    private static readonly FrameConnectionOptions Options = new() { MaxMessageBytes = 64 * 1024 * 1024 };

    public static IReadOnlyList<ExtensionNegotiator> Extensions { get; } = [new PerMessageDeflate()];

    public static FrameConnection Connect(FrameRole role, IReadOnlyList<FrameExtension> agreed) => new(role, Options, agreed);

    public static Task RunAsync(int port, CancellationToken cancellationToken) => TcpServer.RunAsync(port, ServeAsync, cancellationToken);

    /// <summary>Echoes until the connection ends. The engine answers pings and closes by itself, each answer in its place.</summary>
    public static async Task EchoAsync(FrameStream connection, CancellationToken cancellationToken)
    {
        while (true)
        {
            var received = await connection.ReadAsync(cancellationToken);
            switch (received.Kind)
            {
                case FrameEventKind.Data:
                    connection.Write(received.Type, received.Payload.Span);
                    break;
                case FrameEventKind.Close or FrameEventKind.Failed:
                    await connection.EndAsync(cancellationToken);
                    return;
                case FrameEventKind.Ended:
                    return;
            }
        }
    }

    private static async Task ServeAsync(Socket socket, CancellationToken cancellationToken)
    {
        using var connection = await Handshake.AcceptAsync(
            socket, Extensions, agreed => Connect(FrameRole.Server, agreed), cancellationToken);
        if (connection is not null)
        {
            await EchoAsync(connection, cancellationToken);
        }
    }
}
