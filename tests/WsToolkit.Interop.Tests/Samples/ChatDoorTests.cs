using System.Net.Http.Json;
using System.Text.Json;

namespace WsToolkit.Interop.Tests.Samples;

/// <summary>What samples/Chat answers over HTTP: accounts, walkers, its page and its document.</summary>
public sealed class ChatDoorTests
{
    [Fact]
    public async Task Accounts_walkers_page_and_document()
    {
        using var server = await ChatTests.StartAsync(compat: false);
        using var http = new HttpClient { BaseAddress = server.Address };
        var credentials = new { email = "ada@example.com", password = "correct horse" };

        Assert.Equal(201, await PostAsync(http, "/user/register", credentials));
        Assert.Equal(409, await PostAsync(http, "/user/register", credentials));
        Assert.Equal(400, await PostAsync(http, "/user/register", new { email = "nobody", password = "short" }));
        Assert.Equal(401, await PostAsync(http, "/user/login", credentials with { password = "wrong horse" }));
        Assert.Equal(401, await PostAsync(http, "/user/login", credentials with { email = "bob@example.com" }));
        Assert.Equal(200, await PostAsync(http, "/walker/send_chat_to_group", new { channel_id = "tea" }));
        Assert.Equal(422, await PostAsync(http, "/walker/send_chat_to_group", new { channelId = "tea" }));
        Assert.Equal(401, await PostAsync(http, "/walker/who_am_i", new { }));

        using var page = await http.GetAsync("/");
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.Contains("default-src 'self'", page.Headers.GetValues("Content-Security-Policy"));

        var document = JsonDocument.Parse(await http.GetStringAsync("/openapi/v1.json")).RootElement;
        var paths = document.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToArray();
        Assert.Equal(
            [
                "/user/login", "/user/register", "/walker/long_walk", "/walker/send_chat_to_client", "/walker/send_chat_to_everyone",
                "/walker/send_chat_to_group", "/walker/send_chat_to_user", "/walker/who_am_i", "/walker/who_is_here",
            ],
            paths.Order(StringComparer.Ordinal));
        var summary = document.GetProperty("paths").GetProperty("/walker/long_walk").GetProperty("post").GetProperty("summary").GetString();
        Assert.StartsWith("Takes its time, and tells its caller how far it has come", summary);
        Assert.Contains("\"channel_id\"", document.GetProperty("components").GetRawText());
        Assert.DoesNotContain("\"channelId\"", document.GetRawText());
    }

    private static async Task<int> PostAsync(HttpClient http, string path, object body)
    {
        using var response = await http.PostAsJsonAsync(path, body);
        return (int)response.StatusCode;
    }
}
