using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Reconnect;

/// <summary>Reconnecting over real sockets.</summary>
public class SocketTests
{
    [Theory]
    [InlineData(HostKind.Kestrel)]
    [InlineData(HostKind.WebSocket)]
    public async Task A_connection_that_the_server_drops_is_replaced(HostKind kind)
    {
        await using var host = await ServiceHost.StartAsync(kind, ws => ws.Add<JobsService>());
        var options = new WsClientOptions { Reconnect = new WsReconnectOptions { InitialDelay = TimeSpan.Zero } };
        var jobs = await host.ConnectAsync<JobsServiceClient>(options);
        Assert.Equal(3, await jobs.AddAsync(1, 2).Soon());
        for (var i = 0; i < 3; i++)
        {
            var back = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            ((WsClient)jobs.Connection).StateChanged += (_, change) =>
            {
                if (change.NewState == WsClientState.Connected)
                {
                    back.TrySetResult();
                }
            };
            host.Connections.All.Single().Abort();
            await back.Task.Soon();
            Assert.Equal(5, await jobs.AddAsync(2, 3).Soon());
            await host.Probe.Reached("disconnected", i + 1);
        }
    }

    [Fact]
    public async Task Over_the_platforms_transport_a_refused_handshake_is_told_from_a_server_that_is_gone()
    {
        await using var host = await ServiceHost.StartAsync(HostKind.Kestrel, ws => ws.Add<JobsService>());
        var wrong = new UriBuilder(host.Address) { Path = "/nowhere" }.Uri;
        foreach (var transport in Enum.GetValues<WsTransportKind>())
        {
            var refused = await Assert.ThrowsAsync<WsHandshakeException>(
                () => WsClient.ConnectAsync(wrong, new WsClientOptions { Transport = transport })).Soon();
            Assert.Equal(System.Net.HttpStatusCode.NotFound, refused.StatusCode);
        }
    }
}
