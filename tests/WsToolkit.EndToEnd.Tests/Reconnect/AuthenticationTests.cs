using System.Text;
using Microsoft.Extensions.DependencyInjection;
using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Server;
using WsToolkit.Sessions;
using WsToolkit.Testing;

namespace WsToolkit.EndToEnd.Tests.Reconnect;

/// <summary>Says who calls.</summary>
[WsService("whoami")]
public partial class WhoAmIService(Probe probe) : IWsConnectionHandler
{
    [WsRpcMethod]
    public string? WhoAmI(WsCallContext context) => context.User.Identity?.Name;

    public ValueTask OnConnectedAsync(WsConnection connection, CancellationToken cancellationToken)
    {
        probe.Write($"connected: {connection.User.Identity?.Name}");
        return ValueTask.CompletedTask;
    }

    public ValueTask OnDisconnectedAsync(WsConnection connection, WsCloseInfo close) => ValueTask.CompletedTask;
}

/// <summary>Logins in messages of the connection, with both ends of the toolkit.</summary>
public sealed class AuthenticationTests
{
    [Theory, BothHosts]
    public async Task Who_knows_the_password_is_let_in_and_known_by_name(HostKind kind)
    {
        await using var host = await ServiceHost.StartAsync(
            kind, ws => ws.Add<WhoAmIService>(), options: options => options.Authenticator = new PasswordServer("secret"));
        var client = await host.ConnectAsync<WhoAmIServiceClient>(new WsClientOptions { Authenticator = new PasswordClient("secret") });
        Assert.Equal("knower of secret", await client.WhoAmIAsync().Soon());
        Assert.Equal(["connected: knower of secret"], host.Probe.Log);
        Assert.Equal(1, host.Connections.Count);
    }

    [Fact]
    public async Task Who_does_not_is_refused()
    {
        await using var host = Host(out _);
        var refused = await Assert.ThrowsAsync<WsAuthenticationException>(
            () => host.ConnectAsync<WhoAmIServiceClient>(new WsClientOptions { Authenticator = new PasswordClient("guess") })).Soon();
        var lost = Assert.IsType<WsConnectionLostException>(refused.InnerException);
        Assert.Equal(new WsCloseInfo(WsCloseCode.PolicyViolation, "Wrong password.", Remote: true), lost.Close);
        Assert.Empty(host.Services.GetRequiredService<Probe>().Log);
        Assert.Equal(0, host.Connections.Count);
    }

    [Fact]
    public async Task Who_takes_too_long_is_told_to_try_again()
    {
        await using var host = Host(out var time);
        await using var client = new TransportConnection(host.ConnectTransport());
        await time.TimerIsSetFor(TimeSpan.FromSeconds(10));
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal((WsCloseCode.TryAgainLater, "Not authenticated in time."), await client.ReceiveCloseAsync());
        Assert.Equal(0, host.Connections.Count);
    }

    [Fact]
    public async Task Nothing_of_an_authenticator_that_fails_is_revealed()
    {
        await using var host = Host(out _, new Failing());
        await using var client = new TransportConnection(host.ConnectTransport());
        await client.SendAsync("secret");
        Assert.Equal((WsCloseCode.PolicyViolation, "Not authenticated."), await client.ReceiveCloseAsync());
    }

    [Fact]
    public async Task Calls_that_follow_the_password_at_once_are_answered_after_the_login()
    {
        await using var host = Host(out _);
        await using var client = new TransportConnection(host.ConnectTransport());
        await client.SendAsync("secret");
        await client.SendAsync("""{"id":1,"method":"whoAmI"}""");
        Assert.Equal("welcome", await client.ReceiveAsync());
        Assert.Equal("""{"id":1,"method":"whoAmI","response":"knower of secret"}""", await client.ReceiveAsync());
    }

    [Fact]
    public async Task What_precedes_the_login_is_no_call()
    {
        await using var host = Host(out _);
        await using var client = new TransportConnection(host.ConnectTransport());
        await client.SendAsync("""{"id":1,"method":"whoAmI"}""");
        Assert.Equal((WsCloseCode.PolicyViolation, "Wrong password."), await client.ReceiveCloseAsync());
    }

    [Fact]
    public async Task A_server_that_shuts_down_meanwhile_closes_with_1001()
    {
        await using var host = Host(out _);
        await using var client = new TransportConnection(host.ConnectTransport());
        var stopping = host.StopAsync();
        Assert.Equal(WsCloseCode.GoingAway, (await client.ReceiveCloseAsync(nothingBefore: true)).Code);
        await client.CloseAsync();
        await stopping.Soon();
    }

