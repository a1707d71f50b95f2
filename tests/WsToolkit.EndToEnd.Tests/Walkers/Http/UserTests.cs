using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.EndToEnd.Tests.Door;
using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Walkers.Http;

/// <summary>Who a connection belongs to, by the application's own authentication: at the upgrade, and after <c>change_user</c>.</summary>
public sealed class UserTests
{
    private const string Public = "n::000000000000000000000001";

    [Theory]
    [InlineData(null, Public)]
    [InlineData("ada", "id-ada")]
    [InlineData("bad", Public)]
    public async Task The_header_of_the_upgrade_says_who_it_is(string? token, string user)
    {
        await using var app = await DoorApp.StartAsync();

        var (connection, identity) = await app.OpenWithIdentityAsync(token);

        await using (connection)
        {
            Assert.Equal(user, RootId(identity));
        }
    }

    [Theory]
    [InlineData(false, null, "access_token=ada", Public)]
    [InlineData(true, null, "access_token=ada", "id-ada")]
    [InlineData(true, null, "access_token=bad", Public)]
    [InlineData(true, null, "access_token=", Public)]
    [InlineData(true, null, "access_token=ada&access_token=bob", Public)]
    [InlineData(true, "bob", "access_token=ada", "id-bob")]
    public async Task A_token_in_the_query_counts_where_that_is_enabled(bool enabled, string? header, string query, string user)
    {
        await using var app = await DoorApp.StartAsync(options => options.Walkers.AccessTokenInQuery = enabled);

        var (connection, identity) = await app.OpenWithIdentityAsync(header, query);

        await using (connection)
        {
            Assert.Equal(user, RootId(identity));
        }
    }

    [Fact]
    public async Task A_user_changes_upwards_downwards_and_with_a_bad_token()
    {
        await using var app = await DoorApp.StartAsync();
        await using var connection = await app.OpenAsync("bob");

        var up = await ChangeAsync(connection, "\"Bearer ada\"");
        var whoIsUp = await WhoAsync(connection);
        var down = await ChangeAsync(connection, null);
        var whoIsDown = await WhoAsync(connection);
        var again = await ChangeAsync(connection, "\"bearer ada\"");
        var bad = await ChangeAsync(connection, "\"Bearer bad\"");
        var whoIsBad = await WhoAsync(connection);

        Assert.Equal(("id-ada", "id-ada"), (RootId(up), whoIsUp));
        Assert.Equal((Public, Public), (RootId(down), whoIsDown));
        Assert.Equal("id-ada", RootId(again));
        Assert.Equal((Public, Public), (RootId(bad), whoIsBad));
        Assert.False(down.TryGetProperty("error", out _));
        Assert.True(bad.TryGetProperty("error", out _));
    }

    [Fact]
    public async Task A_ticket_of_the_upgrade_expires()
    {
        var time = new FakeTimeProvider();
        await using var app = await DoorApp.StartAsync(
            options => Leaps(options, time),
            services => services.Configure<AuthenticationOptions>(_ => { }).AddSingleton<TimeProvider>(time)
                .PostConfigureAll<AuthenticationSchemeOptions>(scheme => scheme.TimeProvider = time));
        var (connection, identity) = await app.OpenWithIdentityAsync("ada;60");
        await using var _ = connection;
        Assert.Equal("id-ada", RootId(identity));

        time.Advance(TimeSpan.FromSeconds(61));
        var told = JsonDocument.Parse(await connection.ReceiveAsync()).RootElement;

        Assert.Equal(Public, RootId(told));
        Assert.True(told.TryGetProperty("error", out var _));
        Assert.Equal(Public, await WhoAsync(connection));
    }

    [Fact]
    public async Task A_ticket_of_change_user_expires()
    {
        var time = new FakeTimeProvider();
        await using var app = await DoorApp.StartAsync(
            options => Leaps(options, time),
            services => services.PostConfigureAll<AuthenticationSchemeOptions>(scheme => scheme.TimeProvider = time));
        await using var connection = await app.OpenAsync();
        Assert.Equal("id-ada", RootId(await ChangeAsync(connection, "\"Bearer ada;60\"")));

        await time.TimerIsSetFor(TimeSpan.FromSeconds(60));
        time.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal(Public, RootId(JsonDocument.Parse(await connection.ReceiveAsync()).RootElement));
    }

    [Fact]
    public async Task The_channel_is_the_one_asked_for()
    {
        await using var app = await DoorApp.StartAsync();

        var (own, first) = await app.OpenWithIdentityAsync(query: "channel_id=" + Uri.EscapeDataString("κόσμος & co"));
        var (other, second) = await app.OpenWithIdentityAsync(query: "channel_id=");

        await using (own)
        await using (other)
        {
            Assert.Equal("κόσμος & co", first.GetProperty("data").GetProperty("channel_id").GetString());
            Assert.Matches("^[0-9]+:[0-9a-f]{32}$", second.GetProperty("data").GetProperty("channel_id").GetString());
        }

        var socket = new ClientWebSocket { Options = { CollectHttpResponseDetails = true } };
        var address = new UriBuilder(app.App.Ws("/websocket")) { Query = "channel_id=" + new string('x', 257) }.Uri;
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(address, default));
        Assert.Equal(400, (int)socket.HttpStatusCode);
    }

    [Fact]
    public async Task Without_a_walker_for_websockets_nobody_connects()
    {
        await using var app = await KestrelApp.StartAsync(app => app.MapWalker<DoorHttpOnly>());
        using var socket = new ClientWebSocket { Options = { CollectHttpResponseDetails = true } };

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(app.Ws("/websocket"), default));

        Assert.Equal(403, (int)socket.HttpStatusCode);
    }

    [Fact]
    public async Task What_is_required_of_the_endpoint_is_required_at_both_doors()
    {
        await using var app = await KestrelApp.StartAsync(
            app => app.MapWalker<DoorOptional>("/ws", "/w").RequireAuthorization(), BearerAuthentication.Add);
        using var http = new HttpClient();

        using var response = await http.PostAsync(new Uri(app.Http, "/w/door_optional"), null);

        Assert.Equal(401, (int)response.StatusCode);
        Assert.Equal(401, await app.HandshakeAsync());
        Assert.Equal(101, await app.HandshakeAsync(("Authorization", "Bearer ada")));
    }

    // What has arrived at the other end may not count as sent yet, nor a pong have come, when the time leaps.
    private static void Leaps(WsServerOptions options, TimeProvider time)
        => (options.TimeProvider, options.KeepAliveInterval, options.SendTimeout) = (time, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    private static string RootId(JsonElement connection) => connection.GetProperty("data").GetProperty("root_id").GetString()!;

    private static async Task<JsonElement> ChangeAsync(SocketConnection connection, string? token)
    {
        var message = token is null ? """{"type":"change_user"}""" : $$"""{"type":"change_user","token":{{token}}}""";
        return JsonDocument.Parse(await connection.AskAsync(message)).RootElement;
    }

    private static async Task<string> WhoAsync(SocketConnection connection)
        => JsonDocument.Parse(await connection.AskAsync("""{"type":"walker","walker":"door_optional","response":true}"""))
            .RootElement.GetProperty("reports")[0].GetString()!;
}
