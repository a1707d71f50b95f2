using System.Text;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Sessions;

namespace WsToolkit.EndToEnd.Tests.BadInput;

/// <summary>Messages up to the limit, beyond it, and in pieces.</summary>
public sealed class SizeTests(ProbeFixture hosts) : IClassFixture<ProbeFixture>
{
    private const int Limit = 2000;

    [Theory]
    [OverBoth]
    public async Task A_message_exactly_at_the_limit_is_served(HostKind over)
    {
        await using var host = await ProbeHost.StartAsync(over, options => options.MaxMessageBytes = Limit);
        await using var connection = await host.OpenAsync();

        Assert.StartsWith("""{"id":1,"method":"echo","response":"xxx""", await connection.AskAsync(Message(Limit)));
        await connection.AssertServesAsync();
    }

    [Theory]
    [OverBoth(Limit + 1)]
    [OverBoth(Limit * 2)]
    [OverBoth(Limit * 1000)]
    public async Task A_message_over_the_limit_closes_the_connection_with_1009(HostKind over, int length)
    {
        await using var host = await ProbeHost.StartAsync(over, options => options.MaxMessageBytes = Limit);
        await using var connection = await host.OpenAsync();
        await connection.AssertServesAsync();

        // The server may close before it has taken all of it.
        var sending = Record.ExceptionAsync(() => connection.SendAsync(Message(length)));

        Assert.Equal(WsCloseCode.MessageTooBig, (await connection.ReceiveCloseAsync()).Code);
        connection.Abort();
        await sending;
        host.AssertNothingLogged();
        await using var next = await host.OpenAsync();
        await next.AssertServesAsync();
    }

    [Fact]
    public async Task The_limit_counts_the_fragments_of_a_message_together()
    {
        await using var host = await ProbeHost.StartAsync(HostKind.Kestrel, options => options.MaxMessageBytes = Limit);
        await using var connection = (SocketConnection)await host.OpenAsync();

        for (var sent = 0; sent <= Limit; sent += 100)
        {
            await connection.SendFragmentAsync(new byte[100].AsMemory(), WsMessageType.Binary, last: false);
        }

        Assert.Equal(WsCloseCode.MessageTooBig, (await connection.ReceiveCloseAsync()).Code);
    }

    [Fact]
    public async Task A_message_may_be_split_at_every_byte()
    {
        var message = Encoding.UTF8.GetBytes("""{"id":"é🙂","method":"echo","payload":{"text":"漢\n\u0041"}}""");
        await using var connection = (SocketConnection)await hosts[HostKind.Kestrel].OpenAsync();

        for (var at = 0; at <= message.Length; at++)
        {
            await connection.SendFragmentAsync(message.AsMemory(0, at), WsMessageType.Text, last: false);
            await connection.SendFragmentAsync(message.AsMemory(at), WsMessageType.Text, last: true);
            Assert.Equal("""{"id":"é🙂","method":"echo","response":"漢\nA"}""", await connection.ReceiveAsync());
        }

        for (var at = 0; at < message.Length; at++)
        {
            await connection.SendFragmentAsync(message.AsMemory(at, 1), WsMessageType.Text, last: at == message.Length - 1);
        }

        Assert.Equal("""{"id":"é🙂","method":"echo","response":"漢\nA"}""", await connection.ReceiveAsync());
        hosts[HostKind.Kestrel].AssertNothingLogged();
    }

    private static string Message(int length)
    {
        const string Frame = """{"id":1,"method":"echo","payload":{"text":""}}""";
        return Frame.Replace("\"\"", $"\"{new string('x', length - Frame.Length)}\"");
    }
}
