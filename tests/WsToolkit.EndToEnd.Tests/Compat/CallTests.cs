using System.Text;
using Microsoft.Extensions.Logging;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Sessions;

namespace WsToolkit.EndToEnd.Tests.Compat;

/// <summary>The course of calls in the compatible profile: their order, and what ends the connection.</summary>
public class CallTests
{
    [Theory]
    [BothHosts]
    public async Task Everything_is_answered_in_the_order_of_its_arrival(HostKind over)
    {
        await using var host = await CompatHost.StartAsync(over);
        await using var connection = await host.OpenAsync();
        await connection.SendAsync("""{"id":"1","method":"hold","payload":{"name":"first"}}""");
        await connection.SendAsync("nonsense");
        await connection.SendAsync("""{"id":"2","method":"wtf"}""");
        await connection.SendAsync("""{"id":"3","method":"add","payload":{}}""");
        await connection.SendAsync("""{"id":4,"method":"add"}""");
        await connection.SendAsync("{}"u8.ToArray(), WsMessageType.Binary);
        await connection.SendAsync("""{"id":"5","method":"bad_json"}""");
        await connection.SendAsync("""{"id":"6","method":"nothing"}""");
        await connection.SendAsync("""{"id":"7","method":"hold","payload":{"name":"last"}}""");
        await host.Probe.Reached("running", 1);
        Assert.Equal(["first"], host.Probe.Log);

        host.Probe.Mark("go on");

        string[] expected =
        [
            """{"id": "1", "method": "hold", "response": "first"}""",
            """{"error": {"message": "JSON string expected"}}""",
            """{"error": {"message": "Invalid RPC parameters", "errors": {"method": "wtf method not available"}}, "id": "2", "method": "wtf"}""",
            """{"error": {"message": "Invalid RPC parameters", "errors": {"a": "required"}}, "id": "3", "method": "add"}""",
            """{"error": {"message": "Invalid RPC parameters", "errors": {"id": "not valid type"}}, "id": 4}""",
            """{"error": {"message": "JSON object expected"}, "id": "5", "method": "bad_json"}""",
            """{"id": "6", "method": "nothing", "response": null}""",
            """{"id": "7", "method": "hold", "response": "last"}""",
        ];
        foreach (var answer in expected)
        {
            Assert.Equal(answer, await connection.ReceiveAsync());
        }

        Assert.Equal(["first", "nothing", "last"], host.Probe.Log);
    }

    [Theory]
    [BothHosts]
    public async Task Who_is_far_ahead_is_read_from_later_and_not_refused(HostKind over)
    {
        const int Ahead = 1000;
        await using var host = await CompatHost.StartAsync(over, options => options.MaxCallsInFlight = 3);
        await using var connection = await host.OpenAsync();
        await connection.SendAsync("""{"id":"same","method":"hold","payload":{"name":"first"}}""");
        for (var i = 0; i < Ahead; i++)
        {
            await connection.SendAsync($$"""{"id":"same","method":"add","payload":{"a":{{i}},"b":0} }""");
        }

        host.Probe.Mark("go on");

        Assert.Equal("""{"id": "same", "method": "hold", "response": "first"}""", await connection.ReceiveAsync());
        for (var i = 0; i < Ahead; i++)
        {
            Assert.Equal($$"""{"id": "same", "method": "add", "response": {{i}}}""", await connection.ReceiveAsync());
        }
    }

