using System.Text.Json;

namespace WsToolkit.EndToEnd.Tests.Walkers.Http;

/// <summary>Where the members of a walker come from over HTTP, and what is answered.</summary>
public sealed class BindingTests
{
    private const string Defaults =
        """{"text":"hi","times":1,"loud":false,"colour":null,"day":null,"key":null,"price":null,"numbers":[],"spot":null,"method":""}""";

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task The_members_are_the_body(string method)
    {
        await using var app = await DoorApp.StartAsync();

        var reply = await app.SendAsync(method, "/walker/door_echo", """{"text":"hi"}""");

        Assert.Equal((200, "application/json", $$"""{"status":200,"reports":[{{Defaults}}]}"""), (reply.Status, reply.ContentType, reply.Body));
    }

    [Fact]
    public async Task Every_type_comes_out_of_a_body_as_over_the_websocket()
    {
        const string Context =
            """{"text":"κόσμος","times":2,"loud":true,"colour":"DarkBlue","day":"2026-11-21","key":"00000000-0000-0000-0000-000000000007","""
            + """ "price":0.10,"numbers":[1,2],"spot":{"x":1,"y":2}}""";
        await using var app = await DoorApp.StartAsync();
        await using var connection = await app.OpenAsync();

        var reply = await app.PostAsync("door_echo", Context);
        var answer = await connection.AskAsync($$"""{"type":"walker","walker":"door_echo","response":true,"context":{{Context}}}""");

        Assert.Equal(reply.Body, answer);
        Assert.Equal(2, reply.Json.GetProperty("reports").GetArrayLength());
        Assert.Contains("\"price\":0.10,", answer);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("OPTIONS")]
    [InlineData("TRACE")]
    public async Task Methods_without_a_body_take_everything_from_the_query(string method)
    {
        await using var app = await DoorApp.StartAsync();

        var reply = await app.SendAsync(
            method,
            "/walker/door_echo?text=7&times=2&loud=True&colour=Red&day=2026-11-21&key=00000000-0000-0000-0000-000000000007&price=1.50"
                + "&numbers=1&numbers=2&spot=%7B%22x%22%3A1%2C%22y%22%3A2%7D&unknown=1&secret=x");

        const string Heard =
            """{"text":"7","times":2,"loud":true,"colour":"Red","day":"2026-11-21","key":"00000000-0000-0000-0000-000000000007","""
            + "\"price\":1.50,\"numbers\":[1,2],\"spot\":{\"x\":1,\"y\":2},\"method\":\"\"}";
        Assert.Equal($$"""{"status":200,"reports":[{{Heard}},{{Heard}}]}""", reply.Body);
    }

    [Fact]
    public async Task The_answer_to_head_is_that_to_get_without_its_body()
    {
        await using var app = await DoorApp.StartAsync();

        var get = await app.SendAsync("GET", "/walker/door_echo?text=hi");
        var head = await app.SendAsync("HEAD", "/walker/door_echo?text=hi");

        Assert.Equal((200, "", get.Length), (head.Status, head.Body, head.Length));
    }

    [Theory]
    [InlineData("times=x", "times", "invalid_type")]
    [InlineData("times=1&times=2", "times", "duplicate")]
    [InlineData("times=1.5", "times", "invalid_type")]
    [InlineData("loud=yes", "loud", "invalid_type")]
    [InlineData("colour=Green", "colour", "invalid_type")]
    [InlineData("day=tomorrow", "day", "invalid_type")]
    [InlineData("numbers=1&numbers=x", "numbers", "invalid_type")]
    [InlineData("spot=x", "spot", "invalid_type")]
    public async Task What_does_not_fit_is_named(string query, string member, string type)
    {
        await using var app = await DoorApp.StartAsync();

        var reply = await app.SendAsync("GET", "/walker/door_echo?text=hi&" + query);

        Assert.Equal(422, reply.Status);
        var error = reply.Json.GetProperty("error")[0];
        Assert.Equal((type, member), (error.GetProperty("type").GetString(), error.GetProperty("loc")[0].GetString()));
        Assert.True(reply.Json.GetProperty("errors").TryGetProperty(member, out _));
    }

    [Theory]
    [InlineData("POST", "/walker/door_path/attic/items/7?colour=DarkBlue", """{"note":"n"}""", "attic/7/DarkBlue/n")]
    [InlineData("POST", "/walker/door_path/attic/items/7", """{"note":"n"}""", "attic/7/Red/n")]
    [InlineData("POST", "/walker/door_path/a%20b/items/7", null, "a b/7/Red/")]
    [InlineData("POST", "/walker/door_path/a/items/7", """{"room":"other","number":8,"colour":"DarkBlue","note":"n"}""", "a/7/Red/n")]
    [InlineData("POST", "/walker/door_path/a/items/7?note=q", """{"\ud800":1,"note":"n"}""", "a/7/Red/n")]
    [InlineData("GET", "/walker/door_path/a/items/7?note=q&room=other", null, "a/7/Red/q")]
    public async Task Members_come_from_path_query_and_body_and_from_their_own_place_only(string method, string path, string? body, string expected)
    {
        await using var app = await DoorApp.StartAsync();

        var reply = await app.SendAsync(method, path, body);

        Assert.Equal((200, expected), (reply.Status, reply.Json.GetProperty("reports")[0].GetString()));
    }

