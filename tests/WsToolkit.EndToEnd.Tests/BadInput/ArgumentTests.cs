using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.BadInput;

/// <summary>Arguments that do not bind: the answer names each.</summary>
public sealed class ArgumentTests(ProbeFixture hosts) : IClassFixture<ProbeFixture>
{
    [Theory]
    [OverBoth("", "5")]
    [OverBoth(",\"payload\":null", "5")]
    [OverBoth(",\"payload\":7", "7")]
    public Task A_whole_payload_that_is_left_out_has_its_default(HostKind over, string payload, string result)
        => hosts.AssertAnswersAsync(
            over,
            $$"""{"id":1,"method":"wholeOrFive"{{payload}}}""",
            $$"""{"id":1,"method":"wholeOrFive","response":{{result}}}""");

    [Theory]
    [OverBoth("add", "", """{"a":"required"}""")]
    [OverBoth("add", ",\"payload\":null", """{"a":"required"}""")]
    [OverBoth("add", ",\"payload\":{}", """{"a":"required"}""")]
    [OverBoth("add", ",\"payload\":{\"b\":1}", """{"a":"required"}""")]
    [OverBoth("add", ",\"payload\":{\"A\":1}", """{"a":"required"}""")]
    [OverBoth("add", ",\"payload\":{\"a\":null}", """{"a":"must not be null"}""")]
    [OverBoth("add", ",\"payload\":{\"a\":\"1\"}", """{"a":"not valid type"}""")]
    [OverBoth("add", ",\"payload\":{\"a\":1.5}", """{"a":"not valid type"}""")]
    [OverBoth("add", ",\"payload\":{\"a\":2147483648}", """{"a":"not valid type"}""")]
    [OverBoth("add", ",\"payload\":{\"a\":1e400}", """{"a":"not valid type"}""")]
    [OverBoth("add", ",\"payload\":{\"a\":{}}", """{"a":"not valid type"}""")]
    [OverBoth("add", ",\"payload\":{\"a\":[[[1]]],\"b\":2}", """{"a":"not valid type"}""")]
    [OverBoth("add", ",\"payload\":{\"a\":1,\"b\":null}", """{"b":"must not be null"}""")]
    [OverBoth("add", ",\"payload\":{\"a\":1,\"a\":2}", """{"a":"given twice"}""")]
    [OverBoth("add", ",\"payload\":{\"a\":1,\"b\":2,\"\\u0061\":3}", """{"a":"given twice"}""")]
    [OverBoth("add", ",\"payload\":[1,2]", """{"payload":"expected an object"}""")]
    [OverBoth("add", ",\"payload\":\"a\"", """{"payload":"expected an object"}""")]
    [OverBoth("add", ",\"payload\":5", """{"payload":"expected an object"}""")]
    [OverBoth("add", ",\"payload\":false", """{"payload":"expected an object"}""")]
    [OverBoth("echo", ",\"payload\":{\"text\":5}", """{"text":"not valid type"}""")]
    [OverBoth("echo", ",\"payload\":{\"text\":null}", """{"text":"must not be null"}""")]
    [OverBoth("echo", ",\"payload\":{\"text\":[\"x\"]}", """{"text":"not valid type"}""")]
    [OverBoth("echo", ",\"payload\":{\"text\":\"\\ud800\"}", """{"text":"not valid type"}""")]
    [OverBoth("double", ",\"payload\":{\"value\":\"NaN\"}", """{"value":"not valid type"}""")]
    [OverBoth("price", ",\"payload\":{\"value\":1e400}", """{"value":"not valid type"}""")]
    [OverBoth("price", ",\"payload\":{\"value\":99999999999999999999999999999}", """{"value":"not valid type"}""")]
    [OverBoth("place", "", """{"payload":"required"}""")]
    [OverBoth("place", ",\"payload\":null", """{"payload":"required"}""")]
    [OverBoth("place", ",\"payload\":{}", """{"payload":"not valid type"}""")]
    [OverBoth("place", ",\"payload\":[]", """{"payload":"not valid type"}""")]
    [OverBoth("place", ",\"payload\":{\"symbol\":null,\"amount\":1}", """{"payload":"not valid type"}""")]
    [OverBoth("place", ",\"payload\":{\"symbol\":\"ETH\",\"amount\":\"1\"}", """{"payload":"not valid type"}""")]
    [OverBoth("place", ",\"payload\":{\"symbol\":\"ETH\",\"amount\":1,\"amount\":2}", """{"payload":"not valid type"}""")]
    [OverBoth("tagged", ",\"payload\":5", """{"payload":"not valid type"}""")]
    [OverBoth("tagged", ",\"payload\":{}", """{"payload":"not valid type"}""")]
    public Task Arguments_that_do_not_bind(HostKind over, string method, string payload, string errors)
        => hosts.AssertAnswersAsync(
            over,
            $$"""{"id":1,"method":"{{method}}"{{payload}}}""",
            Expected.InvalidParameters("1", method, WsErrorCodes.InvalidArguments, errors));

