using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace WsToolkit.EndToEnd.Tests.Walkers.Http;

/// <summary>The OpenAPI document of an application tells of its walkers what they really take and give.</summary>
public sealed class DocumentTests
{
    [Fact]
    public async Task A_walker_is_in_the_document_with_every_method()
    {
        var document = await ReadAsync();
        var path = document.GetProperty("paths").GetProperty("/walker/door_echo");

        Assert.Equal(
            ["delete", "get", "head", "options", "patch", "post", "put", "trace"],
            path.EnumerateObject().Select(method => method.Name).Order());
        Assert.Equal("walker", path.GetProperty("post").GetProperty("tags")[0].GetString());
        Assert.DoesNotContain(document.GetProperty("paths").EnumerateObject(), each => each.Name == "/websocket");
    }

    [Fact]
    public async Task The_body_has_the_members_as_they_are_named_on_the_wire()
    {
        var document = await ReadAsync();
        var operation = document.GetProperty("paths").GetProperty("/walker/door_required").GetProperty("post");

        var schema = Resolve(document, Schema(operation.GetProperty("requestBody")));

        Assert.Equal(["value"], Names(schema));
        Assert.Equal(["value"], schema.GetProperty("required").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(["200", "401", "422"], operation.GetProperty("responses").EnumerateObject().Select(response => response.Name).Order());
    }

    [Fact]
    public async Task What_can_be_left_out_is_not_required_and_what_is_excluded_is_not_there()
    {
        var document = await ReadAsync();
        var operation = document.GetProperty("paths").GetProperty("/walker/door_echo").GetProperty("post");

        var schema = Resolve(document, Schema(operation.GetProperty("requestBody")));

        Assert.Equal(["colour", "day", "key", "loud", "numbers", "price", "spot", "text", "times"], Names(schema).Order());
        Assert.Equal(["text"], schema.GetProperty("required").EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    public async Task The_reply_has_status_and_reports()
    {
        var document = await ReadAsync();
        var operation = document.GetProperty("paths").GetProperty("/walker/door_echo").GetProperty("post");

        var reply = Resolve(document, Schema(operation.GetProperty("responses").GetProperty("200")));
        var report = Resolve(document, reply.GetProperty("properties").GetProperty("reports").GetProperty("items"));

        Assert.Equal(["status", "reports"], Names(reply));
        Assert.Equal(["text", "times", "loud", "colour", "day", "key", "price", "numbers", "spot", "method"], Names(report));
    }

    [Fact]
    public async Task Members_of_path_and_query_are_parameters_and_not_in_the_body()
    {
        var document = await ReadAsync();
        var path = document.GetProperty("paths").GetProperty("/walker/door_path/{room}/items/{number}");

        string[] post = [.. Parameters(path.GetProperty("post"))];
        string[] get = [.. Parameters(path.GetProperty("get"))];

        Assert.Equal(["path room True", "path number True", "query colour False"], post);
        Assert.Equal(["path room True", "path number True", "query colour False", "query note False"], get);
        Assert.Equal(["note"], Names(Resolve(document, Schema(path.GetProperty("post").GetProperty("requestBody")))));
        Assert.False(path.GetProperty("get").TryGetProperty("requestBody", out _));
    }

    [Fact]
    public async Task What_the_application_itself_writes_over_http_stays_as_it_is()
    {
        await using var app = await StartAsync();

        Assert.Equal("""{"shoeSize":44}""", (await app.SendAsync("GET", "/shoe")).Body);
        Assert.Equal(200, (await app.SendAsync("GET", "/openapi/v1.json")).Status);
        Assert.Equal("""{"shoeSize":44}""", (await app.SendAsync("GET", "/shoe")).Body);
    }

    private static Task<DoorApp> StartAsync()
        => DoorApp.StartAsync(
            services: services => services.AddOpenApi(),
            map: app =>
            {
                app.MapOpenApi();
                app.MapGet("/shoe", () => new { ShoeSize = 44 });
            });

    private static async Task<JsonElement> ReadAsync()
    {
        await using var app = await StartAsync();
        var reply = await app.SendAsync("GET", "/openapi/v1.json");
        Assert.True(reply.Status == 200, string.Join('\n', app.App.Log.AtLeast(LogLevel.Error)));
        return reply.Json;
    }

    private static IEnumerable<string> Parameters(JsonElement operation)
        => operation.GetProperty("parameters").EnumerateArray().Select(each
            => $"{each.GetProperty("in").GetString()} {each.GetProperty("name").GetString()} "
                + (each.TryGetProperty("required", out var required) && required.GetBoolean()));

    private static IEnumerable<string> Names(JsonElement schema) => schema.GetProperty("properties").EnumerateObject().Select(member => member.Name);

    private static JsonElement Schema(JsonElement content)
        => content.GetProperty("content").GetProperty("application/json").GetProperty("schema");

    private static JsonElement Resolve(JsonElement document, JsonElement schema)
        => schema.TryGetProperty("$ref", out var reference)
            ? reference.GetString()!.TrimStart('#', '/').Split('/').Aggregate(document, (at, name) => at.GetProperty(name))
            : schema;
}
