using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace WsToolkit.EndToEnd.Tests.Walkers.Http;

/// <summary>The table of errors in docs/walkers.md: every row through both doors, with the same text.</summary>
public sealed class ErrorTableTests
{
    [Theory]
    [InlineData("door_required", """{"value":1}""", null, 401, "unauthorized", "\"Event door_required requires to be authenticated!\"")]
    [InlineData("door_required", """{"value":"secret"}""", null, 401, "unauthorized", "\"Event door_required requires to be authenticated!\"")]
    [InlineData("door_none", "{}", "ada", 403, "forbidden", "\"Event door_none requires to be unauthenticated!\"")]
    [InlineData("door_nobody", "{}", null, 401, "unauthorized", "\"Event door_nobody requires to be authenticated!\"")]
    [InlineData("door_policy", "{}", null, 401, "unauthorized", "\"Event door_policy requires to be authenticated!\"")]
    [InlineData("door_policy", "{}", "ada", 403, "forbidden", "\"The user may not make this call.\"")]
    [InlineData("door_fails", """{"how":"forbidden"}""", null, 403, "forbidden", "\"You don't have access on target entry n::1!\"")]
    [InlineData("door_fails", """{"how":"said"}""", null, 404, "no_room", "\"There is no such room.\"")]
    [InlineData("door_fails", """{"how":"code"}""", null, 400, "odd", "\"That is odd.\"")]
    [InlineData("door_fails", """{"how":"badly"}""", null, 500, "internal_error", "[\"The call failed.\"]")]
    [InlineData("door_fails", "{}", null, 422, "invalid_arguments", """[{"type":"missing","loc":["how"],"msg":"Field required"}]""")]
    [InlineData(
        "door_fails", """{"how":null}""", null, 422, "invalid_arguments",
        """[{"type":"none_not_allowed","loc":["how"],"msg":"Input should not be null"}]""")]
    [InlineData(
        "door_fails", """{"how":7}""", null, 422, "invalid_arguments",
        """[{"type":"invalid_type","loc":["how"],"msg":"Input should be valid for its type"}]""")]
    [InlineData(
        "door_fails", """{"how":"a","how":"b"}""", null, 422, "invalid_arguments",
        """[{"type":"duplicate","loc":["how"],"msg":"Field given twice"}]""")]
    public async Task An_error_is_the_same_through_both_doors(string walker, string context, string? token, int status, string code, string error)
    {
        await using var app = await DoorApp.StartAsync();
        await using var connection = await app.OpenAsync(token);

        var reply = await app.PostAsync(walker, context, token);
        var message = $$"""{"type":"walker","walker":"{{walker}}","response":true,"context":{{context}}}""";
        var answer = JsonDocument.Parse(await connection.AskAsync(message)).RootElement;

        Assert.Equal((status, "application/problem+json"), (reply.Status, reply.ContentType));
        Assert.Equal(status, reply.Json.GetProperty("status").GetInt32());
        Assert.Equal(code, reply.Json.GetProperty("code").GetString());
        Assert.Equal(error, reply.Json.GetProperty("error").GetRawText());
        Assert.Equal(error, answer.GetProperty("error").GetRawText());
        Assert.Equal(status == 401 ? "Bearer" : "", reply.Authenticate);
        Assert.DoesNotContain("under the mat", reply.Body + answer.GetRawText());
        Assert.DoesNotContain("   at ", reply.Body + answer.GetRawText());
    }

