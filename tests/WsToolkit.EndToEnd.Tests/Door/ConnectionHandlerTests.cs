using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Testing;

namespace WsToolkit.EndToEnd.Tests.Door;

/// <summary><see cref="IWsConnectionHandler"/>: a service that is told of connections.</summary>
public sealed class ConnectionHandlerTests
{
    private const string Visit = """{"id":1,"method":"visit","payload":{"room":"hall"}}""";

    [Theory]
    [InlineData(HostKind.Kestrel)]
    [InlineData(HostKind.Memory)]
    public async Task Handlers_run_once_in_the_order_of_their_services(HostKind over)
    {
        var book = new GuestBook();
        await using var host = await Host.StartAsync(over, book);
        await using (var connection = await host.OpenAsync())
        {
            Assert.Equal("""{"id":1,"method":"visit","response":"hall"}""", await connection.AskAsync(Visit));
            await connection.CloseAsync();
        }

        string[] expected = ["connected", "disposed", "watched", "visit hall", "disposed", "disconnected 1000", "disposed", "unwatched"];
        foreach (var line in expected)
        {
            Assert.Equal(line, await book.ReadAsync());
        }

        await host.DisposeAsync();
        Assert.Empty(book.Rest());
    }

    [Theory]
    [InlineData(HostKind.Kestrel)]
    [InlineData(HostKind.Memory)]
    public async Task The_end_is_told_when_the_client_vanishes(HostKind over)
    {
        var book = new GuestBook();
        await using var host = await Host.StartAsync(over, book);
        await using var connection = await host.OpenAsync();
        await connection.AskAsync(Visit);

        connection.Abort();

        string[] expected = ["connected", "disposed", "watched", "visit hall", "disposed", "disconnected 1006", "disposed", "unwatched"];
        foreach (var line in expected)
        {
            Assert.Equal(line, await book.ReadAsync());
        }

        Assert.Equal(0, host.Connections.Count);
    }

    [Theory]
    [InlineData(HostKind.Kestrel)]
    [InlineData(HostKind.Memory)]
    public async Task No_call_runs_before_the_connection_has_been_let_in(HostKind over)
    {
        var gate = new TaskCompletionSource();
        var book = new GuestBook { OnConnected = (_, _) => gate.Task };
        await using var host = await Host.StartAsync(over, book);
        await using var connection = await host.OpenAsync();

        await connection.SendAsync(Visit);
        Assert.Equal("connected", await book.ReadAsync());
        book.Write("let in");
        gate.SetResult();

        Assert.Equal("""{"id":1,"method":"visit","response":"hall"}""", await connection.ReceiveAsync());
        string[] expected = ["let in", "disposed", "watched", "visit hall", "disposed"];
        foreach (var line in expected)
        {
            Assert.Equal(line, await book.ReadAsync());
        }
    }

    [Theory]
    [InlineData(HostKind.Kestrel)]
    [InlineData(HostKind.Memory)]
    public async Task A_refusal_closes_with_1008_and_its_reason_and_runs_no_call(HostKind over)
    {
        var gate = new TaskCompletionSource();
        var book = new GuestBook
        {
            OnConnected = async (_, _) =>
            {
                await gate.Task;
                throw new WsException("banned", "You are banned.");
            },
        };
        await using var host = await Host.StartAsync(over, book);
        await using var connection = await host.OpenAsync();
        await connection.SendAsync(Visit);
        Assert.Equal("connected", await book.ReadAsync());
        gate.SetResult();

        Assert.Equal((WsCloseCode.PolicyViolation, "You are banned."), await connection.ReceiveCloseAsync());

        connection.Abort();
        await host.DisposeAsync();
        Assert.Equal(["disposed"], book.Rest());
        host.AssertNothingLogged();
    }