    /// <summary>With a filter around it every call keeps its payload until its turn.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Much_data_ahead_is_read_later_and_not_refused(bool filtered)
    {
        const int Ahead = 50;
        var filter = new CountingFilter();
        await using var host = await CompatHost.StartAsync(
            HostKind.Kestrel, options => options.MaxWaitingPayloadBytes = 10_000, builder => _ = filtered ? builder.AddFilter(filter) : builder);
        await using var connection = await host.OpenAsync();
        var text = new string('x', 6_000);
        await connection.SendAsync("""{"id":"1","method":"hold","payload":{"name":"first"}}""");
        for (var i = 0; i < Ahead; i++)
        {
            await connection.SendAsync($$$"""{"id":"{{{i}}}","method":"echo","payload":{"text":"{{{text}}}"}}""");
        }

        await host.Probe.Reached("running", 1);
        Assert.InRange(filter.Calls, 0, 1);
        host.Probe.Mark("go on");

        Assert.Equal("""{"id": "1", "method": "hold", "response": "first"}""", await connection.ReceiveAsync());
        for (var i = 0; i < Ahead; i++)
        {
            Assert.Equal($$$"""{"id": "{{{i}}}", "method": "echo", "response": {"text": "{{{text}}}"}}""", await connection.ReceiveAsync());
        }

        Assert.Equal(filtered ? Ahead + 1 : 0, filter.Calls);
    }

    [Fact]
    public async Task What_was_answered_leaves_before_the_reader_waits()
    {
        await using var host = await CompatHost.StartAsync(HostKind.Kestrel, options => options.MaxCallsInFlight = 2);
        await using var connection = await host.OpenAsync();
        for (var i = 0; i < 20; i++)
        {
            await connection.SendAsync($$"""{"id":"a","method":"add","payload":{"a":{{i}},"b":0} }""");
        }

        await connection.SendAsync("""{"id":"h","method":"hold","payload":{"name":"holds"}}""");
        for (var i = 0; i < 20; i++)
        {
            await connection.SendAsync("""{"id":"b","method":"nothing"}""");
        }

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal($$"""{"id": "a", "method": "add", "response": {{i}}}""", await connection.ReceiveAsync());
        }

