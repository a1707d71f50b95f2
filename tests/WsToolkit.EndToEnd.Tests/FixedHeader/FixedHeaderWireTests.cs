using System.Runtime.CompilerServices;
using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using WsToolkit.Dialects;
using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.EndToEnd.Tests.Door;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Rpc;

namespace WsToolkit.EndToEnd.Tests.FixedHeader;

/// <summary>One end of the toolkit, the other by hand.</summary>
public sealed class FixedHeaderWireTests
{
    private static readonly FixedHeaderOptions Recorded = new()
    {
        Ids = FixedHeaderIds.Create((id, action, _) => Encoding.ASCII.GetBytes(
            action switch
            {
                [(byte)'0', (byte)'7', ..] => "0718OhoZaO",
                [(byte)'0', (byte)'5', (byte)'1', ..] => "0510UWoFkn",
                [(byte)'0', (byte)'5', ..] => "0506EViGZS",
                _ => "0999pLJiuE",
            },
            id)),
        Streams = [new FixedHeaderStream("0510")],
        Subprotocol = "json",
    };

    /// <summary>A recorded exchange of a client from npm; what the server says in it was made up by who recorded it.</summary>
    private static readonly (string Sent, string[] Received)[] Exchange =
    [
        ("""07180718OhoZaO{"Token":"DEVTOKEN"}""", ["""0718OhoZaO200{"Token":"DEVTOKEN"}"""]),
        ("""05100510UWoFkn{"Params":{"ID":"M"},"RequestID":"0510UWoFkn"}""",
        [
            "0510UWoFkn200{}",
            """0510UWoFkn200{"MeasurementID":"M","MeasurementDataID":"M:0","Multiplier":1000,"Channels":{"HR":{"Channel":"HR","Data":[72000]}},"Error":{"Code":"OK"}}""",
        ]),
        ("""05060506EViGZS{"Params":{"ID":"M"},"Action":"LAST::PROCESS","Payload":"AQI="}""", ["""0506EViGZS200{"ID":"M:0","ChunkOrder":0}"""]),
        ("09990999pLJiuE{}", ["""0999pLJiuE400{"Code":"INCORRECT_REQUEST","Message":"Invalid Route Number 0999"}"""]),
    ];

    [Theory]
    [InlineData(WsMessageType.Binary)]
    [InlineData(WsMessageType.Text)]
    public async Task The_server_answers_a_recorded_exchange_byte_for_byte(WsMessageType type)
    {
        await using var app = await ServeAsync<RecordedService>(Recorded);
        await using var wire = await FrameWire.ConnectAsync(Address(app), "json");

        foreach (var (sent, received) in Exchange)
        {
            await wire.SendAsync(sent, type);
            foreach (var expected in received)
            {
                Assert.Equal(expected, await wire.ReceiveAsync());
            }
        }
    }

    [Fact]
    public async Task The_client_sends_and_reads_a_recorded_exchange_byte_for_byte()
    {
        var protocol = Recorded with { Login = new FixedHeaderLogin(_ => ValueTask.FromResult("DEVTOKEN")) };
        var (client, server) = FrameWire.Play(new WsClientOptions { Dialect = new FixedHeaderDialect(protocol) });
        await using var ends = server;
        await using var recorded = RecordedServiceClient.Create(client);

        // Made before the login is through: it waits.
        var stream = recorded.SubscribeAsync(new Subscription(new Target("M")) { RequestID = "0510UWoFkn" }).GetAsyncEnumerator();
        var first = stream.MoveNextAsync().AsTask();
        await PlayAsync(0);
        await PlayAsync(1);
        Assert.True(await first.Soon());
        Assert.Equal(72000, stream.Current.Channels["HR"].Data[0]);

        var adding = recorded.AddAsync(new Data(new Target("M"), "LAST::PROCESS", [1, 2]));
        await PlayAsync(2);
        Assert.Equal(new Added("M:0", 0), await adding.Soon());

        var unknown = recorded.Connection.CreateCall(new WsMethod("0999", "?")).InvokeAsync(default);
        await PlayAsync(3);
        Assert.Equal("Invalid Route Number 0999", (await Assert.ThrowsAsync<WsException>(() => unknown).Soon()).Message);

        async Task PlayAsync(int step)
        {
            Assert.Equal(Exchange[step].Sent, await server.ReceiveAsync());
            foreach (var answer in Exchange[step].Received)
            {
                await server.SendAsync(answer);
            }
        }
    }

