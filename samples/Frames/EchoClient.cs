using System.Globalization;
using System.Text;
using WsToolkit.Framing;

namespace Frames;

/// <summary>Runs all cases of a fuzzing server, one connection each, by sending every message back.</summary>
internal static class EchoClient
{
    private static readonly FrameConnectionOptions Options = new() { MaxMessageBytes = 64 * 1024 * 1024 };

    public static async Task RunAsync(Uri server, string agent, CancellationToken cancellationToken)
    {
        var name = Uri.EscapeDataString(agent);
        var count = await CountAsync(new Uri(server, "/getCaseCount"), cancellationToken);
        Console.WriteLine($"{count} cases");
        for (var number = 1; number <= count; number++)
        {
            try
            {
                await EchoAsync(new Uri(server, $"/runCase?case={number}&agent={name}"), cancellationToken);
            }
            catch (IOException)
            {
                // The server has dropped the connection, which may be what the case is about.
            }
        }

        await EchoAsync(new Uri(server, $"/updateReports?agent={name}"), cancellationToken);
        Console.WriteLine("done");
    }

    private static Task<FrameStream> OpenAsync(Uri uri, CancellationToken cancellationToken)
        => Handshake.ConnectAsync(uri, [new PerMessageDeflate()], agreed => new FrameConnection(FrameRole.Client, Options, agreed), cancellationToken);

    private static async Task<int> CountAsync(Uri uri, CancellationToken cancellationToken)
    {
        using var connection = await OpenAsync(uri, cancellationToken);
        var count = 0;
        while (true)
        {
            var received = await connection.ReadAsync(cancellationToken);
            switch (received.Kind)
            {
                case FrameEventKind.Data:
                    count = int.Parse(Encoding.UTF8.GetString(received.Payload.Span), CultureInfo.InvariantCulture);
                    break;
                case FrameEventKind.Close:
                    await connection.EndAsync(cancellationToken);
                    return count;
                case FrameEventKind.Failed or FrameEventKind.Ended:
                    throw new IOException($"The server did not say how many cases there are: {received.Error ?? "it hung up"}");
            }
        }
    }

    private static async Task EchoAsync(Uri uri, CancellationToken cancellationToken)
    {
        using var connection = await OpenAsync(uri, cancellationToken);
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
}