        await host.Probe.Reached("running", 1);
        Assert.Equal(["holds"], host.Probe.Log);
    }

    [Theory]
    [BothHosts]
    public async Task A_connection_that_is_lost_ends_its_calls_and_those_that_wait_never_run(HostKind over)
    {
        await using var host = await CompatHost.StartAsync(over);
        await using var connection = await host.OpenAsync();
        await connection.SendAsync("""{"id":"1","method":"hold","payload":{"name":"first"}}""");
        await connection.SendAsync("""{"id":"2","method":"nothing"}""");
        await host.Probe.Reached("running", 1);

        connection.Abort();

        await host.Probe.Reached("lost");
        Assert.Equal(["first"], host.Probe.Log);
    }

    [Theory]
    [InlineData("cancel", HostKind.Kestrel)]
    [InlineData("cancel", HostKind.Memory)]
    [InlineData("cancel", HostKind.WebSocket)]
    [InlineData("timeout", HostKind.Kestrel)]
    [InlineData("timeout", HostKind.Memory)]
    public async Task Cancelled_and_timed_out_handlers_close_the_connection_without_an_answer(string method, HostKind over)
    {
        await using var host = await CompatHost.StartAsync(over);
        await using var connection = await host.OpenAsync();
        await connection.SendAsync("""{"id":"1","method":"hold","payload":{"name":"first"}}""");
        await connection.SendAsync($$"""{"id":"2","method":"{{method}}"}""");
        await connection.SendAsync("""{"id":"3","method":"nothing"}""");
        await connection.SendAsync("nonsense");
        host.Probe.Mark("go on");

        Assert.Equal("""{"id": "1", "method": "hold", "response": "first"}""", await connection.ReceiveAsync());
        Assert.Equal((WsCloseCode.Normal, ""), await connection.ReceiveCloseAsync(nothingBefore: true));
        Assert.Equal(["first"], host.Probe.Log);
        Assert.Empty(host.Logged(LogLevel.Warning));
    }

    [Fact]
    public async Task The_log_says_whose_handler_closed_the_connection()
    {
        await using var host = await CompatHost.StartAsync(HostKind.Memory);
        await using var connection = await host.OpenAsync();
        await connection.SendAsync("""{"id":"1","method":"timeout"}""");
        await connection.ReceiveCloseAsync();

        Assert.Contains(host.Logged(LogLevel.Information), line => line.Contains("because of how CompatService.Timeout ended", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Other_endpoints_answer_cancelled_handlers()
    {
        await using var host = await CompatHost.StartAsync(HostKind.Memory, options => options.ClosesConnection = null);
        await using var connection = await host.OpenAsync();

        Assert.Equal(
            """{"error": {"message": "The call was cancelled."}, "id": "1", "method": "cancel"}""",
            await connection.AskAsync("""{"id":"1","method":"cancel"}"""));
    }

    [Fact]
    public async Task An_application_that_cannot_choose_gets_the_error_answered()
    {
        await using var host = await CompatHost.StartAsync(
            HostKind.Memory, options => options.ClosesConnection = _ => throw new InvalidOperationException("undecided"));
        await using var connection = await host.OpenAsync();

        Assert.Equal(
            """{"error": {"message": "The call failed."}, "id": "1", "method": "timeout"}""",
            await connection.AskAsync("""{"id":"1","method":"timeout"}"""));
        Assert.Contains(host.Logged(LogLevel.Error), line => line.Contains("undecided", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Errors_of_the_application_keep_their_texts_and_lose_their_code()
    {
        await using var host = await CompatHost.StartAsync(HostKind.Memory);
        await using var connection = await host.OpenAsync();

        Assert.Equal(
            """{"error": {"message": "Not enough money", "errors": {"amount": "too much"}}, "id": "1", "method": "refuse"}""",
            await connection.AskAsync("""{"id":"1","method":"refuse"}"""));
    }

    [Fact]
    public async Task Guids_are_32_digits_and_enums_their_names()
    {
        await using var host = await CompatHost.StartAsync(HostKind.Memory);
        await using var connection = await host.OpenAsync();
        const string Answer = """
            {"id": "1", "method": "account", "response": {"id": "0123456789abcdef0123456789abcdef", "kind": "Special", "owner": "Zo\u00eb <&>"}}
            """;

        Assert.Equal(Answer, await connection.AskAsync("""{"id":"1","method":"account","payload":{"id":"01234567-89AB-CDEF-0123-456789ABCDEF"}}"""));
        Assert.Equal(Answer, await connection.AskAsync("""{"id":"1","method":"account","payload":{"id":"0123456789abcdef0123456789abcdef"}}"""));
    }

    [Fact]
    public async Task Halves_of_surrogate_pairs_come_back_as_they_came()
    {
        await using var host = await CompatHost.StartAsync(HostKind.Memory);
        await using var connection = await host.OpenAsync();

        Assert.Equal(
            """{"id": "\ud800", "method": "echo", "response": {"\udc00": "\ud800"}}""",
            await connection.AskAsync("""{"id":"\ud800","method":"echo","payload":{"\udc00":"\uD800"}}"""));
    }

    [Fact]
    public async Task Big_answers_are_spelled_as_small_ones_are()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 20_000; i++)
        {
            text.Append(i == 0 ? "" : ", ").Append($"{{\"n\": {i}.50, \"s\": \"\\u00fc\"}}");
        }

        await using var host = await CompatHost.StartAsync(HostKind.Memory);
        await using var connection = await host.OpenAsync();

        var answer = await connection.AskAsync(
            $$$"""{"id":"1","method":"echo","payload":{"list":[{{{text.ToString().Replace(", ", ",").Replace(": ", ":")}}}]}}""");

        Assert.Equal($$$"""{"id": "1", "method": "echo", "response": {"list": [{{{text}}}]}}""", answer);
    }

    private sealed class CountingFilter : IWsCallFilter
    {
        private int _calls;

        public int Calls => Volatile.Read(ref _calls);

        public ValueTask InvokeAsync(WsCallContext context, WsCallDelegate next)
        {
            Interlocked.Increment(ref _calls);
            return next(context);
        }
    }
}
