using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using WsToolkit.Channels;
using WsToolkit.Client;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Rpc;

namespace WsToolkit.EndToEnd.Tests.Channels;

public record Update(int Number, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Symbol = null);

public sealed record Filled(int Number, decimal Price) : Update(Number);

/// <summary>A client with channels whose server is the test.</summary>
internal sealed class ChannelClient : IAsyncDisposable, IDisposable
{
    private readonly ScriptedTransport _transport = new();
    private readonly WsClient _client;
    private readonly WsChannelType<Update> _type;

    public ChannelClient(Func<Update, string?>? key = null, int maxSubscriptions = 100)
    {
        _client = WsClient.Create(_transport, new WsClientOptions { MaxSubscriptions = maxSubscriptions });
        var definition = new WsChannelDefinition<Update>(
            "Tests.Orders", "orders:{id}", "Tests.Orders", [new WsChannelParameter("id", WsChannelText.IsString)])
        {
            Key = key,
            Events = [new WsChannelEvent<Update, Filled>("filled")],
        };
        var contract = new WsContract("orders", WsNaming.CamelCase, []) { Channels = [definition] };
        _type = new WsChannelType<Update>(definition, _client.GetCodec(contract, new DefaultJsonTypeInfoResolver()));
    }

    public IReadOnlyList<string> Written => _transport.Written;

    public WsChannel<Update> Orders(string id) => WsClientChannels.Open(_client, _type, "orders:" + id);

    public void Receive(string message) => _transport.Receive(message);

    public void Push(int number) => Receive("{\"channel\":\"orders:a\",\"event\":\"\",\"data\":{\"number\":" + number + "}}");

    public void Drop() => _transport.Abort();

    /// <summary>Closes the client; the server answers its close frame.</summary>
    public Task CloseAsync()
    {
        _transport.AnswersClose = true;
        return _client.CloseAsync().Soon();
    }

    public Task SentAsync(int count) => _transport.HasWritten(count);

    /// <summary>Waits for the client's message of that number and answers it.</summary>
    public async Task AnswerAsync(int number, string? expected = null)
    {
        await _transport.HasWritten(number);
        if (expected is not null)
        {
            Assert.Equal(expected, Regex.Replace(Written[number - 1], "\"timeout\":[0-9]+,", ""));
        }

        Receive("{\"id\":" + number + ",\"response\":{\"subscribed\":{}}}");
    }

    /// <summary>Completes when everything received so far has been handled.</summary>
    public async Task CaughtUpAsync()
    {
        var number = Written.Count + 1;
        var call = _client.CreateCall(new WsMethod("mark", "mark")).InvokeAsync(CancellationToken.None);
        await AnswerAsync(number);
        await call.Soon();
    }

    /// <summary>Subscribes by reading. A first message, number 0, has been read; the rest waits to be asked for.</summary>
    public async Task<Reading> ReadAsync(int number, WsSubscribeOptions? options = null)
    {
        var reading = new Reading(Orders("a").ReadMessagesAsync(options));
        var first = reading.NextAsync();
        await AnswerAsync(number);
        Push(0);
        Assert.Equal(0, (await first).Value.Number);
        return reading;
    }

    public async ValueTask DisposeAsync()
    {
        _transport.Abort();
        await _client.DisposeAsync().Soon();
    }

    public void Dispose() => _transport.Abort();
}

/// <summary>Reads one message at a time, and only when asked to: a consumer as slow as the test wants it.</summary>
internal sealed class Reading(IAsyncEnumerable<WsChannelMessage<Update>> messages) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<WsChannelMessage<Update>> _messages = messages.GetAsyncEnumerator();

    public async Task<WsChannelMessage<Update>> NextAsync()
    {
        Assert.True(await _messages.MoveNextAsync().Soon());
        return _messages.Current;
    }

    // Leaves its subscription to the end of the client: nobody answers here.
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
