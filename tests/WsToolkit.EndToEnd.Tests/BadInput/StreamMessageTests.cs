using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.BadInput;

/// <summary>Stream items, credits, cancels and ends that fit no call, or not the call that they name.</summary>
public sealed class StreamMessageTests(ProbeFixture hosts) : IClassFixture<ProbeFixture>
{
    // They race with the end of the call that they were meant for: nobody is to blame.
    [Theory]
    [OverBoth("""{"id":99,"item":1}""")]
    [OverBoth("""{"id":99,"stream":"values","item":1}""")]
    [OverBoth("""{"id":99,"stream":"values","end":true}""")]
    [OverBoth("""{"id":99,"stream":"values","error":{"message":"x","code":"y"}}""")]
    [OverBoth("""{"id":99,"stream":"values","credit":5}""")]
    [OverBoth("""{"id":99,"credit":5}""")]
    [OverBoth("""{"id":99,"cancel":true}""")]
    [OverBoth("""{"id":99,"progress":5}""")]
    [OverBoth("""{"id":99,"response":5}""")]
    [OverBoth("""{"id":99,"method":"echo","response":5}""")]
    [OverBoth("""{"id":99,"error":{"message":"x","code":"y"}}""")]
    [OverBoth("""{"id":99,"error":null}""")]
    [OverBoth("""{"id":99,"error":"x"}""")]
    [OverBoth("""{"id":99,"error":{"message":5,"code":{},"errors":[]}}""")]
    [OverBoth("""{"id":"unknown","cancel":true}""")]
    [OverBoth("""{"error":{"message":"x"}}""")]
    public Task Messages_about_calls_that_are_not_in_flight_are_ignored(HostKind over, string sent) => hosts.AssertAnswersAsync(over, sent);

    [Theory]
    [OverBoth]
    public async Task Messages_about_a_call_that_has_ended_are_ignored(HostKind over)
    {
        await using var connection = await hosts[over].OpenAsync();
        Assert.Equal("""{"id":1,"item":1}""", await connection.AskAsync("""{"id":1,"method":"count","payload":{"to":1}}"""));
        Assert.Equal("""{"id":1,"method":"count","response":null}""", await connection.ReceiveAsync());

        await connection.SendAsync("""{"id":1,"credit":10}""");
        await connection.SendAsync("""{"id":1,"cancel":true}""");
        await connection.SendAsync("""{"id":1,"stream":"values","item":1}""");
        await connection.SendAsync("""{"id":1,"stream":"values","end":true}""");

        await connection.AssertServesAsync();
        hosts[over].AssertNothingLogged();
    }

    [Theory]
    [OverBoth("""{"id":1,"stream":"other","item":1}""")]
    [OverBoth("""{"id":1,"stream":"other","end":true}""")]
    [OverBoth("""{"id":1,"stream":"other","error":{"message":"x","code":"y"}}""")]
    [OverBoth("""{"id":1,"stream":"Values","item":1}""")]
    public async Task A_stream_that_the_call_does_not_have_ends_the_call(HostKind over, string sent)
    {
        await using var connection = await hosts[over].OpenAsync();
        await connection.SendAsync("""{"id":1,"method":"sum"}""");

        Assert.Equal(
            """{"id":1,"method":"sum","error":{"message":"Invalid RPC parameters","code":"invalid_arguments","errors":{"stream":"no such stream"}}}""",
            await connection.AskAsync(sent));
        await connection.AssertServesAsync();
        hosts[over].AssertNothingLogged();
    }

    // The caller takes the answer for that of its call, so the call has to end with it.
    [Theory]
    [OverBoth("""{"id":1,"stream":"","item":1}""", """{"stream":"not valid type"}""")]
    [OverBoth("""{"id":1,"stream":5,"end":true}""", """{"stream":"not valid type"}""")]
    [OverBoth("""{"id":1,"end":true}""", """{"stream":"required"}""")]
    [OverBoth("""{"id":1,"cancel":"yes"}""", """{"cancel":"not valid type"}""")]
    [OverBoth("""{"id":1,"credit":-1}""", """{"credit":"not valid type"}""")]
    [OverBoth("""{"id":1,"method":5}""", """{"method":"not valid type"}""")]
    public async Task A_malformed_message_about_a_call_ends_the_call(HostKind over, string sent, string errors)
    {
        await using var connection = await hosts[over].OpenAsync();
        await connection.SendAsync("""{"id":1,"method":"sum"}""");

        Assert.Equal(Expected.InvalidParameters("1", "sum", WsErrorCodes.InvalidRequest, errors), await connection.AskAsync(sent));

        await connection.SendAsync("""{"id":1,"stream":"values","end":true}""");
        await connection.AssertServesAsync();
        Assert.Equal("""{"id":1,"method":"echo","response":"x"}""", await connection.AskAsync("""{"id":1,"method":"echo","payload":{"text":"x"}}"""));
        hosts[over].AssertNothingLogged();
    }

    [Theory]
    [OverBoth("\"x\"")]
    [OverBoth("1.5")]
    [OverBoth("{}")]
    [OverBoth("2147483648")]
    [OverBoth("1e400")]
    public async Task An_item_that_does_not_bind_ends_the_call(HostKind over, string item)
    {
        await using var connection = await hosts[over].OpenAsync();
        await connection.SendAsync("""{"id":1,"method":"sum"}""");

        Assert.Equal(
            """{"id":1,"method":"sum","error":{"message":"Invalid RPC parameters","code":"invalid_arguments","errors":{"values":"not valid type"}}}""",
            await connection.AskAsync($$"""{"id":1,"stream":"values","item":{{item}}}"""));
        await connection.AssertServesAsync();
        hosts[over].AssertNothingLogged();
    }

