using System.Net;
using System.Net.Sockets;

namespace Frames;

/// <summary>Accepts connections on the loopback interface and serves each of them at the same time as the others.</summary>
internal static class TcpServer
{
    public static async Task RunAsync(int port, Func<Socket, CancellationToken, Task> serve, CancellationToken cancellationToken)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        Console.WriteLine($"Listening on {listener.LocalEndpoint}");
        try
        {
            while (true)
            {
                var socket = await listener.AcceptSocketAsync(cancellationToken);
                _ = ServeAsync(socket);
            }
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C.
        }

        async Task ServeAsync(Socket socket)
        {
            socket.NoDelay = true;
            try
            {
                await serve(socket, cancellationToken);
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
            {
                // The connection is gone; the others go on.
            }
            finally
            {
                socket.Dispose();
            }
        }
    }
}
