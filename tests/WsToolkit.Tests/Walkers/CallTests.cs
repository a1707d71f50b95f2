using WsToolkit.Dialects;

namespace WsToolkit.Tests.Walkers;

/// <summary>Calling walkers over a connection: replies, with and without ids, in both dialects.</summary>
public class CallTests
{
    private static readonly HandWalker Twice = new("twice", static async args =>
    {
        await args.ReportAsync(args.Val);
        await args.ReportAsync(args.Val * 2);
    });

    [Fact]
    public async Task A_call_that_wants_a_response_gets_status_and_reports()
    {
        await using var host = new WalkerHost([Twice]);
        var (client, _) = await host.JoinAsync();
        await using (client)
        {
            Assert.Equal(
                """{"status":200,"reports":[3,6]}""",
                await client.AskAsync("""{"type":"walker","walker":"twice","response":true,"context":{"val":3}}"""));
        }
    }

    [Fact]
    public async Task A_call_that_wants_none_gets_none()
    {
        await using var host = new WalkerHost([Twice]);
        var (client, identity) = await host.JoinAsync();
        await using (client)
        {
            await client.SendAsync("""{"type":"walker","walker":"twice","context":{"val":3}}""");
            Assert.Equal(identity, WalkerHost.Identity(await client.AskAsync("""{"type":"connection"}""")));
        }
    }

    [Theory]
    [InlineData("7")]
    [InlineData("\"a\\u0041\"")]
    [InlineData("true")]
    public async Task An_id_is_repeated_byte_for_byte(string id)
    {
        await using var host = new WalkerHost([Twice]);
        var (client, _) = await host.JoinAsync();
        await using (client)
        {
            Assert.Equal(
                $$"""{"type":"walker","id":{{id}},"status":200,"reports":[1,2]}""",
                await client.AskAsync($$$"""{"type":"walker","walker":"twice","id":{{{id}}},"context":{"val":1}}"""));
        }
    }

    [Fact]
    public async Task Reports_travel_as_they_come_where_the_caller_grants_credit()
    {
        await using var host = new WalkerHost([Twice]);
        var (client, _) = await host.JoinAsync();
        await using (client)
        {
            await client.SendAsync("""{"type":"walker","walker":"twice","id":1,"credit":1,"context":{"val":4}}""");
            Assert.Equal("""{"type":"walker","id":1,"report":4}""", await client.ReceiveAsync());
            await client.SendAsync("""{"type":"credit","id":1,"count":5}""");
            Assert.Equal("""{"type":"walker","id":1,"report":8}""", await client.ReceiveAsync());
            Assert.Equal("""{"type":"walker","id":1,"status":200}""", await client.ReceiveAsync());
        }
    }

    [Fact]
    public async Task The_default_dialect_carries_walkers_too()
    {
        await using var host = new WalkerHost([Twice], options => options.Dialect = DefaultDialect.Instance);
        await using var client = host.Open();
        var first = await client.ReceiveAsync();
        Assert.StartsWith("""{"notification":{"type":"connection","data":{"client_id":""", first);
        Assert.Equal(
            """{"id":1,"method":"twice","response":{"status":200,"reports":[1,2]}}""",
            await client.AskAsync("""{"id":1,"method":"twice","payload":{"val":1}}"""));
        Assert.StartsWith(
            """{"id":2,"method":"connection","response":{"type":"connection","data":{""",
            await client.AskAsync("""{"id":2,"method":"connection"}"""));
    }

    [Fact]
    public async Task Status_and_body_are_the_walkers_to_set()
    {
        var body = new HandWalker("body", static args =>
        {
            args.Context.Status = 201;
            if (args.Text is not null)
            {
                args.Context.SetBody(args.Text);
            }

            return Task.CompletedTask;
        });
        await using var host = new WalkerHost([body]);
        var (client, _) = await host.JoinAsync();
        await using (client)
        {
            Assert.Equal("""{"status":201,"reports":[]}""", await client.AskAsync("""{"type":"walker","walker":"body","response":true}"""));
            Assert.Equal(
                "\"x\"", await client.AskAsync("""{"type":"walker","walker":"body","response":true,"context":{"text":"x"}}"""));
            Assert.Equal(
                """{"type":"walker","id":1,"body":"x"}""",
                await client.AskAsync("""{"type":"walker","walker":"body","id":1,"context":{"text":"x"}}"""));
        }
    }

    [Fact]
    public async Task Without_ids_calls_run_and_are_answered_in_their_order()
    {
        var release = new TaskCompletionSource();
        var running = 0;
        var slow = new HandWalker("slow", async args =>
        {
            Assert.Equal(1, Interlocked.Increment(ref running));
            await release.Task;
            Interlocked.Decrement(ref running);
            await args.ReportAsync(args.Val);
        });
        await using var host = new WalkerHost([slow]);
        var (client, _) = await host.JoinAsync();
        await using (client)
        {
            for (var i = 0; i < 10; i++)
            {
                await client.SendAsync($$$"""{"type":"walker","walker":"slow","response":true,"context":{"val":{{{i}}}}}""");
            }

            await client.SendAsync("""{"type":"walker","walker":"unknown"}""");
            release.SetResult();
            for (var i = 0; i < 10; i++)
            {
                Assert.Equal($$"""{"status":200,"reports":[{{i}}]}""", await client.ReceiveAsync());
            }

            Assert.Contains("Please use valid walker event", await client.ReceiveAsync());
        }
    }

    [Fact]
    public async Task With_ids_calls_run_side_by_side()
    {
        var arrived = new CountdownEvent(3);
        var release = new TaskCompletionSource[3];
        for (var i = 0; i < 3; i++)
        {
            release[i] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        var slow = new HandWalker("slow", async args =>
        {
            arrived.Signal();
            await release[args.Val].Task;
        });
        await using var host = new WalkerHost([slow]);
        var (client, _) = await host.JoinAsync();
        await using (client)
        {
            for (var i = 0; i < 3; i++)
            {
                await client.SendAsync($$$"""{"type":"walker","walker":"slow","id":{{{i}}},"context":{"val":{{{i}}}}}""");
            }

            Assert.True(arrived.Wait(RawPatience));
            foreach (var i in new[] { 2, 0, 1 })
            {
                release[i].SetResult();
                Assert.Equal($$"""{"type":"walker","id":{{i}},"status":200,"reports":[]}""", await client.ReceiveAsync());
            }
        }
    }

    private static readonly TimeSpan RawPatience = TimeSpan.FromSeconds(30);
}
