using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using WsToolkit.Channels;
using WsToolkit.Client;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Rpc;
using WsToolkit.Sessions;

namespace WsToolkit.EndToEnd.Tests.Channels;

/// <summary>A client whose servers, one after the other, are the test.</summary>
internal sealed class ReconnectingClient : IAsyncDisposable
{
    private readonly Channel<ScriptedTransport> _servers = Channel.CreateUnbounded<ScriptedTransport>();
    private readonly Channel<WsClientState> _states = Channel.CreateUnbounded<WsClientState>();
    private readonly Channel<TimeSpan> _delays = Channel.CreateUnbounded<TimeSpan>();
    private readonly FakeTimeProvider _time = new();
    private bool _stuck;
    private WsChannelType<Update> _type = null!;

    private ReconnectingClient()
    {
    }

    public WsClient Client { get; private set; } = null!;

    /// <summary>The present server.</summary>
    public ScriptedTransport Server { get; private set; } = null!;

    /// <param name="stuck">Whether nothing that the client sends leaves its first connection.</param>
    public static async Task<ReconnectingClient> ConnectAsync(bool stuck = false)
    {
        var end = new ReconnectingClient { _stuck = stuck };
        var options = new WsClientOptions { TimeProvider = end._time, KeepAliveInterval = Timeout.InfiniteTimeSpan };
        end.Client = await WsClient.ConnectAsync(end.Open, options).Soon();
        end.Client.StateChanged += (_, change) =>
        {
            end._states.Writer.TryWrite(change.NewState);
            if (change.Delay is { } delay)
            {
                end._delays.Writer.TryWrite(delay);
            }
        };
        end.Server = await end._servers.Reader.ReadAsync().Soon();
        var definition = new WsChannelDefinition<Update>(
            "Tests.Orders", "orders:{id}", "Tests.Orders", [new WsChannelParameter("id", WsChannelText.IsString)]);
        var contract = new WsContract("orders", WsNaming.CamelCase, []) { Channels = [definition] };
        end._type = new WsChannelType<Update>(definition, end.Client.GetCodec(contract, new DefaultJsonTypeInfoResolver()));
        return end;
    }

    /// <summary>Lets the time pass until the next attempt to connect, and accepts it.</summary>
    public async Task<ScriptedTransport> NextServerAsync()
    {
        _time.Advance(await _delays.Reader.ReadAsync().Soon());
        return await _servers.Reader.ReadAsync().Soon();
    }

    /// <summary>Completes when the client has come into a state.</summary>
    public async Task IsAsync(WsClientState state)
    {
        while (await _states.Reader.ReadAsync().Soon() != state)
        {
        }
    }

    public Task<WsSubscription> BeginSubscribe(string id, string events, Inbox<object> inbox, CancellationToken cancellationToken = default)
        => WsClientChannels.Open(Client, _type, "orders:" + id).SubscribeMessagesAsync(
            (message, _) => inbox.AddAsync((object?)message.Discontinuity ?? message.Value), new WsSubscribeOptions { Events = events }, cancellationToken).Soon();

    /// <summary>Subscribes; the present server accepts it.</summary>
    public async Task<WsSubscription> SubscribeAsync(string id, string events, Inbox<object> inbox)
    {
        var number = Server.Written.Count + 1;
        var subscribing = BeginSubscribe(id, events, inbox);
        await Server.HasWritten(number);
        var call = Regex.Match(Server.Written[number - 1], "\"id\":([0-9]+)").Groups[1].Value;
        Server.Receive("{\"id\":" + call + ",\"response\":{\"subscribed\":{}}}");
        return await subscribing;
    }

    /// <summary>Makes a call and answers it: what the client had to send before has been sent then.</summary>
    public async Task AnswerMarkAsync(ScriptedTransport server, int number)
    {
        var call = Client.CreateCall(new WsMethod("mark", "mark")).InvokeAsync(CancellationToken.None);
        await server.HasWritten(number);
        server.Receive("{\"id\":" + RestoreTests.Id(server.Written[number - 1]) + ",\"response\":{}}");
        await call.Soon();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Abort();
        await Client.DisposeAsync().Soon();
    }

    private ValueTask<WsTransport> Open(CancellationToken cancellationToken)
    {
        var server = new ScriptedTransport(_stuck);
        _stuck = false;
        _servers.Writer.TryWrite(server);
        return ValueTask.FromResult<WsTransport>(server);
    }
}