    [Theory]
    [InlineData(HostKind.Kestrel)]
    [InlineData(HostKind.Memory)]
    public async Task A_failure_closes_with_1011_and_reveals_nothing(HostKind over)
    {
        var book = new GuestBook { OnConnected = (_, _) => throw new InvalidOperationException(ProbeState.Secret) };
        await using var host = await Host.StartAsync(over, book);
        await using var connection = await host.OpenAsync();

        var (code, reason) = await connection.ReceiveCloseAsync();

        Assert.Equal(WsCloseCode.InternalError, code);
        Assert.DoesNotContain("swordfish", reason);
        Assert.Contains(host.Log.AtLeast(LogLevel.Error), line => line.Contains(ProbeState.Secret));
    }

    [Fact]
    public async Task Those_who_let_the_connection_in_are_told_of_its_end_when_a_later_one_refuses()
    {
        var book = new GuestBook { OnConnected = (_, _) => throw new WsException("banned", "You are banned.") };
        await using var host = WsTestHost.Create(
            ws => ws.Add<WatchService>().Add<GuestService>(), services => services.AddSingleton(book));
        await using var connection = new TransportConnection(host.ConnectTransport());

        Assert.Equal(WsCloseCode.PolicyViolation, (await connection.ReceiveCloseAsync()).Code);
        await connection.CloseAsync();

        string[] expected = ["watched", "connected", "disposed", "unwatched"];
        foreach (var line in expected)
        {
            Assert.Equal(line, await book.ReadAsync());
        }
    }

    [Fact]
    public async Task A_failing_goodbye_is_logged_and_stops_nobody_elses()
    {
        var book = new GuestBook { OnDisconnected = _ => throw new InvalidOperationException("late trouble") };
        await using var host = await Host.StartAsync(HostKind.Memory, book);
        await using var connection = await host.OpenAsync();
        await connection.AskAsync(Visit);
        await connection.CloseAsync();

        string line;
        do
        {
            line = await book.ReadAsync();
        }
        while (line != "unwatched");

        Assert.Contains(host.Log.AtLeast(LogLevel.Error), text => text.Contains("late trouble"));
    }

    [Theory]
    [InlineData(HostKind.Kestrel)]
    [InlineData(HostKind.Memory)]
    public async Task A_handler_that_takes_long_is_told_when_the_server_shuts_down(HostKind over)
    {
        var book = new GuestBook
        {
            OnConnected = (_, cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken),
        };
        var host = await Host.StartAsync(over, book, options => options.CloseTimeout = TimeSpan.FromMilliseconds(50));
        await using var connection = await host.OpenAsync();
        Assert.Equal("connected", await book.ReadAsync());

        await host.DisposeAsync().AsTask().WaitAsync(RawConnection.Patience);

        Assert.Equal("disposed", await book.ReadAsync());
    }

    private sealed class Host(KestrelApp? app, WsTestHost? memory, LogSink log) : IAsyncDisposable
    {
        public LogSink Log => log;

        public WsConnections Connections => app?.Connections ?? memory!.Connections;

        public static async Task<Host> StartAsync(HostKind over, GuestBook book, Action<WsServerOptions>? options = null)
        {
            static void Endpoint(Server.WsEndpointBuilder ws) => ws.Add<GuestService>().Add<WatchService>();
            if (over == HostKind.Kestrel)
            {
                var app = await KestrelApp.StartAsync(app => app.MapWs("/ws", Endpoint), services => services.AddSingleton(book), options);
                return new Host(app, null, app.Log);
            }

            var log = new LogSink();
            return new Host(null, WsTestHost.Create(Endpoint, services => services.AddSingleton(book).AddSingleton<ILoggerFactory>(log), options), log);
        }

        public async Task<RawConnection> OpenAsync()
            => app is not null ? await app.OpenAsync() : new TransportConnection(memory!.ConnectTransport());

        public void AssertNothingLogged() => Assert.Empty(log.AtLeast(LogLevel.Error));

        public ValueTask DisposeAsync() => app?.DisposeAsync() ?? memory!.DisposeAsync();
    }
}
