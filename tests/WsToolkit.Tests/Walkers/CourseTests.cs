using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.Server;

namespace WsToolkit.Tests.Walkers;

/// <summary>How runs end before their time, and what large ones come to.</summary>
public class CourseTests
{
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task When_the_caller_goes_away_the_walker_is_told()
    {
        await using var host = new WalkerHost([Endless()]);
        var (client, _) = await host.JoinAsync();
        await using (client)
        {
            await client.SendAsync("""{"type":"walker","walker":"endless"}""");
            await _entered.Task.WaitAsync(RawConnection.Patience);
            client.Abort();
            await _cancelled.Task.WaitAsync(RawConnection.Patience);
        }
    }

    [Fact]
    public async Task A_call_with_an_id_can_be_cancelled()
    {
        await using var host = new WalkerHost([Endless()]);
        var (client, _) = await host.JoinAsync();
        await using (client)
        {
            await client.SendAsync("""{"type":"walker","walker":"endless","id":"a"}""");
            await _entered.Task.WaitAsync(RawConnection.Patience);
            Assert.Equal(
                """{"type":"walker","id":"a","error":"The call was cancelled.","code":"cancelled"}""",
                await client.AskAsync("""{"type":"cancel","id":"a"}"""));
            await _cancelled.Task.WaitAsync(RawConnection.Patience);
        }
    }

    [Fact]
    public async Task A_run_that_takes_too_long_is_ended()
    {
        await using var host = new WalkerHost([Endless(TimeSpan.FromSeconds(2))]);
        var (client, identity) = await host.JoinAsync();
        await using (client)
        {
            await client.SendAsync("""{"type":"walker","walker":"endless","response":true}""");
            await _entered.Task.WaitAsync(RawConnection.Patience);
            host.Time.Advance(TimeSpan.FromSeconds(2));
            Assert.Equal("""{"type":"walker","error":"The call did not end within its deadline."}""", await client.ReceiveAsync());
            await _cancelled.Task.WaitAsync(RawConnection.Patience);
            Assert.Equal(identity, WalkerHost.Identity(await client.AskAsync("""{"type":"connection"}""")));
        }
    }

    [Fact]
    public async Task A_context_of_ten_megabytes_closes_the_connection_with_1009()
    {
        await using var host = new WalkerHost([Length]);
        var (client, _) = await host.JoinAsync();
        await using (client)
        {
            await client.SendAsync(Large());
            Assert.Equal(WsCloseCode.MessageTooBig, (await client.ReceiveCloseAsync(nothingBefore: true)).Code);
        }
    }

    [Fact]
    public async Task The_compatible_profile_takes_it()
    {
        await using var host = new WalkerHost([Length], endpoint: builder => builder.UseWalkersCompat());
        var (client, _) = await host.JoinAsync();
        await using (client)
        {
            Assert.Equal("""{"status":200,"reports":[10000000]}""", await client.AskAsync(Large()));
        }
    }

