using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.BadInput;

/// <summary>Ids: any JSON scalar comes back byte for byte, and two are the same only when their bytes are.</summary>
public sealed class IdTests(ProbeFixture hosts) : IClassFixture<ProbeFixture>
{
    [Theory]
    [OverBoth("0")]
    [OverBoth("-0")]
    [OverBoth("1")]
    [OverBoth("1.0")]
    [OverBoth("1e3")]
    [OverBoth("1E+3")]
    [OverBoth("-1.50")]
    [OverBoth("123456789012345678901234567890123456789012345678901234567890")]
    [OverBoth("0.1000000000000000055511151231257827021181583404541015625")]
    [OverBoth("\"\"")]
    [OverBoth("\"a\"")]
    [OverBoth("\"A\\u0042\\n\\/\"")]
    [OverBoth("\"\\u0041\"")]
    [OverBoth("\"é漢字🙂\"")]
    [OverBoth("\"NULL\"")]
    [OverBoth("null")]
    [OverBoth("true")]
    [OverBoth("false")]
    public async Task Every_scalar_is_echoed_byte_for_byte(HostKind over, string id)
    {
        await hosts.AssertAnswersAsync(
            over, $$$"""{"id":{{{id}}},"method":"echo","payload":{"text":"x"}}""", $$"""{"id":{{id}},"method":"echo","response":"x"}""");
        await hosts.AssertAnswersAsync(
            over,
            $$$"""{"method":"echo" , "id" :  {{{id}}}  }""",
            Expected.InvalidParameters(id, "echo", WsErrorCodes.InvalidArguments, """{"text":"required"}"""));
        await hosts.AssertAnswersAsync(
            over, $$$"""{"id":{{{id}}},"method":"count","payload":{"to":1}}""", $$"""{"id":{{id}},"item":1}""", $$"""{"id":{{id}},"method":"count","response":null}""");
    }

    [Theory]
    [OverBoth]
    public async Task An_id_of_256_bytes_is_the_longest(HostKind over)
    {
        var longest = $"\"{new string('x', 254)}\"";

        await hosts.AssertAnswersAsync(
            over, $$$"""{"id":{{{longest}}},"method":"echo","payload":{"text":"x"}}""", $$"""{"id":{{longest}},"method":"echo","response":"x"}""");
        foreach (var length in (int[])[255, 10_000])
        {
            await using var connection = await hosts[over].OpenAsync();
            var answer = await connection.AskAsync($$$"""{"id":"{{{new string('x', length)}}}","method":"echo","payload":{"text":"x"}}""");
            Assert.Contains("\"code\":\"invalid_request\"", answer);
            Assert.DoesNotContain("xxx", answer);
            await connection.AssertServesAsync();
        }
    }

    [Theory]
    [OverBoth]
    public async Task An_id_in_flight_is_not_taken_twice(HostKind over)
    {
        await using var host = await ProbeHost.StartAsync(over);
        await using var connection = await host.OpenAsync();
        await connection.SendAsync("""{"id":1,"method":"hold","payload":{"text":"first"}}""");
        Assert.Equal("first", await host.State.Held.Reader.ReadAsync().AsTask().WaitAsync(RawConnection.Patience));

        Assert.Equal(
            """{"id":1,"method":"hold","error":{"message":"A call with this id is in flight.","code":"duplicate_id"}}""",
            await connection.AskAsync("""{"id":1,"method":"hold","payload":{"text":"second"}}"""));
        await connection.AssertServesAsync();

        // Other bytes, another id.
        Assert.Equal("""{"id":1.0,"method":"echo","response":"x"}""", await connection.AskAsync("""{"id":1.0,"method":"echo","payload":{"text":"x"}}"""));
        Assert.Equal("""{"id":"1","method":"echo","response":"x"}""", await connection.AskAsync("""{"id":"1","method":"echo","payload":{"text":"x"}}"""));

        host.State.Release();
        Assert.Equal("""{"id":1,"method":"hold","response":"first"}""", await connection.ReceiveAsync());
        Assert.Equal("""{"id":1,"method":"echo","response":"again"}""", await connection.AskAsync("""{"id":1,"method":"echo","payload":{"text":"again"}}"""));
        host.AssertNothingLogged();
    }
}