    [Fact]
    public async Task A_walker_that_does_not_exist()
    {
        await using var app = await DoorApp.StartAsync();
        await using var connection = await app.OpenAsync();

        Assert.Equal(404, (await app.PostAsync("nothing")).Status);
        Assert.Equal(
            """{"type":"walker","error":"Invalid request! Please use valid walker event!"}""",
            await connection.AskAsync("""{"type":"walker","walker":"nothing"}"""));
        Assert.Equal(
            """{"type":"walker","error":"Invalid request! Please use valid walker event!"}""",
            await connection.AskAsync("""{"type":"walker","walker":"door_http_only"}"""));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"how":}""")]
    [InlineData("""{"how":"a"}}""")]
    public async Task What_is_no_json_is_answered(string context)
    {
        await using var app = await DoorApp.StartAsync();
        await using var connection = await app.OpenAsync();

        var reply = await app.PostAsync("door_fails", context);
        var answer = JsonDocument.Parse(await connection.AskAsync($$"""{"type":"walker","walker":"door_fails","context":{{context}}}""")).RootElement;

        Assert.Equal((400, "parse_error"), (reply.Status, reply.Json.GetProperty("code").GetString()));
        Assert.Equal(JsonValueKind.Array, reply.Json.GetProperty("error").ValueKind);
        Assert.Equal(JsonValueKind.Array, answer.GetProperty("error").ValueKind);
        Assert.Contains("\"status\":200", await connection.AskAsync("""{"type":"walker","walker":"door_optional","response":true}"""));
    }

    [Fact]
    public async Task A_failure_is_logged_and_told_only_while_developing()
    {
        await using var app = await DoorApp.StartAsync(options => options.IncludeExceptionDetails = true);

        var reply = await app.PostAsync("door_fails", """{"how":"badly"}""");

        Assert.Equal((500, "InvalidOperationException: the key is under the mat"), (reply.Status, reply.Json.GetProperty("detail").GetString()));
        Assert.Contains(app.App.Log.AtLeast(LogLevel.Error), text => text.Contains("door_fails") && text.Contains("under the mat"));
    }

    [Theory]
    [InlineData("door_required")]
    [InlineData("door_optional")]
    [InlineData("door_policy")]
    public async Task A_bad_token_is_told(string walker)
    {
        await using var app = await DoorApp.StartAsync();

        var reply = await app.PostAsync(walker, """{"value":1}""", "bad");

        Assert.Equal((401, "Bearer error=\"invalid_token\""), (reply.Status, reply.Authenticate));
        Assert.DoesNotContain("bad", reply.Body);
    }

    [Fact]
    public async Task Who_must_not_be_authenticated_may_have_a_bad_token()
    {
        await using var app = await DoorApp.StartAsync();

        Assert.Equal("""{"status":200,"reports":["n::000000000000000000000001"]}""", (await app.PostAsync("door_none", null, "bad")).Body);
    }

    [Fact]
    public async Task The_user_of_a_token_calls()
    {
        await using var app = await DoorApp.StartAsync();

        Assert.Equal("""{"status":200,"reports":["ada id-ada 7"]}""", (await app.PostAsync("door_required", """{"value":7}""", "ada")).Body);
        Assert.Equal("""{"status":200,"reports":["wine"]}""", (await app.PostAsync("door_policy", null, "ada,adult")).Body);
    }

    [Fact]
    public async Task A_deadline_ends_a_run()
    {
        var time = new Support.FakeTimeProvider();
        await using var app = await DoorApp.StartAsync(options => options.TimeProvider = time);

        var waiting = app.PostAsync("door_waits");
        await Support.Waiting.Soon(app.Waits.Begun.Task);
        time.Advance(TimeSpan.FromMinutes(1));
        var reply = await Support.Waiting.Soon(waiting);

        Assert.Equal((504, "deadline_exceeded"), (reply.Status, reply.Json.GetProperty("code").GetString()));
        await Support.Waiting.Soon(app.Waits.Ended.Task);
    }

    [Fact]
    public async Task Who_hangs_up_ends_the_run()
    {
        await using var app = await DoorApp.StartAsync();
        using var http = new HttpClient { BaseAddress = app.App.Http };
        using var hangUp = new CancellationTokenSource();

        var waiting = http.PostAsync("/walker/door_waits", null, hangUp.Token);
        await Support.Waiting.Soon(app.Waits.Begun.Task);
        hangUp.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Support.Waiting.Soon(app.Waits.Ended.Task);
    }

    [Fact]
    public async Task Rate_limits_of_the_application_apply()
    {
        await using var app = await DoorApp.StartAsync();

        Assert.Equal(200, (await app.PostAsync("door_limited")).Status);
        Assert.Equal(200, (await app.PostAsync("door_limited")).Status);
        Assert.Equal(429, (await app.PostAsync("door_limited")).Status);
        Assert.Equal(200, (await app.PostAsync("door_optional")).Status);
    }
}