    [Fact]
    public async Task Frames_for_nobody_are_kept_and_the_client_goes_on()
    {
        var dialect = new FixedHeaderDialect(MeterService.Protocol with { Ids = FixedHeaderIds.Counter });
        var (client, server) = FrameWire.Play(new WsClientOptions { Dialect = dialect });
        await using var ends = server;
        await using var meter = MeterServiceClient.Create(client);
        var call = meter.AddAsync(1, 2);
        Assert.Equal("""00010001000001{"First":1,"Second":2}""", await server.ReceiveAsync());

        foreach (var frame in new[] { "", "0001000001", "0001000001abc3", "abcdefghij200{}", "0001000002500" })
        {
            await server.SendAsync(frame, WsMessageType.Text);
        }

        await server.SendAsync("0001000001200 3 ");
        Assert.Equal(3, await call.Soon());
        var reasons = new List<FixedHeaderUnclaimedReason>();
        while (dialect.Unclaimed.TryRead(out var frame))
        {
            reasons.Add(frame.Reason);
        }

        Assert.Equal(
            [
                FixedHeaderUnclaimedReason.TooShort, FixedHeaderUnclaimedReason.TooShort, FixedHeaderUnclaimedReason.InvalidStatus,
                FixedHeaderUnclaimedReason.UnknownId, FixedHeaderUnclaimedReason.UnknownId,
            ],
            reasons);

        // Nothing was answered to them: the next message is the next call.
        _ = meter.NothingAsync();
        Assert.Equal("00030003000002{}", await server.ReceiveAsync());
    }

    [Fact]
    public async Task A_login_is_needed_before_anything_else_unless_the_handshake_was_one()
    {
        var protocol = MeterService.Protocol with
        {
            LoginCheck = new FixedHeaderLoginCheck((token, _) => ValueTask.FromResult(
                token == "good" ? new ClaimsPrincipal(new ClaimsIdentity([], "token")) : null)),
        };
        await using var app = await ServeAsync<MeterService>(protocol);
        const string Refusal = """abcdefghij403{"Code":"unauthorized","Message":"The connection has to log in with a valid token first."}""";
        foreach (var wrong in new[] { """0001abcdefghij{"First":1,"Second":2}""", "0718abcdefghij", """0718abcdefghij{"Token":"bad"}""" })
        {
            await using var refused = await FrameWire.ConnectAsync(Address(app));
            Assert.Equal(Refusal, await refused.AskAsync(wrong));
            Assert.Equal(WsCloseCode.PolicyViolation, (await refused.ReceiveCloseAsync()).Code);
        }

        await using var wire = await FrameWire.ConnectAsync(Address(app));
        Assert.Equal("""abcdefghij200{"Token":"good"}""", await wire.AskAsync("""0718abcdefghij{"Token":"good"}""", WsMessageType.Text));
        Assert.Equal("abcdefghij2003", await wire.AskAsync("""0001abcdefghij{"First":1,"Second":2}"""));
    }

