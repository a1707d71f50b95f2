using System.Net.Sockets;

namespace TradingSample;

/// <summary>The client's way to the network, which can be cut.</summary>
internal sealed class Line : IDisposable
{
    private readonly SocketsHttpHandler _handler;
    private Socket? _socket;

    public Line()
    {
        _handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellationToken) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                _socket = socket;
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        Invoker = new HttpMessageInvoker(_handler);
    }

    public HttpMessageInvoker Invoker { get; }

    /// <summary>Breaks the connection, as a network does: without a word.</summary>
    public void Cut() => _socket?.Close();

    public void Dispose() => Invoker.Dispose();
}
