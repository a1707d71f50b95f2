using System.Net;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Server;
using WsToolkit.Sessions;
using WsToolkit.Testing;

namespace WsToolkit.EndToEnd.Tests.Compat;

/// <summary>The connection itself in the compatible profile.</summary>
public class DoorTests
{
    [Fact]
    public async Task A_request_for_anything_else_is_answered_with_400()
    {
        await using var host = await CompatHost.StartAsync(HostKind.Kestrel);
        using var client = new HttpClient();

        using var answer = await client.GetAsync(new Uri(host.App.Http, "/ws"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("""{"message": "Unable to open websocket connection"}""", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(1000, HostKind.Kestrel)]
    [InlineData(1001, HostKind.Kestrel)]
    [InlineData(3000, HostKind.Kestrel)]
    [InlineData(4001, HostKind.Kestrel)]
    [InlineData(4001, HostKind.WebSocket)]
    public async Task Every_close_frame_is_answered_with_1000_and_no_reason(int code, HostKind over)
    {
        await using var host = await CompatHost.StartAsync(over);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(host.App.Ws(), default).Soon();

        await socket.CloseOutputAsync((WebSocketCloseStatus)code, "why", default).Soon();
        var received = await socket.ReceiveAsync(new byte[10], default).Soon();

        Assert.Equal(WebSocketMessageType.Close, received.MessageType);
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
        Assert.Equal("", socket.CloseStatusDescription ?? "");
    }

    [Theory]
    [BothHosts]
    public async Task Binary_messages_are_ignored(HostKind over)
    {
        await using var host = await CompatHost.StartAsync(over);
        await using var connection = await host.OpenAsync();

        await connection.SendAsync("""{"id":"1","method":"nothing"}"""u8.ToArray(), WsMessageType.Binary);

        Assert.Equal("""{"id": "2", "method": "echo", "response": {}}""", await connection.AskAsync("""{"id":"2","method":"echo"}"""));
        Assert.Empty(host.Probe.Log);
    }

    [Fact]
    public async Task Subprotocols_are_ignored_and_compression_is_accepted()
    {
        await using var host = await CompatHost.StartAsync(HostKind.Kestrel);
        using var socket = new ClientWebSocket();
        socket.Options.DangerousDeflateOptions = new WebSocketDeflateOptions();
        socket.Options.SetRequestHeader("Sec-WebSocket-Protocol", "a, b");
        socket.Options.CollectHttpResponseDetails = true;

        // The platform's client minds that none is picked, as it should; the answer is what counts.
        await Record.ExceptionAsync(() => socket.ConnectAsync(host.App.Ws(), default).Soon());

        Assert.Equal(HttpStatusCode.SwitchingProtocols, socket.HttpStatusCode);
        Assert.DoesNotContain("Sec-WebSocket-Protocol", socket.HttpResponseHeaders!.Keys);
        Assert.StartsWith("permessage-deflate", socket.HttpResponseHeaders["Sec-WebSocket-Extensions"].Single());
    }

    [Fact]
    public async Task Compressed_connections_are_served_as_others_are()
    {
        await using var host = await CompatHost.StartAsync(HostKind.Kestrel);
        await using var connection = await host.App.OpenAsync(configure: options => options.DangerousDeflateOptions = new WebSocketDeflateOptions());
        var text = new string('x', 100_000);

        Assert.Equal(
            $$$"""{"id": "1", "method": "echo", "response": {"a": "{{{text}}}"}}""",
            await connection.AskAsync($$$"""{"id":"1","method":"echo","payload":{"a":"{{{text}}}"}}"""));
    }

    [Fact]
    public async Task Without_compression_none_is_used()
    {
        await using var host = await CompatHost.StartAsync(HostKind.Kestrel);
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        await socket.ConnectAsync(host.App.Ws(), default).Soon();

        Assert.DoesNotContain("Sec-WebSocket-Extensions", socket.HttpResponseHeaders!.Keys);
    }

    [Theory]
    [BothHosts]
    public async Task Messages_have_up_to_four_mebibytes(HostKind over)
    {
        const int Limit = 4 * 1024 * 1024;
        await using var host = await CompatHost.StartAsync(over);
        await using var connection = await host.OpenAsync();

        Assert.EndsWith("xxx\"}}", await connection.AskAsync(Message(Limit)));
        var sending = Record.ExceptionAsync(() => connection.SendAsync(Message(Limit + 1)));

        Assert.Equal(WsCloseCode.MessageTooBig, (await connection.ReceiveCloseAsync()).Code);
        connection.Abort();
        await sending;
    }

    [Fact]
    public void No_pings_are_sent()
    {
        var builder = new WsEndpointBuilder(new ServiceCollection().BuildServiceProvider());

        Assert.Equal(Timeout.InfiniteTimeSpan, builder.UseCompat().Options.KeepAliveInterval);
    }

    [Fact]
    public void What_the_profile_cannot_carry_is_refused_when_the_endpoint_is_mapped()
    {
        var refused = Assert.Throws<NotSupportedException>(() => WsTestHost.Create(ws => ws.UseCompat().Add<CompatStreams>()));

        Assert.Equal("CompatStreams.CountAsync needs streams of results, which the dialect 'compat' cannot carry.", refused.Message);
    }

    [Fact]
    public async Task A_generated_client_speaks_it_too()
    {
        await using var host = await CompatHost.StartAsync(HostKind.Memory);
        var client = await host.Memory.ConnectAsync<CompatServiceClient>(new WsClientOptions().UseCompat());
        var id = Guid.Parse("01234567-89ab-cdef-0123-456789abcdef");

        Assert.Equal(79228162514264337593543950335m, await client.AddAsync(79228162514264337593543950334m, 1).Soon());
        Assert.Equal(new CompatAccount(id, CompatKind.Special, "Zoë <&>"), await client.AccountAsync(id).Soon());
        var error = await Assert.ThrowsAsync<WsException>(() => client.RefuseAsync().Soon());
        Assert.Equal(("Not enough money", "too much"), (error.Message, error.Errors["amount"]));
        await client.NothingAsync().Soon();
    }

    [Theory]
    [BothHosts]
    public async Task A_generated_client_has_its_channels_over_it(HostKind over)
    {
        await using var host = await CompatHost.StartAsync(over);
        await using var client = over == HostKind.Memory
            ? await host.Memory.ConnectAsync<CompatServiceClient>(new WsClientOptions().UseCompat())
            : await CompatServiceClient.ConnectAsync(host.App.Ws(), new WsClientOptions().UseCompat()).Soon();
        var account = new CompatAccount(Guid.Parse("01234567-89ab-cdef-0123-456789abcdef"), CompatKind.Special, "Zoë");
        var received = new TaskCompletionSource<CompatAccount>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var subscription = await client.Accounts(CompatKind.Special).SubscribeAsync(received.SetResult).Soon();

        await client.Accounts(CompatKind.Usual).PublishAsync(account).Soon();
        await client.Accounts(CompatKind.Special).PublishAsync(account with { Owner = "Zoë 2" }).Soon();

        Assert.Equal(account with { Owner = "Zoë 2" }, await received.Task.Soon());
    }

    private static string Message(int length)
    {
        const string Frame = """{"id":"1","method":"echo","payload":{"text":""}}""";
        return new StringBuilder(Frame).Insert(Frame.Length - 3, "x", length - Frame.Length).ToString();
    }
}

[WsService("compat_streams", Ends = WsEnds.Server)]
public partial class CompatStreams
{
    [WsRpcMethod]
    public async IAsyncEnumerable<int> CountAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        yield return 1;
    }
}
