using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using WsToolkit.AspNetCore;
using WsToolkit.EndToEnd.Tests.BadInput;

namespace WsToolkit.EndToEnd.Tests.Door;

/// <summary>Who may open a connection.</summary>
public sealed class HandshakeTests
{
    [Fact]
    public async Task A_plain_request_is_answered_with_400_and_json()
    {
        await using var app = await StartAsync();
        using var http = new HttpClient();

        using var response = await http.GetAsync(new Uri(app.Http, "/ws"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("""{"message": "Unable to open websocket connection"}""", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(null, 101)]
    [InlineData("http://{own}", 101)]
    [InlineData("HTTP://{own}", 101)]
    [InlineData("https://{own}", 403)]
    [InlineData("http://127.0.0.1", 403)]
    [InlineData("http://127.0.0.1:1", 403)]
    [InlineData("http://localhost:{port}", 403)]
    [InlineData("http://evil.example", 403)]
    [InlineData("http://{own}.evil.example", 403)]
    [InlineData("http://{own}@evil.example", 403)]
    [InlineData("null", 403)]
    [InlineData("", 403)]
    [InlineData("not an origin", 403)]
    [InlineData("https://app.example.com", 101, "https://app.example.com")]
    [InlineData("https://APP.example.com", 101, "https://app.example.com")]
    [InlineData("https://app.example.com:444", 403, "https://app.example.com")]
    [InlineData("http://app.example.com", 403, "https://app.example.com")]
    [InlineData("https://sub.app.example.com", 403, "https://app.example.com")]
    [InlineData("http://{own}", 101, "https://app.example.com")]
    [InlineData("null", 101, "null")]
    [InlineData("http://evil.example", 101, "*")]
    [InlineData("null", 101, "*")]
    public async Task The_origin_of_a_browser_is_the_servers_own_or_an_allowed_one(string? origin, int status, string? allowed = null)
    {
        await using var app = await StartAsync(options =>
        {
            if (allowed is not null)
            {
                options.AllowedOrigins.Add(allowed);
            }
        });
        origin = origin?.Replace("{own}", app.Http.Authority).Replace("{port}", $"{app.Http.Port}");

        Assert.Equal(status, await app.HandshakeAsync(origin is null ? [] : [("Origin", origin)]));
    }

    [Theory]
    [InlineData("[::1]:8080", "http://[::1]:8080", 101)]
    [InlineData("[::1]:8080", "http://[::1]:8081", 403)]
    [InlineData("[::1]:8080", "http://[::2]:8080", 403)]
    [InlineData("[::1]", "http://[::1]", 101)]
    [InlineData("shop.example", "http://shop.example", 101)]
    [InlineData("shop.example:80", "http://shop.example", 101)]
    [InlineData("shop.example", "http://shop.example:80", 101)]
    [InlineData("SHOP.example", "http://shop.example", 101)]
    [InlineData("shop.example", "http://shop.example.", 403)]
    [InlineData("xn--bcher-kva.example", "http://xn--bcher-kva.example", 101)]
    public async Task The_servers_own_origin_follows_from_the_host_that_was_asked_for(string host, string origin, int status)
    {
        await using var app = await StartAsync();

        Assert.Equal(status, await app.HandshakeAsync(("Host", host), ("Origin", origin)));
    }

    [Fact]
    public async Task Two_origins_are_none()
    {
        await using var app = await StartAsync();

        Assert.Equal(403, await app.HandshakeAsync(("Origin", $"http://{app.Http.Authority}, http://evil.example")));
    }

    [Fact]
    public async Task RequireAuthorization_on_the_endpoint_is_checked_at_the_handshake()
    {
        await using var app = await KestrelApp.StartAsync(
            app => app.MapWs<ParrotService>("/ws").RequireAuthorization(), TestAuthentication.Add);

        Assert.Equal(401, await app.HandshakeAsync());
        Assert.Equal(101, await app.HandshakeAsync((TestAuthentication.Header, "ada")));
    }

    [Fact]
    public async Task A_connection_knows_the_request_that_began_it()
    {
        string? agent = null;
        var book = new GuestBook
        {
            OnConnected = (connection, _) =>
            {
                agent = connection.GetHttpContext()?.Request.Headers.UserAgent;
                return Task.CompletedTask;
            },
        };
        await using var app = await KestrelApp.StartAsync(app => app.MapWs<GuestService>("/ws"), services => services.AddSingleton(book));
        await using var connection = await app.OpenAsync(configure: options => options.SetRequestHeader("User-Agent", "a test"));

        await connection.AskAsync("""{"id":1,"method":"visit","payload":{"room":"hall"}}""");

        Assert.Equal("a test", agent);
    }

    [Fact]
    public async Task A_connection_that_did_not_come_through_http_has_no_request()
    {
        var seen = new TaskCompletionSource<object?>();
        var book = new GuestBook
        {
            OnConnected = (connection, _) =>
            {
                seen.SetResult(connection.GetHttpContext());
                return Task.CompletedTask;
            },
        };
        await using var host = Testing.WsTestHost.Create<GuestService>(services => services.AddSingleton(book));
        await using var connection = new TransportConnection(host.ConnectTransport());

        Assert.Null(await seen.Task.WaitAsync(RawConnection.Patience));
    }

    private static Task<KestrelApp> StartAsync(Action<WsServerOptions>? options = null)
        => KestrelApp.StartAsync(app => app.MapWs<ParrotService>("/ws"), options: options);
}