    [Theory]
    [OverBoth]
    public async Task Items_after_the_end_of_a_stream_change_nothing(HostKind over)
    {
        await using var host = await ProbeHost.StartAsync(over);
        await using var connection = await host.OpenAsync();
        await connection.SendAsync("""{"id":1,"method":"sumLate"}""");
        await connection.SendAsync("""{"id":1,"stream":"values","item":"abc"}""");
        await connection.SendAsync("""{"id":1,"stream":"values","end":true}""");
        await connection.SendAsync("""{"id":1,"stream":"values","item":"defgh"}""");
        await connection.SendAsync("""{"id":1,"stream":"values","end":true}""");
        await connection.SendAsync("""{"id":1,"stream":"values","error":{"message":"x","code":"y"}}""");
        await connection.AssertServesAsync();

        host.State.Release();

        Assert.Equal("""{"id":1,"method":"sumLate","response":3}""", await connection.ReceiveAsync());
        host.AssertNothingLogged();
    }

    [Theory]
    [OverBoth]
    public async Task One_item_more_than_the_credit_allows_ends_the_call(HostKind over)
    {
        await using var host = await ProbeHost.StartAsync(over);
        await using var connection = await host.OpenAsync();
        await connection.SendAsync("""{"id":1,"method":"sumLate"}""");
        for (var i = 0; i < 32; i++)
        {
            await connection.SendAsync("""{"id":1,"stream":"values","item":"x"}""");
        }

        await connection.AssertServesAsync();
        await connection.SendAsync("""{"id":1,"stream":"values","item":"x"}""");

        Assert.Equal(
            """{"id":1,"method":"sumLate","error":{"message":"The stream 'values' received more items than its receiver had allowed.","code":"stream_overflow"}}""",
            await connection.ReceiveAsync());
        await connection.AssertServesAsync();
        host.AssertNothingLogged();
    }

    [Theory]
    [OverBoth]
    public async Task Items_for_a_call_without_streams_end_it(HostKind over)
    {
        await using var host = await ProbeHost.StartAsync(over);
        await using var connection = await host.OpenAsync();
        await connection.SendAsync("""{"id":1,"method":"hold"}""");

        Assert.Equal(
            """{"id":1,"method":"hold","error":{"message":"Invalid RPC parameters","code":"invalid_arguments","errors":{"stream":"no such stream"}}}""",
            await connection.AskAsync("""{"id":1,"stream":"values","item":1}"""));
        await connection.AssertServesAsync();
        host.AssertNothingLogged();
    }

    [Theory]
    [OverBoth]
    public async Task Credit_however_much_and_however_often_does_not_overflow(HostKind over)
    {
        await using var connection = await hosts[over].OpenAsync();
        await connection.SendAsync("""{"id":1,"method":"count","credit":0,"payload":{"to":3}}""");
        for (var i = 0; i < 10; i++)
        {
            await connection.SendAsync("""{"id":1,"credit":2147483647}""");
        }

        Assert.Equal("""{"id":1,"item":1}""", await connection.ReceiveAsync());
        Assert.Equal("""{"id":1,"item":2}""", await connection.ReceiveAsync());
        Assert.Equal("""{"id":1,"item":3}""", await connection.ReceiveAsync());
        Assert.Equal("""{"id":1,"method":"count","response":null}""", await connection.ReceiveAsync());
        await connection.AssertServesAsync();
        hosts[over].AssertNothingLogged();
    }

    [Theory]
    [OverBoth]
    public async Task Without_credit_a_stream_waits_and_credit_of_nothing_changes_nothing(HostKind over)
    {
        await using var connection = await hosts[over].OpenAsync();
        await connection.SendAsync("""{"id":1,"method":"count","credit":0,"payload":{"to":3}}""");
        await connection.SendAsync("""{"id":1,"credit":0}""");
        await connection.AssertServesAsync();

        Assert.Equal("""{"id":1,"item":1}""", await connection.AskAsync("""{"id":1,"credit":1}"""));
        Assert.Equal(
            """{"id":1,"method":"count","error":{"message":"The call was cancelled.","code":"cancelled"}}""",
            await connection.AskAsync("""{"id":1,"cancel":true}"""));
        await connection.AssertServesAsync();
        hosts[over].AssertNothingLogged();
    }

    [Theory]
    [OverBoth]
    public async Task Credit_and_progress_asked_of_a_method_that_has_neither_are_ignored(HostKind over)
        => await hosts.AssertAnswersAsync(
            over,
            """{"id":1,"method":"echo","credit":0,"progress":true,"payload":{"text":"x"}}""",
            """{"id":1,"method":"echo","response":"x"}""");

    [Theory]
    [OverBoth]
    public async Task Answers_to_a_callback_that_make_no_sense_fail_the_call_that_asked(HostKind over)
    {
        await using var connection = await hosts[over].OpenAsync();

        Assert.Matches(
            """^\{"id":1,"method":"answer","timeout":[0-9]+,"payload":\{"question":"why\?"\}\}$""",
            await connection.AskAsync("""{"id":1,"method":"ask","payload":{"question":"why?"}}"""));
        Assert.Equal(
            """{"id":1,"method":"ask","error":{"message":"The result of the call cannot be read.","code":"invalid_result"}}""",
            await connection.AskAsync("""{"id":1,"response":{"not":"a string"}}"""));
        await connection.AssertServesAsync();
        hosts[over].AssertNothingLogged();
    }
}