    [Fact]
    public async Task A_client_whose_token_is_refused_ends()
    {
        var protocol = MeterService.Protocol with { Ids = FixedHeaderIds.Counter, Login = new FixedHeaderLogin(_ => ValueTask.FromResult("bad")) };
        var dialect = new FixedHeaderDialect(protocol);
        var (client, server) = FrameWire.Play(new WsClientOptions { Dialect = dialect });
        await using var ends = server;
        var call = MeterServiceClient.Create(client).AddAsync(1, 2);

        Assert.Equal("""07180718000001{"Token":"bad"}""", await server.ReceiveAsync());
        await server.SendAsync("somebody's200{}");
        await server.SendAsync("""0718000001401{"Code":"NO","Message":"Not you."}""");

        await Assert.ThrowsAsync<WsConnectionLostException>(() => call).Soon();
        Assert.IsType<WsAuthenticationException>(client.LastDisconnect!.Exception);
        Assert.Equal("The server refused the token: Not you.", client.LastDisconnect.Exception!.Message);
        Assert.Equal(1, dialect.Unclaimed.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Thousands_of_mutilated_frames_leave_a_server_serving(int seed)
    {
        await using var app = await ServeAsync<MeterService>(MeterService.Protocol);
        await using var wire = await FrameWire.ConnectAsync(Address(app));
        var random = new Random(seed);
        string[] seeds =
        [
            """0001abcdefghij{"First":1,"Second":2}""", """0002abcdefghij{"ID":"x","Data":[1,2]}""", "0003abcdefghij", "0005abcdefghij{}",
            """0510abcdefghij{"Count":2,"RequestID":"RESULTS001"}""", """0511abcdefghij{"Count":3}""",
        ];
        var sending = SendAsync();
        string answer;
        do
        {
            answer = await wire.ReceiveAsync();
            Assert.True(answer.Length >= 13 && answer[10..13].All(char.IsAsciiDigit), answer);
            Assert.DoesNotContain("secret", answer, StringComparison.Ordinal);
        }
        while (!answer.StartsWith("<the end!>", StringComparison.Ordinal));

        Assert.Equal("<the end!>2003", answer);
        await sending;
        Assert.Empty(app.Log.AtLeast(Microsoft.Extensions.Logging.LogLevel.Critical));

        async Task SendAsync()
        {
            for (var i = 0; i < 5000; i++)
            {
                var frame = new StringBuilder(seeds[random.Next(seeds.Length)]);
                for (var edits = random.Next(3); edits > 0 && frame.Length > 0; edits--)
                {
                    var at = random.Next(frame.Length);
                    _ = random.Next(3) switch
                    {
                        0 => frame.Remove(at, 1),
                        1 => frame.Insert(at, (char)random.Next(256)),
                        _ => frame.Remove(at, frame.Length - at),
                    };
                }

                await wire.SendAsync(frame.ToString());
            }

            await wire.SendAsync("""0001<the end!>{"First":1,"Second":2}""");
        }
    }

    private static Task<KestrelApp> ServeAsync<TService>(FixedHeaderOptions protocol)
        where TService : class, IWsContract<TService>, IWsService<TService>
        => KestrelApp.StartAsync(
            app => app.MapWs("/", ws =>
            {
                ws.Options.Dialect = new FixedHeaderDialect(protocol);
                ws.Options.MaxCallsInFlight = int.MaxValue;
                ws.Add<TService>();
            }),
            services => services.AddSingleton<Probe>());

    private static Uri Address(KestrelApp app) => new UriBuilder(app.Http) { Scheme = "ws" }.Uri;
}

public sealed record Target(string ID);

public sealed record Data(Target Params, string Action, byte[] Payload);

public sealed record Added(string ID, int ChunkOrder);

public sealed record Subscription(Target Params)
{
    public string? RequestID { get; init; }
}

public sealed record Result(string MeasurementID, string MeasurementDataID, int Multiplier, Dictionary<string, Measured> Channels, Outcome Error);

public sealed record Measured(string Channel, int[] Data);

public sealed record Outcome(string Code);

public sealed record Login(string Token);

/// <summary>What the server of the recorded exchange does.</summary>
[WsService(Naming = WsNaming.AsIs)]
public partial class RecordedService
{
    [WsRpcMethod("0718")]
    public Login LogIn([WsPayload] Login login) => login;

    [WsRpcMethod("0506")]
    public Added Add([WsPayload] Data data) => new($"{data.Params.ID}:0", 0);

    [WsRpcMethod("0510")]
    public async IAsyncEnumerable<Result> SubscribeAsync([WsPayload] Subscription subscription, [EnumeratorCancellation] CancellationToken ct)
    {
        var id = subscription.Params.ID;
        yield return new Result(id, $"{id}:0", 1000, new Dictionary<string, Measured> { ["HR"] = new("HR", [72000]) }, new Outcome("OK"));
        await Task.Delay(Timeout.InfiniteTimeSpan, ct);
    }
}
