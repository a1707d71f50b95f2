using System.Text;
using WsToolkit.Dialects;
using WsToolkit.Dialects.Signing;
using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.EndToEnd.Tests.Reconnect;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Testing;

namespace WsToolkit.EndToEnd.Tests.Signed;

/// <summary>
/// Thousands of mutilated messages on one connection of signed operations: it serves on, and nothing is let through or left behind.
/// </summary>
public sealed class SignedFuzzTests
{
    private const int Messages = 5_000;
    private const string Ready = """{"op":"auth","data":{"status":"authenticated"}}""";

    private static readonly string[] Answers =
    [
        """{"op":"who","data":"me"}""",
        """{"op":"swap","data":"1"}""",
        """{"op":"subscribe","ch":"orders:1","data":{"status":"subscribed"}}""",
        """{"ch":"orders:1","data":"news"}""",
        """{"error":"Invalid signature"}""",
        """{"op":"who","error":{"message":"no","code":"x","errors":{"a":"b"}}}""",
        """{"op":"auth","data":{"status":"authenticated"}}""",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_server_lets_nothing_through_that_was_changed(int seed)
    {
        var time = new FakeTimeProvider();
        await using var host = WsTestHost.Create<DeskService>(options: options =>
        {
            options.TimeProvider = time;
            options.KeepAliveInterval = Timeout.InfiniteTimeSpan;
            options.Dialect = SignedDialect.ForServer(static (_, _) => ValueTask.FromResult<string?>(Foreign.Secret));
        });
        await using var client = new TransportConnection(host.ConnectTransport());
        Assert.Equal(Ready, await client.AskAsync(Foreign.Login(time.GetUtcNow())));
        var random = new Random(seed);
        var receiving = ReceiveUntilAsync(client, "the end");

        for (var i = 0; i < Messages; i++)
        {
            var now = time.GetUtcNow();
            var original = (i % 4) switch
            {
                0 => Foreign.Call(now, "who", null),
                1 => Foreign.Call(now, "swap", """{"amountIn":"1"}"""),
                2 => Foreign.Login(now),
                _ => """{"op":"subscribe","ch":"orders:1"}""",
            };
            await client.SendAsync(Mutilate(random, original), WsMessageType.Text);
        }

        await client.SendAsync(Foreign.Call(time.GetUtcNow(), "echo", "\"the end\""));
        var answers = await receiving;
        Assert.Equal("""{"op":"echo","data":"the end"}""", answers[^1]);

        // An edit may leave the message as it was, or change only what does not count.
        Assert.InRange(answers.Count(static answer => answer.StartsWith("{\"op\":\"swap\"", StringComparison.Ordinal)), 0, Messages / 40);
        Assert.DoesNotContain(
            answers, static answer => answer.Contains(Foreign.Secret) || answer.Contains("Exception") || answer.Contains("   at "));
        Assert.InRange(answers.Count, Messages / 2, Messages * 2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_client_survives_whatever_a_server_says(int seed)
    {
        await using var server = new PlayedServer();
        var errors = 0;
        var read = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var connecting = WsClient.ConnectAsync(server.OpenAsync, new WsClientOptions
        {
            TimeProvider = new FakeTimeProvider(),
            CloseTimeout = TimeSpan.Zero,
            KeepAliveInterval = Timeout.InfiniteTimeSpan,
            OnUnattributedError = error =>
            {
                Interlocked.Increment(ref errors);
                if (error.Message == "all read")
                {
                    read.TrySetResult();
                }
            },
            Dialect = SignedDialect.ForClient(new WsCredentials(Foreign.Key, Foreign.Secret)),
        });
        var connection = await server.AcceptAsync();
        await connection.ReceiveAsync();
        await connection.SendAsync(Ready);
        await using var client = await connecting.Soon();
        var desk = DeskServiceClient.Create(client);
        var random = new Random(seed);
        var calls = Enumerable.Range(0, 50).SelectMany(_ => new Task[] { desk.WhoAsync(), desk.SwapAsync("1") }).ToList();
        for (var i = 0; i < calls.Count; i++)
        {
            await connection.ReceiveAsync();
        }

        for (var i = 0; i < Messages; i++)
        {
            await connection.SendAsync(Mutilate(random, Answers[random.Next(Answers.Length)]), WsMessageType.Text);
        }

        await Task.WhenAll(calls).ContinueWith(static _ => { }, TaskScheduler.Default).Soon();
        await connection.SendAsync("""{"error":"all read"}""");
        await read.Task.Soon();

        var last = desk.WhoAsync();
        await connection.ReceiveAsync();
        await connection.SendAsync("""{"op":"who","data":"still here"}""");
        Assert.Equal("still here", await last.Soon());
        Assert.True(errors > 1);
        client.Abort();
    }

    private static async Task<List<string>> ReceiveUntilAsync(RawConnection connection, string end)
    {
        var answers = new List<string>();
        do
        {
            answers.Add(await connection.ReceiveAsync());
        }
        while (!answers[^1].Contains(end));

        return answers;
    }

    // Always valid UTF-8, because a connection rightly ends with the first message that is not.
    private static byte[] Mutilate(Random random, string original)
    {
        var text = new StringBuilder(original);
        for (var edits = random.Next(1, 4); edits > 0 && text.Length > 0; edits--)
        {
            var at = random.Next(text.Length);
            switch (random.Next(5))
            {
                case 0:
                    text[at] = (char)random.Next(128);
                    break;
                case 1:
                    text.Remove(at, random.Next(1, Math.Min(10, text.Length - at) + 1));
                    break;
                case 2:
                    text.Insert(at, "{}[]\":,0123456789truefalsenul\\e-."[random.Next(33)]);
                    break;
                case 3:
                    text.Insert(at, text.ToString(at, random.Next(1, Math.Min(20, text.Length - at) + 1)));
                    break;
                default:
                    text.Length = at;
                    break;
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
