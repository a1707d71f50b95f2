using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Flow;

/// <summary>Messages of many buffers, and beyond the limits.</summary>
public class LargeMessageTests
{
    [Theory, BothHosts]
    public async Task Large_messages_travel_both_ways_at_once(HostKind kind)
    {
        await using var host = await StartAsync(kind, 2 * 1024 * 1024);
        var shapes = await host.ConnectAsync<ShapesServiceClient>(new WsClientOptions { MaxMessageBytes = 2 * 1024 * 1024 });
        var texts = Enumerable.Range(0, 20).Select(i => $"{i}".PadLeft(100_000 * (1 + (i % 8)), 'é')).ToArray();

        Assert.Equal(texts, await Task.WhenAll(texts.Select(text => shapes.EchoAsync(text).AsTask())).Soon());
    }

    [Theory, BothHosts]
    public async Task Messages_larger_than_the_send_queue_are_sent_one_after_the_other(HostKind kind)
    {
        await using var host = await StartAsync(kind, 1024 * 1024, options => options.SendQueueBytes = 10_000);
        var shapes = await host.ConnectAsync<ShapesServiceClient>(new WsClientOptions { SendQueueBytes = 10_000 });
        var texts = Enumerable.Range(0, 50).Select(i => $"{i}".PadLeft(30_000, '.')).ToArray();

        Assert.Equal(texts, await Task.WhenAll(texts.Select(text => shapes.EchoAsync(text).AsTask())).Soon());
    }

    [Theory, BothHosts]
    public async Task A_call_that_the_server_finds_too_large_closes_the_connection(HostKind kind)
    {
        // Time stands still for the server: it gives the client as long as it takes to send all of it and to learn why.
        await using var host = await StartAsync(kind, 10_000, options => options.TimeProvider = new FakeTimeProvider());
        var shapes = await host.ConnectAsync<ShapesServiceClient>();

        var lost = await Assert.ThrowsAsync<WsConnectionLostException>(() => shapes.EchoAsync(new string('x', 500_000)).AsTask()).Soon();
        Assert.Equal(WsCloseCode.MessageTooBig, lost.Close.Code);
        Assert.True(lost.Close.Remote);
    }

    [Theory, BothHosts]
    public async Task An_answer_that_the_client_finds_too_large_closes_the_connection(HostKind kind)
    {
        await using var host = await StartAsync(kind, 1024 * 1024);
        var shapes = await host.ConnectAsync<ShapesServiceClient>(new WsClientOptions { MaxMessageBytes = 10_000 });

        var lost = await Assert.ThrowsAsync<WsConnectionLostException>(() => shapes.EchoAsync(new string('x', 500_000)).AsTask()).Soon();
        Assert.Equal(WsCloseCode.MessageTooBig, lost.Close.Code);
        Assert.False(lost.Close.Remote);
    }

    private static Task<ServiceHost> StartAsync(HostKind kind, int maxMessageBytes, Action<WsServerOptions>? configure = null)
        => ServiceHost.StartAsync(kind, ws => ws.Add<ShapesService>(), options: options =>
        {
            options.MaxMessageBytes = maxMessageBytes;
            configure?.Invoke(options);
        });
}
