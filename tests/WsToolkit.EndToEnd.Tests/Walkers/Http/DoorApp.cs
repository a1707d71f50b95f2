using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.EndToEnd.Tests.Door;

namespace WsToolkit.EndToEnd.Tests.Walkers.Http;

/// <summary>The walkers of these tests behind both of their doors.</summary>
internal sealed class DoorApp : IAsyncDisposable
{
    private readonly KestrelApp _app;
    private readonly HttpClient _http;

    private DoorApp(KestrelApp app)
    {
        _app = app;
        _http = new HttpClient { BaseAddress = app.Http, Timeout = RawConnection.Patience };
    }

    public KestrelApp App => _app;

    public DoorWaits.Course Waits => _app.Services.GetRequiredService<DoorWaits.Course>();

    public static async Task<DoorApp> StartAsync(
        Action<WsServerOptions>? options = null, Action<IServiceCollection>? services = null, Action<WebApplication>? map = null)
        => new(await KestrelApp.StartAsync(
            app =>
            {
                app.UseRateLimiter();
                map?.Invoke(app);
                app.MapWalkers("/websocket", "/walker", static ws => ws
                    .AddWalker<DoorEcho>().AddWalker<DoorPath>().AddWalker<DoorRequired>().AddWalker<DoorNone>().AddWalker<DoorOptional>()
                    .AddWalker<DoorPolicy>().AddWalker<DoorNobody>()
                    .AddWalker<DoorFails>().AddWalker<DoorStatus>().AddWalker<DoorWaits>().AddWalker<DoorLimited>()
                    .AddWalker<DoorHttpOnly>());
            },
            all =>
            {
                BearerAuthentication.Add(all);
                all.AddAuthorizationBuilder().AddPolicy("adult", policy => policy.RequireRole("adult"));
                all.AddRateLimiter(limiter => limiter
                    .AddFixedWindowLimiter("few", window => (window.PermitLimit, window.Window) = (2, TimeSpan.FromHours(1)))
                    .RejectionStatusCode = 429);
                all.AddSingleton<DoorWaits.Course>();
                services?.Invoke(all);
            },
            options));

    /// <summary>Sends a request.</summary>
    public async Task<Reply> SendAsync(string method, string path, string? body = null, string? token = null, string? contentType = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType ?? "application/json");
        }

        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        }

        using var response = await _http.SendAsync(request);
        return new Reply(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.ToString(),
            await response.Content.ReadAsStringAsync(),
            response.Headers.WwwAuthenticate.ToString(),
            response.Content.Headers.ContentLength);
    }

    /// <summary>Calls a walker.</summary>
    public Task<Reply> PostAsync(string walker, string? context = null, string? token = null) => SendAsync("POST", "/walker/" + walker, context, token);

    /// <summary>Opens a connection and takes its first message.</summary>
    public async Task<SocketConnection> OpenAsync(string? token = null, string query = "")
        => (await OpenWithIdentityAsync(token, query)).Connection;

    /// <summary>Opens a connection.</summary>
    public async Task<(SocketConnection Connection, JsonElement Identity)> OpenWithIdentityAsync(string? token = null, string query = "")
    {
        var socket = new System.Net.WebSockets.ClientWebSocket();
        if (token is not null)
        {
            socket.Options.SetRequestHeader("Authorization", "Bearer " + token);
        }

        await socket.ConnectAsync(new UriBuilder(_app.Ws("/websocket")) { Query = query }.Uri, default).WaitAsync(RawConnection.Patience);
        var connection = new SocketConnection(socket);
        return (connection, JsonDocument.Parse(await connection.ReceiveAsync()).RootElement);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    internal sealed record Reply(int Status, string? ContentType, string Body, string Authenticate, long? Length)
    {
        public JsonElement Json => JsonDocument.Parse(Body).RootElement;
    }
}
