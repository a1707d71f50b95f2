using System.Text.RegularExpressions;
using System.Threading.Channels;
using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Json;
using WsToolkit.Rpc;

namespace WsToolkit.EndToEnd.Tests.Reconnect;

/// <summary>A client of a played server, on time that passes only when the test says so.</summary>
public abstract class ReconnectTest : IAsyncLifetime
{
    private protected static readonly WsMethod Ordinary = new("ordinary", "Test.Ordinary");
    private protected static readonly WsMethod Again = new("again", "Test.Again") { Idempotent = true };
    private protected static readonly WsMethod OneWay = new("tell", "Test.Tell", WsMethodShape.OneWay);
    private protected static readonly WsMethod Stream = new("stream", "Test.Stream", WsMethodShape.ResultStream) { Idempotent = true };
    private static readonly WsPayloadType<int> Integer =
        new JsonPayloadCodec(System.Text.Json.JsonSerializerOptions.Default).GetPayloadType<int>();

    private readonly Channel<WsClientStateChangedEventArgs> _changes = Channel.CreateUnbounded<WsClientStateChangedEventArgs>();
    private readonly List<WsClient> _clients = [];

    private protected FakeTimeProvider Time { get; } = new();

    private protected PlayedServer Server { get; } = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var client in _clients)
        {
            client.Abort();
            await client.DisposeAsync().Soon();
        }

        await Server.DisposeAsync();
    }

    /// <summary>Delays without chance: 0.5, 1, 2, 4, 8, 16, 30, 30 … s.</summary>
    private protected WsClientOptions Options(Action<WsClientOptions>? change = null)
    {
        var options = new WsClientOptions
        {
            TimeProvider = Time,

            // What has arrived at the other end may not count as sent yet when the time leaps.
            SendTimeout = Timeout.InfiniteTimeSpan,
            CloseTimeout = TimeSpan.Zero,
            KeepAliveInterval = Timeout.InfiniteTimeSpan,
            Reconnect = new WsReconnectOptions { Jitter = 0 },
        };
        change?.Invoke(options);
        return options;
    }

    /// <summary>A client that is connected to the server.</summary>
    private protected async Task<(WsClient Client, RawConnection Server)> ConnectAsync(Action<WsClientOptions>? change = null)
    {
        var connecting = WsClient.ConnectAsync(Server.OpenAsync, Options(change));
        var connection = await Server.AcceptAsync();
        return (Watch(await connecting.Soon()), connection);
    }

    /// <summary>Takes note of a client's changes of state, and disposes it at the end.</summary>
    private protected WsClient Watch(WsClient client)
    {
        _clients.Add(client);
        client.StateChanged += (_, change) => _changes.Writer.TryWrite(change);
        return client;
    }

    private protected Task<WsClientStateChangedEventArgs> NextChangeAsync() => _changes.Reader.ReadAsync().AsTask().Soon();

    /// <summary>The next change is an attempt to reconnect that is to come.</summary>
    private protected async Task<WsClientStateChangedEventArgs> ReconnectingAsync(WsDisconnectReason reason, int attempt, double seconds)
    {
        var change = await NextChangeAsync();
        Assert.Equal(WsClientState.Reconnecting, change.NewState);
        Assert.Equal(reason, change.Disconnect!.Reason);
        Assert.Equal(attempt, change.Attempt);
        Assert.Equal(TimeSpan.FromSeconds(seconds), change.Delay);
        return change;
    }

    private protected async Task ConnectedAsync(int attempt)
    {
        var change = await NextChangeAsync();
        Assert.Equal(WsClientState.Connected, change.NewState);
        Assert.Equal(attempt, change.Attempt);
    }

    private protected async Task<WsDisconnect> ClosedAsync(WsDisconnectReason reason)
    {
        var change = await NextChangeAsync();
        Assert.Equal(WsClientState.Closed, change.NewState);
        Assert.Equal(reason, change.Disconnect!.Reason);
        return change.Disconnect;
    }

    /// <summary>Connects, calls, loses the connection, makes another, and closes.</summary>
    private protected async Task LiveAsync(Action<WsClientOptions> change)
    {
        var (client, server) = await ConnectAsync(change);
        await AnswerAsync(client, server);
        var waiting = CallAsync(client, Again, timeout: Timeout.InfiniteTimeSpan);
        await server.ReceiveAsync();
        server.Abort();
        await ReconnectingAsync(WsDisconnectReason.NetworkFailure, 1, 0.5);
        Time.Advance(TimeSpan.FromSeconds(0.5));
        server = await Server.AcceptAsync();
        await ConnectedAsync(1);
        Assert.Contains(Again.Name, await server.ReceiveAsync(), StringComparison.Ordinal);
        await server.CloseAsync(WsCloseCode.Normal);
        await ClosedAsync(WsDisconnectReason.ServerClosed);
        await Assert.ThrowsAsync<WsConnectionLostException>(() => waiting).Soon();
        Assert.Equal(WsCloseCode.Normal, (await client.Completion.Soon()).Code);
    }

    private protected static Task<int> CallAsync(
        WsClient client, WsMethod method, CancellationToken cancellationToken = default, TimeSpan? timeout = null)
        => client.CreateCall(method, timeout).InvokeAsync(Integer, cancellationToken);

    private protected static IAsyncEnumerable<int> StreamAsync(WsClient client) => client.CreateCall(Stream).StreamAsync(Integer, default);

    private static async Task AnswerAsync(WsClient client, RawConnection server)
    {
        var call = CallAsync(client, Again);
        var id = Regex.Match(await server.ReceiveAsync(), "\"id\":([0-9]+)").Groups[1].Value;
        await server.SendAsync("{\"id\":" + id + ",\"response\":7}");
        Assert.Equal(7, await call.Soon());
    }
}
