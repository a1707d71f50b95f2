using System.Net;
using System.Net.Sockets;
using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Lifecycle;

/// <summary>Connections that do not come about.</summary>
public class ConnectTests
{
    [Fact]
    public async Task Nobody_listens()
    {
        // Bound, so that nobody else gets the port meanwhile.
        using var silent = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        silent.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        await Assert.ThrowsAsync<WsHandshakeException>(() => JobsServiceClient.ConnectAsync(AddressOf(silent.LocalEndPoint!))).Soon();
    }

    [Fact]
    public async Task The_server_hangs_up_during_the_handshake()
    {
        using var listener = Listen();
        var connecting = JobsServiceClient.ConnectAsync(AddressOf(listener));
        var socket = await listener.AcceptSocketAsync().Soon();
        listener.Stop();
        socket.Dispose();

        await Assert.ThrowsAsync<WsHandshakeException>(() => connecting).Soon();
    }

    [Fact]
    public async Task The_server_never_answers_the_handshake()
    {
        using var listener = Listen();
        var time = new FakeTimeProvider();
        var connecting = JobsServiceClient.ConnectAsync(AddressOf(listener), new WsClientOptions { TimeProvider = time });
        using var socket = await listener.AcceptSocketAsync().Soon();
        time.Advance(TimeSpan.FromSeconds(14.9));
        Assert.False(connecting.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.1));

        await Assert.ThrowsAsync<TimeoutException>(() => connecting).Soon();
    }

    [Fact]
    public async Task The_attempt_is_cancelled()
    {
        using var listener = Listen();
        using var source = new CancellationTokenSource();
        var connecting = JobsServiceClient.ConnectAsync(AddressOf(listener), cancellationToken: source.Token);
        using var socket = await listener.AcceptSocketAsync().Soon();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting).Soon();
    }

    [Fact]
    public async Task A_close_code_that_cannot_travel_is_refused_and_the_connection_stays()
    {
        var transport = new ScriptedTransport();
        await using var client = Client(transport);

        await Assert.ThrowsAsync<ArgumentException>(() => client.CloseAsync(WsCloseCode.Abnormal)).Soon();

        Assert.False(client.Completion.IsCompleted);
        Assert.False(transport.Aborted.IsCompleted);
    }

    private static WsClient Client(ScriptedTransport transport) => WsClient.Create(transport, new WsClientOptions { CloseTimeout = TimeSpan.Zero });

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static Uri AddressOf(TcpListener listener) => AddressOf(listener.LocalEndpoint);

    private static Uri AddressOf(EndPoint endPoint) => new($"ws://127.0.0.1:{((IPEndPoint)endPoint).Port}/ws");
}
