using Microsoft.Extensions.Logging;
using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Reconnect;

/// <summary>A client whose logger throws ends, and says so.</summary>
public sealed class FailingLoggerTests : ReconnectTest
{
    private const int Connected = 400;
    private const int Reconnecting = 401;
    private const int Closed = 402;

    [Fact]
    public async Task When_it_is_connected()
    {
        var (client, server) = await ConnectAsync(Failing(Connected));
        await EndedAsync(client);
        await Assert.ThrowsAnyAsync<Exception>(server.ReceiveAsync).Soon();
    }

    [Fact]
    public async Task When_it_is_made_of_a_transport()
    {
        var connection = Server.AcceptAsync();
        var client = Watch(WsClient.Create(await Server.OpenAsync(default), Options(Failing(Connected))));
        var server = await connection;
        await EndedAsync(client);
        await Assert.ThrowsAnyAsync<Exception>(server.ReceiveAsync).Soon();
    }

    [Fact]
    public async Task When_it_has_logged_in()
    {
        var connection = Server.AcceptAsync();
        var client = Watch(WsClient.Create(await Server.OpenAsync(default), Options(options =>
        {
            Failing(Connected)(options);
            options.Authenticator = new PasswordClient("secret");
        })));
        var server = await connection;
        await server.ReceiveAsync();
        await server.SendAsync("welcome");
        await EndedAsync(client);
    }

    [Fact]
    public async Task When_it_is_about_to_reconnect()
    {
        var (client, server) = await ConnectAsync(Failing(Reconnecting));
        var waiting = CallAsync(client, Again, timeout: Timeout.InfiniteTimeSpan);
        await server.ReceiveAsync();
        server.Abort();
        await ClosedAsync(WsDisconnectReason.NetworkFailure);
        await EndedAsync(client);
        await Assert.ThrowsAsync<WsConnectionLostException>(() => waiting).Soon();
    }

    [Fact]
    public async Task When_it_is_closed()
    {
        var (client, server) = await ConnectAsync(Failing(Closed));
        await server.CloseAsync(WsCloseCode.Normal);
        Assert.Equal(WsCloseCode.Normal, (await client.Completion.Soon()).Code);
        await ClosedAsync(WsDisconnectReason.ServerClosed);
    }

    private static async Task EndedAsync(WsClient client)
    {
        Assert.Equal(WsCloseCode.Abnormal, (await client.Completion.Soon()).Code);
        await client.Closed.Cancelled();
        Assert.Equal(WsClientState.Closed, client.State);
        Assert.IsType<FormatException>(client.LastDisconnect!.Exception);
        await Assert.ThrowsAsync<WsConnectionLostException>(() => CallAsync(client, Again)).Soon();
    }

    private static Action<WsClientOptions> Failing(int id) => options => options.LoggerFactory = new Logger(id);

    private sealed class Logger(int failsAt) : ILoggerFactory, ILogger
    {
        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel level, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (id == failsAt)
            {
                throw new FormatException("The log cannot be written.");
            }
        }

        public void Dispose()
        {
        }
    }
}