    [Fact]
    public async Task Over_the_websocket_all_members_come_from_the_context()
    {
        await using var app = await DoorApp.StartAsync();
        await using var connection = await app.OpenAsync();

        var answer = await connection.AskAsync(
            """{"type":"walker","walker":"door_path","response":true,"context":{"room":"a","number":7,"colour":"Red","note":"n"}}""");

        Assert.Equal("""{"status":200,"reports":["a/7/Red/n"]}""", answer);
    }

    [Theory]
    [InlineData("{", null, 400, "parse_error")]
    [InlineData("{} {}", null, 400, "parse_error")]
    [InlineData("[]", null, 422, "invalid_arguments")]
    [InlineData("7", null, 422, "invalid_arguments")]
    [InlineData("null", null, 422, "invalid_arguments")]
    [InlineData("", null, 422, "invalid_arguments")]
    [InlineData("  ", null, 422, "invalid_arguments")]
    [InlineData("""{"text":"a","text":"b"}""", null, 422, "invalid_arguments")]
    [InlineData("""{"text":null}""", null, 422, "invalid_arguments")]
    [InlineData("""{"text":"a","secret":"b"}""", null, 200, null)]
    [InlineData("""{"text":"a","unknown":[{}]}""", null, 200, null)]
    [InlineData("""{"text":"a"}""", "application/json; charset=utf-8", 200, null)]
    [InlineData("""{"text":"a"}""", "application/vnd.api+json", 200, null)]
    [InlineData("""{"text":"a"}""", "application/json; charset=utf-16", 415, "invalid_request")]
    [InlineData("""{"text":"a"}""", "text/plain", 415, "")]
    [InlineData("text=a", "application/x-www-form-urlencoded", 415, "")]
    public async Task A_body_is_json(string body, string? contentType, int status, string? code)
    {
        await using var app = await DoorApp.StartAsync();

        var reply = await app.SendAsync("POST", "/walker/door_echo", body, contentType: contentType);

        Assert.Equal(status, reply.Status);
        if (code == "")
        {
            // The framework has chosen the endpoint by the type of the body, and found none.
            Assert.Equal("", reply.Body);
        }
        else if (code is not null)
        {
            Assert.Equal(("application/problem+json", code), (reply.ContentType, reply.Json.GetProperty("code").GetString()));
        }
        else
        {
            Assert.Equal("", reply.Json.GetProperty("reports")[0].GetProperty("method").GetString());
        }
    }

    [Fact]
    public async Task A_body_is_no_larger_than_messages_may_be_and_no_deeper()
    {
        await using var app = await DoorApp.StartAsync();
        var large = $$"""{"text":"{{new string('x', 10 * 1024 * 1024)}}"}""";
        var deep = $$"""{"text":"a","unknown":{{new string('[', 70)}}{{new string(']', 70)}}}""";

        Assert.Equal(413, (await app.PostAsync("door_echo", large)).Status);
        Assert.Equal(400, (await app.PostAsync("door_echo", deep)).Status);
        Assert.Equal(200, (await app.PostAsync("door_echo", """{"text":"a"}""")).Status);
    }

    [Theory]
    [InlineData(201, null, 201, """{"status":201,"reports":[]}""")]
    [InlineData(404, null, 404, """{"status":404,"reports":[]}""")]
    [InlineData(202, "own", 202, """{"any":"own"}""")]
    [InlineData(204, "own", 204, "")]
    [InlineData(304, null, 304, "")]
    public async Task The_status_of_a_walker_is_that_of_the_response(int set, string? own, int status, string body)
    {
        await using var app = await DoorApp.StartAsync();

        var reply = await app.PostAsync("door_status", JsonSerializer.Serialize(new { status = set, body = own }));

        Assert.Equal((status, body), (reply.Status, reply.Body));
    }

    [Theory]
    [InlineData("GET", "/walker/door_none", 405)]
    [InlineData("POST", "/walker/door_http_only", 405)]
    [InlineData("GET", "/walker/door_http_only", 200)]
    [InlineData("POST", "/walker/no_such_walker", 404)]
    [InlineData("POST", "/walker", 404)]
    public async Task A_walker_is_called_by_its_name_and_its_methods_alone(string method, string path, int status)
    {
        await using var app = await DoorApp.StartAsync();

        Assert.Equal(status, (await app.SendAsync(method, path)).Status);
    }
}
