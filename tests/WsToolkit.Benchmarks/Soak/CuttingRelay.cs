using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace WsToolkit.Benchmarks.Soak;

/// <summary>Stands between clients and a server, and cuts connections without a word when told to.</summary>
internal sealed class CuttingRelay : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<(Socket Client, Socket Server), bool> _pairs = [];
    private readonly int _serverPort;

    public CuttingRelay(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    public int Connections => _pairs.Count;

    /// <summary>Cuts one of the connections.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Cut(Random random)
    {
        var pairs = _pairs.Keys.ToArray();
        if (pairs.Length == 0)
        {
            return false;
        }

        Close(pairs[random.Next(pairs.Length)], reset: random.Next(2) == 0);
        return true;
    }

    public void Dispose()
    {
        _listener.Dispose();
        foreach (var pair in _pairs.Keys)
        {
            Close(pair, reset: true);
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync();
                var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await server.ConnectAsync(IPAddress.Loopback, _serverPort);
                client.NoDelay = true;
                var pair = (client, server);
                _pairs[pair] = true;
                _ = CopyAsync(client, server, pair);
                _ = CopyAsync(server, client, pair);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task CopyAsync(Socket from, Socket to, (Socket Client, Socket Server) pair)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var count)
            {
                for (var sent = 0; sent < count;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent));
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Cut, or hung up.
        }

        Close(pair, reset: false);
    }

    private void Close((Socket Client, Socket Server) pair, bool reset)
    {
        if (_pairs.TryRemove(pair, out _))
        {
            if (reset)
            {
                pair.Client.LingerState = pair.Server.LingerState = new LingerOption(true, 0);
            }

            pair.Client.Dispose();
            pair.Server.Dispose();
        }
    }
}
