using System.Security.Claims;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Server;
using WsToolkit.Testing;
using WsToolkit.Walkers;

namespace WsToolkit.Tests.Walkers;

/// <summary>Serves walkers to clients that write their messages by hand.</summary>
internal sealed class WalkerHost : IAsyncDisposable
{
    private readonly WsTestHost _host;

    public WalkerHost(
        IEnumerable<WsWalkerDefinition> walkers,
        Action<WsServerOptions>? options = null,
        Action<WsEndpointBuilder>? endpoint = null,
        Action<IServiceCollection>? services = null)
    {
        Time = new FakeTimeProvider();
        _host = WsTestHost.Create(
            builder =>
            {
                builder.AddWalkers(walkers);
                endpoint?.Invoke(builder);
            },
            services,
            all =>
            {
                all.TimeProvider = Time;
                options?.Invoke(all);
            });
    }

    public FakeTimeProvider Time { get; }

    public WsTestHost Host => _host;

    public WsNotifier Notifier => _host.Services.GetRequiredService<WsNotifier>();

    public WalkerDirectory Directory => _host.Services.GetRequiredService<WsWalkerHub>().Directory;

    public static ClaimsPrincipal User(string id) => new(new ClaimsIdentity([new Claim("sub", id)], "test"));

    public RawConnection Open(ClaimsPrincipal? user = null, string? channel = null, DateTimeOffset? expires = null, int? maxMessageBytes = null)
    {
        var items = new Dictionary<object, object?>();
        if (channel is not null)
        {
            items[WsWalkerItems.ChannelId] = channel;
        }

        if (expires is not null)
        {
            items[WsWalkerItems.UserExpires] = expires;
        }

        return new TransportConnection(_host.ConnectTransport(user, maxMessageBytes, items: items));
    }

    /// <summary>Opens a connection and takes the message that tells it who it is.</summary>
    public async Task<(RawConnection Connection, WsWalkerIdentity Identity)> JoinAsync(ClaimsPrincipal? user = null, string? channel = null, DateTimeOffset? expires = null)
    {
        var connection = Open(user, channel, expires);
        return (connection, Identity(await connection.ReceiveAsync()));
    }

    public static WsWalkerIdentity Identity(string message)
    {
        using var document = JsonDocument.Parse(message);
        Assert.Equal("connection", document.RootElement.GetProperty("type").GetString());
        var data = document.RootElement.GetProperty("data");
        return new WsWalkerIdentity(
            data.GetProperty("client_id").GetString()!, data.GetProperty("root_id").GetString()!, data.GetProperty("channel_id").GetString()!);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
