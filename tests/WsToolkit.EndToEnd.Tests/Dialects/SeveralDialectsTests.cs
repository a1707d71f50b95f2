using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WsToolkit.Client;
using WsToolkit.Dialects;
using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Framing;
using WsToolkit.Rpc;
using WsToolkit.Testing;

namespace WsToolkit.EndToEnd.Tests.Dialects;

/// <summary>Several dialects on one endpoint, and what a dialect may keep to itself.</summary>
public class SeveralDialectsTests
{
    private const string Noop = """{"id":1,"method":"noop"}""";
    private const string NoopAnswer = """{"id":1,"method":"noop","response":null}""";

    [Fact]
    public async Task The_subprotocol_picks_the_dialect_and_its_limits()
    {
        await using var host = Host(options => options.FurtherDialects.Add(new Watched("small") { Bound = 200 }));
        await using var large = Open(host, null);
        await using var unknown = Open(host, "unknown");
        await using var small = Open(host, "small");
        var message = $$$"""{"id":1,"method":"noop","payload":{"x":"{{{new string('x', 300)}}}"}}""";
        Assert.Equal(NoopAnswer, await large.AskAsync(message));
        Assert.Equal(NoopAnswer, await unknown.AskAsync(message));
        Assert.Equal(NoopAnswer, await small.AskAsync(Noop));
        await small.SendAsync(message);
        Assert.Equal(WsCloseCode.MessageTooBig, (await small.ReceiveCloseAsync()).Code);
    }

    [Fact]
    public async Task The_limit_of_the_options_wins_over_the_dialects()
    {
        await using var host = Host(options =>
        {
            options.MaxMessageBytes = 1000;
            options.FurtherDialects.Add(new Watched("small") { Bound = 200 });
        });
        await using var small = Open(host, "small");
        Assert.Equal(NoopAnswer, await small.AskAsync($$$"""{"id":1,"method":"noop","payload":{"x":"{{{new string('x', 300)}}}"}}"""));
    }

    [Fact]
    public async Task A_client_says_once_that_the_server_speaks_another_dialect()
    {
        var transport = new ScriptedTransport();
        using var log = new LogSink();
        await using var client = WsClient.Create(transport, new WsClientOptions { Dialect = JsonRpcDialect.Instance, LoggerFactory = log });
        var call = client.CreateCall(new WsMethod("noop", "noop")).InvokeAsync(CancellationToken.None);
        await transport.HasWritten(1);
        transport.Receive(NoopAnswer);
        transport.Receive(NoopAnswer);
        await transport.HasWritten(3);
        Assert.Contains("none of the dialect 'json-rpc' (invalid_request: ", Assert.Single(log.AtLeast(LogLevel.Warning)), StringComparison.Ordinal);
        transport.Abort();
        await Assert.ThrowsAsync<WsConnectionLostException>(() => call);

        // Another connection tells again.
        var second = new ScriptedTransport();
        await using var other = WsClient.Create(second, new WsClientOptions { Dialect = JsonRpcDialect.Instance, LoggerFactory = log });
        second.Receive(NoopAnswer);
        await second.HasWritten(1);
        Assert.Equal(2, log.AtLeast(LogLevel.Warning).Count());
        second.Abort();
    }

    [Fact]
    public async Task A_server_does_not_warn_of_what_clients_send()
    {
        using var log = new LogSink();
        await using var host = WsTestHost.Create(static endpoint => endpoint.Add<Hall>(), services => services.AddSingleton(new HallState()).AddSingleton<ILoggerFactory>(log));
        await using var client = new TransportConnection(host.ConnectTransport());
        Assert.Contains("parse_error", await client.AskAsync("{"), StringComparison.Ordinal);
        Assert.Empty(log.AtLeast(LogLevel.Warning));
    }

