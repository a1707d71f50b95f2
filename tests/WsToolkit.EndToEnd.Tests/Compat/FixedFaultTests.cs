using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Compat;

/// <summary>What the original does wrong and this end does not.</summary>
public class FixedFaultTests
{
    private const string NotJson = """{"error": {"message": "JSON string expected"}}""";

    [Theory]
    [InlineData("NaN", NotJson)]
    [InlineData("Infinity", NotJson)]
    [InlineData("""{"id":"a","method":"echo","payload":{"x":NaN}}""", NotJson)]
    [InlineData("""{"id":"a","method":"echo","payload":{"x":-Infinity}}""", NotJson)]
    [InlineData("""{"id":"NULL","method":"echo"}""", """{"id": "NULL", "method": "echo", "response": {}}""")]
    [InlineData("""{"id":"a","method":"NULL"}""",
        """{"error": {"message": "Invalid RPC parameters", "errors": {"method": "NULL method not available"}}, "id": "a", "method": "NULL"}""")]
    [InlineData("""{"id":"a","method":"echo","payload":"NULL"}""",
        """{"error": {"message": "Invalid RPC parameters", "errors": {"payload": "expected an object"}}, "id": "a"}""")]
    [InlineData("""{"id":"a","method":"echo","payload":{"x":"NULL","y":["NULL"]}}""",
        """{"id": "a", "method": "echo", "response": {"x": "NULL", "y": ["NULL"]}}""")]
    [InlineData("""{"id":"a","method":"echo","payload":{"x":1e99999999999999999999}}""",
        """{"id": "a", "method": "echo", "response": {"x": 1e99999999999999999999}}""")]
    [InlineData("""{"id":"a","method":"fail"}""", """{"error": {"message": "The call failed."}, "id": "a", "method": "fail"}""")]
    [InlineData("""{"id":"","method":"fail"}""", """{"error": {"message": "The call failed."}, "method": "fail"}""")]
    [InlineData("""{"id":"a","method":"add","payload":{"a":"x"}}""",
        """{"error": {"message": "Invalid RPC parameters", "errors": {"a": "not valid type"}}, "id": "a", "method": "add"}""")]
    public async Task Answers(string sent, string expected)
    {
        await using var host = await CompatHost.StartAsync(HostKind.Memory);
        await using var connection = await host.OpenAsync();

        Assert.Equal(expected, await connection.AskAsync(sent));
        Assert.Equal(
            """{"id": "b", "method": "add", "response": 1.35}""",
            await connection.AskAsync("""{"id":"b","method":"add","payload":{"a":1.25}}"""));
    }

    [Fact]
    public async Task What_is_nested_too_deep_is_an_error_and_does_not_end_the_connection()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 5000)) + "1" + new string('}', 5000);
        await using var host = await CompatHost.StartAsync(HostKind.Memory);
        await using var connection = await host.OpenAsync();

        Assert.Equal("""{"error": {"message": "JSON nested deeper than 64 levels"}}""", await connection.AskAsync(deep));
        Assert.Equal(
            """{"error": {"message": "JSON nested deeper than 64 levels"}, "id": "a"}""",
            await connection.AskAsync($$"""{"id":"a","method":"echo","payload":{{deep}}}"""));
    }
}
