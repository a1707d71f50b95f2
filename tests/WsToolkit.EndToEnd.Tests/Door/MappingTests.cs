using Microsoft.AspNetCore.Builder;
using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.Testing;

namespace WsToolkit.EndToEnd.Tests.Door;

/// <summary>What cannot work fails while the application starts, with the names that are needed to mend it.</summary>
public sealed class MappingTests
{
    [Fact]
    public void Options_that_cannot_work_are_refused_by_name()
    {
        var server = Assert.Throws<ArgumentOutOfRangeException>(() => WsTestHost.Create<ParrotService>(options: options => options.MaxConcurrentCalls = 0));
        Assert.Contains("MaxConcurrentCalls must be at least 1", server.Message, StringComparison.Ordinal);
        var time = Assert.Throws<ArgumentOutOfRangeException>(() => WsTestHost.Create<ParrotService>(options: options => options.SendTimeout = TimeSpan.Zero));
        Assert.Contains("SendTimeout must be positive", time.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_of_a_client_that_cannot_work_are_refused_by_name()
    {
        var address = new Uri("ws://127.0.0.1:1/ws");
        var client = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => WsClient.ConnectAsync(address, new WsClientOptions { StreamWindow = 0 }));
        Assert.Contains("StreamWindow must be at least 1", client.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_services_share_an_endpoint()
    {
        await using var app = await KestrelApp.StartAsync(
            app => app.MapWs("/ws", ws => ws.Add<ParrotService>().Add<FirstTwinService>()));
        await using var connection = await app.OpenAsync();

        Assert.Equal(
            """{"id":1,"method":"echo","response":"hello"}""",
            await connection.AskAsync("""{"id":1,"method":"echo","payload":{"text":"hello"}}"""));
        Assert.Equal("""{"id":2,"method":"twin","response":"first"}""", await connection.AskAsync("""{"id":2,"method":"twin"}"""));
    }

    [Fact]
    public async Task Endpoints_have_options_of_their_own()
    {
        await using var app = await KestrelApp.StartAsync(
            app =>
            {
                app.MapWs("/small", ws =>
                {
                    ws.Options.MaxMessageBytes = 50;
                    ws.Add<ParrotService>();
                });
                app.MapWs<ParrotService>("/ws");
            });
        await using var small = await app.OpenAsync("/small");
        await using var large = await app.OpenAsync("/ws");
        var message = $$$"""{"id":1,"method":"echo","payload":{"text":"{{{new string('x', 100)}}}"}}""";

        await small.SendAsync(message);
        Assert.Equal(WsCloseCode.MessageTooBig, (await small.ReceiveCloseAsync()).Code);
        Assert.Contains("xxx", await large.AskAsync(message));
    }

    [Fact]
    public void Two_methods_with_one_name_are_both_named()
    {
        var error = Assert.Throws<InvalidOperationException>(
            () => WsTestHost.Create(ws => ws.Add<FirstTwinService>().Add<SecondTwinService>()));

        Assert.Contains("FirstTwinService.First", error.Message);
        Assert.Contains("SecondTwinService.Second", error.Message);
        Assert.Contains("'twin'", error.Message);
    }

    [Fact]
    public void A_service_that_is_added_twice_clashes_with_itself()
        => Assert.Contains(
            "FirstTwinService.First",
            Assert.Throws<InvalidOperationException>(() => WsTestHost.Create(ws => ws.Add<FirstTwinService>().Add<FirstTwinService>())).Message);

    [Fact]
    public void A_reserved_name_is_refused_with_its_method()
    {
        var error = Assert.Throws<InvalidOperationException>(() => WsTestHost.Create<UsurperService>());

        Assert.Contains("UsurperService.Seize", error.Message);
        Assert.Contains("'subscribe'", error.Message);
    }

    [Fact]
    public async Task MapWs_says_that_AddWsToolkit_is_missing()
    {
        using var log = new LogSink();
        await using var app = KestrelApp.CreateBuilder(log).Build();

        var error = Assert.Throws<InvalidOperationException>(() => app.MapWs<ParrotService>("/ws"));

        Assert.Contains("AddWsToolkit()", error.Message);
    }

    [Fact]
    public async Task An_endpoint_without_services_is_refused_by_name()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => KestrelApp.StartAsync(app => app.MapWs("/empty", static _ => { })));

        Assert.StartsWith("MapWs(\"/empty\") has no service", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_that_only_tells_of_the_server_is_one()
    {
        await using var app = await KestrelApp.StartAsync(app => app.MapWs("/info", static ws => ws.Options.ServerInfo = true));

        Assert.Equal(0, app.Connections.Count);
    }

    [Fact]
    public async Task A_clash_fails_MapWs_itself()
        => await Assert.ThrowsAsync<InvalidOperationException>(
            () => KestrelApp.StartAsync(app => app.MapWs("/ws", ws => ws.Add<FirstTwinService>().Add<SecondTwinService>())));
}