    [Fact]
    public void Dialects_among_which_nobody_can_choose_are_refused()
    {
        var nameless = Assert.Throws<InvalidOperationException>(() => Host(static options => options.FurtherDialects.Add(JsonRpcDialect.Instance)));
        Assert.Contains("'json-rpc' has no subprotocol", nameless.Message, StringComparison.Ordinal);
        var twice = Assert.Throws<InvalidOperationException>(() => Host(static options =>
        {
            options.FurtherDialects.Add(new Watched("a"));
            options.FurtherDialects.Add(new LineDialect());
            options.FurtherDialects.Add(new Watched("a"));
        }));
        Assert.Contains("subprotocol 'a'", twice.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_further_dialect_has_to_carry_all_contracts()
    {
        var refused = Assert.Throws<NotSupportedException>(() => WsTestHost.Create(
            static endpoint => endpoint.Add<Rows>(), services => services.AddSingleton<HallState>(), static options => options.FurtherDialects.Add(new LineDialect())));
        Assert.Contains("ReadAsync", refused.Message, StringComparison.Ordinal);
        Assert.Contains("'line'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_connection_has_a_dialect_of_its_own_and_channels_are_written_by_the_shared_one()
    {
        var dialect = new Watched("a");
        await using var host = WsTestHost.Create(
            static endpoint => endpoint.Add<HallBoard>(), services => services.AddSingleton<HallState>(), options => options.Dialect = dialect);
        var publisher = host.Services.GetRequiredService<WsPublisher<HallBoard>>();
        await using var first = Open(host, null);
        await using var second = Open(host, null);
        foreach (var client in new[] { first, second })
        {
            Assert.Contains("subscribed", await client.AskAsync("""{"id":1,"method":"subscribe","payload":{"channel":"news:a"}}"""), StringComparison.Ordinal);
        }

        await publisher.News("a").PublishAsync(new Words("x")).Soon();
        Assert.Contains("\"channel\"", await first.ReceiveAsync(), StringComparison.Ordinal);
        Assert.Contains("\"channel\"", await second.ReceiveAsync(), StringComparison.Ordinal);
        Assert.Equal([2, 1], new[] { dialect.Connections, dialect.Pushes });
    }

    [Fact]
    public async Task What_a_dialect_takes_back_is_not_sent_and_leaves_nothing_behind()
    {
        var dialect = new Watched("a") { Drops = id => id == "2" };
        await using var host = WsTestHost.Create(
            static endpoint => endpoint.Add<Hall>(), services => services.AddSingleton<HallState>(), options => options.Dialect = dialect);
        await using var client = Open(host, null);
        Assert.Equal(NoopAnswer, await client.AskAsync(Noop));
        await client.SendAsync("""{"id":2,"method":"echo","payload":{"text":"gone"}}""");
        await client.SendAsync("""{"id":2,"method":"nope"}""");
        Assert.Equal(NoopAnswer, await client.AskAsync(Noop));
    }

    [Fact]
    public async Task All_envelopes_of_a_message_are_handled()
    {
        var dialect = new Watched("a") { Repeats = 40 };
        var state = new HallState();
        await using var host = WsTestHost.Create(
            static endpoint => endpoint.Add<Hall>(), services => services.AddSingleton(state), options => options.Dialect = dialect);
        await using var client = Open(host, null);
        await client.SendAsync("""{"id":1,"method":"echo","payload":{"text":"x"}}""");
        var answers = new List<string>();
        for (var i = 0; i <= 40; i++)
        {
            answers.Add(await client.ReceiveAsync());
        }

        Assert.Equal(41, answers.Distinct().Count());
        Assert.All(answers, static answer => Assert.Contains("\"response\":{\"text\":\"x\",\"count\":0}", answer, StringComparison.Ordinal));
        Assert.Equal(41, state.Calls);
    }

    private static TransportConnection Open(WsTestHost host, string? subprotocol) => new(host.ConnectTransport(subprotocol: subprotocol));

    private static WsTestHost Host(Action<WsServerOptions> options)
        => WsTestHost.Create(static endpoint => endpoint.Add<Hall>(), static services => services.AddSingleton<HallState>(), options);

    /// <summary>The default dialect with a name and what a test wants to see.</summary>
    private sealed class Watched(string? subprotocol, Watched? shared = null) : WsDialect
    {
        private readonly DefaultDialect _inner = DefaultDialect.Instance;
        private WsEnvelope _envelope;
        private int _left;
        private int _connections;
        private int _pushes;

        public int? Bound { get; init; }

        public Func<string, bool>? Drops { get; init; }

        public int Repeats { get; init; }

        public int Connections => Volatile.Read(ref _connections);

        public int Pushes => Volatile.Read(ref _pushes);

        public override string Name => "watched";

        public override string? Subprotocol => subprotocol;

        public override WsDialectFeatures Features => _inner.Features;

        public override int? MaxMessageBytes => Bound;

        public override WsDialect ForConnection(WsDialectContext connection)
        {
            Interlocked.Increment(ref _connections);
            return new Watched(subprotocol, this);
        }

        public override void Parse(ReadOnlyMemory<byte> message, WsMessageType type, out WsEnvelope envelope)
        {
            _inner.Parse(message, type, out envelope);
            _left = shared!.Repeats;
            _envelope = envelope;
            envelope.HasMore = _left > 0;
        }

        public override bool ParseNext(out WsEnvelope envelope)
        {
            envelope = _envelope;
            envelope.Id = Encoding.UTF8.GetBytes($"\"{_left--}\"");
            envelope.HasMore = _left > 0;
            return true;
        }

        public override void Begin(OutputBuffer output, in WsEnvelope envelope)
        {
            Interlocked.Add(ref _pushes, envelope.Kind == WsEnvelopeKind.Push ? 1 : 0);
            _inner.Begin(output, in envelope);
        }

        public override bool Finish(OutputBuffer output, in WsEnvelope envelope, OutputMark start, OutputMark payload)
        {
            End(output, in envelope);
            return shared?.Drops?.Invoke(Encoding.UTF8.GetString(envelope.Id.Span)) != true;
        }

        public override void End(OutputBuffer output, in WsEnvelope envelope) => _inner.End(output, in envelope);

        public override WsError ReadError(ReadOnlyMemory<byte> payload) => _inner.ReadError(payload);
    }
}
