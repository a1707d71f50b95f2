using System.Net.WebSockets;
using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Compat;

/// <summary>The Stream sample as a process of its own, started as a user starts it.</summary>
public sealed class StreamProcess : IAsyncLifetime
{
    private SampleProcess? _process;

    public Uri Address { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _process = SampleProcess.Start("Stream", "--urls", "http://127.0.0.1:0");
        var line = await _process.ReadLineAsync();
        Assert.StartsWith("Listening on ws://127.0.0.1:", line);
        Assert.EndsWith("/stream", line);
        Address = new Uri(line["Listening on ".Length..]);
    }

    internal async Task<SocketConnection> OpenAsync()
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(Address, default).Soon();
        return new SocketConnection(socket);
    }

    public Task DisposeAsync()
    {
        _process?.Dispose();
        return Task.CompletedTask;
    }
}