    /// <summary>An envelope would be taken for an answer to the login.</summary>
    [Fact]
    public async Task A_login_that_begins_when_the_server_shuts_down_already_ends_with_1001_and_nothing_before()
    {
        var (server, client) = MemoryTransport.CreatePair();
        await using var services = new ServiceCollection().AddSingleton<Probe>().BuildServiceProvider();
        var options = new WsServerOptions { Authenticator = new PasswordServer("secret") };
        var endpoint = new WsEndpointBuilder(services, options).Add<WhoAmIService>().Build();
        var run = endpoint.RunAsync(server, shutdown: new CancellationToken(canceled: true));
        await using var connection = new TransportConnection(client);
        Assert.Equal(WsCloseCode.GoingAway, (await connection.ReceiveCloseAsync(nothingBefore: true)).Code);
        await connection.CloseAsync();
        Assert.Equal(WsCloseCode.GoingAway, (await run.Soon()).Code);
    }

    [Fact]
    public async Task Several_messages_each_way_and_binary_ones_too()
    {
        await using var host = Host(out _, new Countdown());
        await using var client = new TransportConnection(host.ConnectTransport());
        for (byte i = 3; i > 0; i--)
        {
            await client.SendAsync(new byte[] { i }, WsMessageType.Binary);
            Assert.Equal($"{i - 1}", await client.ReceiveAsync());
        }

        await client.SendAsync("""{"id":1,"method":"whoAmI"}""");
        Assert.Equal("""{"id":1,"method":"whoAmI","response":null}""", await client.ReceiveAsync());
    }

    [Fact]
    public async Task A_client_over_a_single_transport_lets_its_calls_wait_for_the_login()
    {
        await using var host = Host(out _);
        var options = new WsClientOptions { Authenticator = new PasswordClient("secret") };
        await using var client = WsClient.Create(host.ConnectTransport(), options);
        Assert.Equal("knower of secret", await WhoAmIServiceClient.Create(client).WhoAmIAsync().Soon());
    }

    [Fact]
    public async Task A_server_closes_a_connection_without_messages_after_the_idle_timeout()
    {
        var time = new FakeTimeProvider();
        await using var host = WsTestHost.Create<WhoAmIService>(
            services => services.AddSingleton<Probe>(),
            options =>
            {
                options.TimeProvider = time;
                options.IdleTimeout = TimeSpan.FromMinutes(4);
                options.KeepAliveInterval = Timeout.InfiniteTimeSpan;

                // What has arrived at the other end may not count as sent yet when the time leaps.
                options.SendTimeout = Timeout.InfiniteTimeSpan;
            });
        await using var client = new TransportConnection(host.ConnectTransport());
        await client.SendAsync("""{"id":1,"method":"whoAmI"}""");
        await client.ReceiveAsync();
        time.Advance(TimeSpan.FromMinutes(4));
        await client.SendAsync("""{"id":1,"method":"whoAmI"}""");
        await client.ReceiveAsync();
        time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal((WsCloseCode.GoingAway, "The connection was idle."), await client.ReceiveCloseAsync());
    }

    private static WsTestHost Host(out FakeTimeProvider time, IWsAuthenticator? authenticator = null)
    {
        var clock = time = new FakeTimeProvider();
        return WsTestHost.Create<WhoAmIService>(
            services => services.AddSingleton<Probe>(),
            options =>
            {
                options.TimeProvider = clock;
                options.CloseTimeout = TimeSpan.Zero;
                options.Authenticator = authenticator ?? new PasswordServer("secret");
            });
    }

    private sealed class Failing : IWsAuthenticator
    {
        public async ValueTask AuthenticateAsync(WsAuthenticationContext context, CancellationToken cancellationToken)
        {
            await context.ReceiveAsync(cancellationToken);
            throw new InvalidOperationException("The password is secret.");
        }
    }

    private sealed class Countdown : IWsAuthenticator
    {
        public async ValueTask AuthenticateAsync(WsAuthenticationContext context, CancellationToken cancellationToken)
        {
            while (true)
            {
                var message = await context.ReceiveAsync(cancellationToken);
                Assert.Equal(WsMessageType.Binary, message.Type);
                var next = message.Data.Span[0] - 1;
                await context.SendAsync(Encoding.UTF8.GetBytes($"{next}"), cancellationToken: cancellationToken);
                if (next == 0)
                {
                    return;
                }
            }
        }
    }
}
