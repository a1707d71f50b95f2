using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.EndToEnd.Tests.Door;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Testing;

namespace WsToolkit.EndToEnd.Tests.Channels;

/// <summary>Serves <see cref="Board"/> to clients that write their messages by hand.</summary>
internal sealed class BoardHost : IAsyncDisposable
{
    private readonly KestrelApp? _app;
    private readonly WsTestHost? _memory;

    private BoardHost(KestrelApp? app, WsTestHost? memory, LogSink log, BoardState state)
    {
        _app = app;
        _memory = memory;
        Log = log;
        State = state;
    }

    public BoardState State { get; }

    public LogSink Log { get; }

    public IServiceProvider Services => _app?.Services ?? _memory!.Services;

    public WsPublisher<Board> Publisher => Services.GetRequiredService<WsPublisher<Board>>();

    public static async Task<BoardHost> StartAsync(
        HostKind over = HostKind.Memory,
        Action<WsServerOptions>? options = null,
        Action<Server.WsEndpointBuilder>? endpoint = null,
        Action<IServiceCollection>? services = null)
    {
        var state = new BoardState();
        var log = new LogSink();
        endpoint ??= static builder => builder.Add<Board>();
        void Services(IServiceCollection collection)
        {
            collection.AddSingleton(state);
            services?.Invoke(collection);
        }

        void Options(WsServerOptions all)
        {
            all.Transport = over == HostKind.WebSocket ? WsTransportKind.WebSocket : WsTransportKind.Frames;
            all.ServerInfo = true;
            options?.Invoke(all);
        }

        if (over != HostKind.Memory)
        {
            var app = await KestrelApp.StartAsync(app => app.MapWs("/ws", endpoint), Services, Options);
            return new BoardHost(app, null, app.Log, state);
        }

        var memory = WsTestHost.Create(
            endpoint,
            collection =>
            {
                collection.AddSingleton<ILoggerFactory>(log);
                Services(collection);
            },
            Options);
        return new BoardHost(null, memory, log, state);
    }

    public async Task<RawConnection> OpenAsync()
        => _app is not null ? await _app.OpenAsync() : new TransportConnection(_memory!.ConnectTransport());

    /// <summary>Opens a connection that has subscribed.</summary>
    public async Task<RawConnection> OpenAsync(string channel, string events = "*")
    {
        var connection = await OpenAsync();
        await connection.SubscribeAsync(channel, events);
        return connection;
    }

    public Task StopAsync() => _app?.StopAsync() ?? _memory!.StopAsync();

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        if (_memory is not null)
        {
            await _memory.DisposeAsync();
        }
    }
}

internal static class RawChannels
{
    public static async Task SubscribeAsync(this RawConnection connection, string channel, string events = "*")
        => Assert.StartsWith(
            """{"id":"s","method":"subscribe","response":{"subscribed":{""",
            await connection.AskAsync($$$"""{"id":"s","method":"subscribe","payload":{"channel":"{{{channel}}}","event":"{{{events}}}"}}"""),
            StringComparison.Ordinal);

    /// <summary>What the server knows of its connections and channels.</summary>
    public static async Task<string> InfoAsync(this RawConnection connection)
    {
        const string Head = """{"id":"i","method":"server_info","response":""";
        var answer = await connection.AskAsync("""{"id":"i","method":"server_info"}""");
        Assert.StartsWith(Head, answer, StringComparison.Ordinal);
        return answer[Head.Length..^1];
    }

    /// <summary>Completes when the server knows just that: what ends in the background cannot be waited for from out here, only asked about.</summary>
    public static async Task InfoBecomesAsync(this RawConnection connection, string expected)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        string info;
        while ((info = await connection.InfoAsync()) != expected && watch.Elapsed < Waiting.Bound)
        {
            await Task.Yield();
        }

        Assert.Equal(expected, info);
    }

    /// <summary>Receives messages of a channel until one has the number, and adds up what was missed.</summary>
    public static async Task<(List<int> Numbers, long Missed)> ReceiveUntilAsync(this RawConnection connection, int last)
    {
        List<int> numbers = [];
        var missed = 0L;
        while (numbers.Count == 0 || numbers[^1] != last)
        {
            using var message = System.Text.Json.JsonDocument.Parse(await connection.ReceiveAsync());
            if (message.RootElement.TryGetProperty("missed", out var count))
            {
                missed += count.GetInt64();
            }
            else
            {
                numbers.Add(message.RootElement.GetProperty("data").GetProperty("n").GetInt32());
            }
        }

        return (numbers, missed);
    }
}