    [Theory]
    [OverBoth("add", "{\"a\":1}", "11")]
    [OverBoth("add", "{\"b\":2,\"a\":1}", "3")]
    [OverBoth("add", "{\"a\":1,\"b\":2,\"c\":3,\"d\":{\"a\":[]}}", "3")]
    [OverBoth("add", "{\"unknown\":1,\"unknown\":2,\"a\":1}", "11")]
    [OverBoth("add", "{\"\\u0061\":1}", "11")]
    [OverBoth("add", "{\"\\ud800\":1,\"a\":1}", "11")]
    [OverBoth("optional", "{}", "\"nothing given\"")]
    [OverBoth("optional", "null", "\"nothing given\"")]
    [OverBoth("optional", "{\"text\":null}", "\"null\"")]
    [OverBoth("tagged", "\"just text\"", "\"just text\"")]
    [OverBoth("place", "{\"symbol\":\"ETH\",\"amount\":1.50,\"more\":true}", "\"1.50 ETH\"")]
    [OverBoth("price", "{\"value\":1.10000000000000000001}", "1.10000000000000000001")]
    [OverBoth("price", "{\"value\":-79228162514264337593543950335}", "-79228162514264337593543950335")]
    [OverBoth("price", "{\"value\":0.0000000000000000000000000001}", "0.0000000000000000000000000001")]
    [OverBoth("price", "{\"value\":1.000}", "1.000")]
    public Task Arguments_that_bind(HostKind over, string method, string payload, string result)
        => hosts.AssertAnswersAsync(
            over,
            $$"""{"id":1,"method":"{{method}}","payload":{{payload}}}""",
            $$"""{"id":1,"method":"{{method}}","response":{{result}}}""");

    // The platform makes infinity of it, and JSON has no infinity to give back.
    [Theory]
    [OverBoth("1e400")]
    [OverBoth("-1e400")]
    public async Task A_number_beyond_a_double_does_not_come_back_as_something_that_is_not_json(HostKind over, string number)
    {
        await using var host = await ProbeHost.StartAsync(over);
        await using var connection = await host.OpenAsync();

        Assert.Equal(
            """{"id":1,"method":"double","error":{"message":"JSON object expected","code":"invalid_result"}}""",
            await connection.AskAsync($$$"""{"id":1,"method":"double","payload":{"value":{{{number}}}}}"""));
        await connection.AssertServesAsync();
    }

    [Theory]
    [OverBoth]
    public async Task A_handler_that_fails_reveals_nothing(HostKind over)
    {
        await using var host = await ProbeHost.StartAsync(over);
        await using var connection = await host.OpenAsync();

        Assert.Equal(
            """{"id":1,"method":"fail","error":{"message":"The call failed.","code":"internal_error"}}""",
            await connection.AskAsync("""{"id":1,"method":"fail"}"""));
        await connection.AssertServesAsync();
    }

    [Theory]
    [OverBoth]
    public Task A_one_way_call_that_does_not_bind_is_answered_with_an_error_without_id(HostKind over)
        => hosts.AssertAnswersAsync(
            over,
            """{"method":"note","payload":{"text":5}}""",
            Expected.InvalidParameters("", "note", WsErrorCodes.InvalidArguments, """{"text":"not valid type"}"""));

    [Theory]
    [OverBoth]
    public Task A_one_way_method_called_with_an_id_is_answered(HostKind over)
        => hosts.AssertAnswersAsync(
            over, """{"id":1,"method":"note","payload":{"text":"x"}}""", """{"id":1,"method":"note","response":null}""");
}