    [Fact]
    public async Task A_reply_has_a_bound()
    {
        var large = new HandWalker("large", static async args =>
        {
            while (true)
            {
                await args.ReportAsync(new string('x', 1000));
            }
        });
        await using var host = new WalkerHost([large], options => options.Walkers.MaxReplyBytes = 10_000);
        var (client, _) = await host.JoinAsync();
        await using (client)
        {
            Assert.Equal(
                """{"type":"walker","error":"The reply is too large."}""", await client.AskAsync("""{"type":"walker","walker":"large","response":true}"""));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Mutilated_messages_are_answered_and_the_connection_goes_on(int seed)
    {
        await using var host = new WalkerHost(
            [Length], options => options.Walkers.AuthorizeNotification = static _ => ValueTask.FromResult(false));
        var (client, identity) = await host.JoinAsync();
        await using (client)
        {
            var random = new Random(seed);
            for (var i = 0; i < 1000; i++)
            {
                await client.SendAsync(Mutilations.Next(random), WsMessageType.Text);
                if (i % 50 == 49)
                {
                    // In its turn, behind the answers to all that came before: who is too far ahead is cut off.
                    await client.SendAsync($$$"""{"type":"walker","walker":"length","response":true,"context":{"text":"{{{new string('x', 7000)}}}"}}""");
                    await AnswerAsync(client, """{"status":200,"reports":[7000]}""");
                }
            }

            await client.SendAsync("""{"type":"connection","id":"the end"}""");
            var answer = await AnswerAsync(client, """{"id":"the end",""");
            Assert.Equal(identity.ClientId, WalkerHost.Identity(answer).ClientId);
        }
    }

    [Fact]
    public async Task Over_another_door_the_same_walker_gives_the_same_reply()
    {
        await using var host = new WalkerHost([Length]);
        var invoker = new WsWalkerInvoker(host.Host.Services, Length, new WsServerOptions());
        using var result = await invoker.InvokeAsync("""{"text":"abc"}"""u8.ToArray(), WalkerHost.User("alice"), host.Host.Services, default);
        Assert.Equal(200, result.Status);
        Assert.Equal("""{"status":200,"reports":[3]}""", System.Text.Encoding.UTF8.GetString(System.Buffers.BuffersExtensions.ToArray(result.Body)));
        var bad = await Assert.ThrowsAsync<WsException>(
            async () => await invoker.InvokeAsync("{"u8.ToArray(), WalkerHost.User("alice"), host.Host.Services, default));
        Assert.Equal(WsErrorCodes.ParseError, bad.Code);
        var members = new WsWalkerInvoker(
            host.Host.Services, new HandWalker("m", static args => Task.CompletedTask, WsWalkerAuthentication.Required, valRequired: true), new WsServerOptions());
        var refused = await Assert.ThrowsAsync<WsException>(
            async () => await members.InvokeAsync(default, new System.Security.Claims.ClaimsPrincipal(), host.Host.Services, default));
        Assert.Equal((WsErrorCodes.Unauthorized, "Event m requires to be authenticated!"), (refused.Code, refused.Message));
        var missing = await Assert.ThrowsAsync<WsException>(
            async () => await members.InvokeAsync(default, WalkerHost.User("alice"), host.Host.Services, default));
        Assert.Equal("required", missing.Errors["val"]);
    }

    [Fact]
    public async Task Over_another_door_a_run_has_a_deadline_too()
    {
        await using var host = new WalkerHost([Length]);
        var invoker = new WsWalkerInvoker(host.Host.Services, Endless(TimeSpan.FromSeconds(2)), new WsServerOptions { TimeProvider = host.Time });
        var run = invoker.InvokeAsync(default, WalkerHost.User("alice"), host.Host.Services, default).AsTask();
        await _entered.Task.WaitAsync(RawConnection.Patience);
        host.Time.Advance(TimeSpan.FromSeconds(2));
        await Assert.ThrowsAsync<WsDeadlineExceededException>(() => run.WaitAsync(RawConnection.Patience));
    }

    private static async Task<string> AnswerAsync(RawConnection client, string start)
    {
        while (true)
        {
            var answer = await client.ReceiveAsync();
            Assert.DoesNotContain(" at WsToolkit", answer);
            if (answer.StartsWith(start, StringComparison.Ordinal))
            {
                return answer;
            }
        }
    }

    private static HandWalker Length => new("length", static async args => await args.ReportAsync(args.Text?.Length ?? -1));

    private static string Large()
        => $$$"""{"type":"walker","walker":"length","response":true,"context":{"text":"{{{new string('a', 10_000_000)}}}"}}""";

    private HandWalker Endless(TimeSpan? timeout = null) => new(
        "endless",
        async args =>
        {
            _entered.SetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, args.Context.CancellationToken);
            }
            finally
            {
                _cancelled.SetResult();
            }
        },
        timeout: timeout);
}
