using WsToolkit.Dialects;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Rpc;

namespace WsToolkit.EndToEnd.Tests.Dialects;

/// <summary>Calls, the same over every dialect, on every kind of host.</summary>
public class DialectCallTests
{
    [Theory]
    [OverDialects]
    public async Task Calls_bring_back_their_own_results(string dialect, HostKind kind)
    {
        await using var host = await DialectHost.StartAsync(dialect, kind);
        var hall = await host.ConnectAsync<HallClient>();
        var calls = Enumerable.Range(0, 300).Select(i => hall.EchoAsync(new Words($"é{i}\"\\/\u2028😀", i))).ToArray();
        var answers = await Task.WhenAll(calls).Soon();
        Assert.Equal(Enumerable.Range(0, 300).Select(i => new Words($"é{i}\"\\/\u2028😀", i)), answers);
        await hall.NoOpAsync().Soon();
        Assert.Equal(301, host.State.Calls);
    }

    [Theory]
    [OverDialects(Concurrent = true)]
    public async Task A_call_that_takes_its_time_holds_up_no_other_method(string dialect, HostKind kind)
    {
        await using var host = await DialectHost.StartAsync(dialect, kind);
        var hall = await host.ConnectAsync<HallClient>();
        var held = hall.HoldAsync(new Words("a", 1));
        Assert.Equal("holding a", await host.State.Heard.NextAsync());
        Assert.Equal(new Words("b", 2), await hall.EchoAsync(new Words("b", 2)).Soon());
        host.State.Gate("a").SetResult();
        Assert.Equal(new Words("a", 1), await held.Soon());
    }

    [Theory]
    [OverDialects(WsDialectFeatures.NamedArguments)]
    public async Task Arguments_have_names_and_defaults(string dialect, HostKind kind)
    {
        await using var host = await DialectHost.StartAsync(dialect, kind);
        var names = await host.ConnectAsync<NamesClient>();
        Assert.Equal(19, await names.SubtractAsync(42, 23).Soon());
        Assert.Equal("a|3|none", await names.DescribeAsync("a").Soon());
        Assert.Equal("b|7|null", await names.DescribeAsync("b", 7, null).Soon());
        if (!host.Case.CarriesScalars)
        {
            return;
        }

        Assert.Equal(42, await names.PlusAsync(41).Soon());
        Assert.Equal(2, await names.SizeAsync([4, 5]).Soon());
        Assert.Equal(1, await names.SizeAsync([4]).Soon());
        Assert.Equal(0, await names.SizeAsync([]).Soon());
    }

    [Theory]
    [OverDialects]
    public async Task Errors_arrive_and_reveal_nothing(string dialect, HostKind kind)
    {
        await using var host = await DialectHost.StartAsync(dialect, kind);
        var hall = await host.ConnectAsync<HallClient>();
        var coded = await Assert.ThrowsAsync<WsException>(() => hall.FailAsync(new Words("coded"))).Soon();
        var secret = await Assert.ThrowsAsync<WsException>(() => hall.FailAsync(new Words("x"))).Soon();
        Assert.DoesNotContain("secret", secret.ToString(), StringComparison.Ordinal);
        if (host.Case.KeepsErrorCodes)
        {
            Assert.Equal("sold_out", coded.Code);
            Assert.Equal("No more of these.", coded.Message);
            Assert.Equal(WsErrorCodes.Internal, secret.Code);
        }

        Assert.Equal(new Words("b"), await hall.EchoAsync(new Words("b")).Soon());
    }

    [Theory]
    [OverDialects]
    public async Task A_method_that_is_not_there_is_an_error(string dialect, HostKind kind)
    {
        await using var host = await DialectHost.StartAsync(dialect, kind);
        var hall = await host.ConnectAsync<HallClient>();
        var missing = new WsMethod("nope", "Test.Nope");
        var error = await Assert.ThrowsAsync<WsException>(() => hall.Connection.CreateCall(missing).InvokeAsync(CancellationToken.None)).Soon();
        if (host.Case.KeepsErrorCodes)
        {
            Assert.Equal(host.Case.NotFoundCode, error.Code);
        }

        Assert.Equal(new Words("b"), await hall.EchoAsync(new Words("b")).Soon());
    }

    [Theory]
    [OverDialects(WsDialectFeatures.OneWay)]
    public async Task One_way_calls_are_told_and_forgotten(string dialect, HostKind kind)
    {
        await using var host = await DialectHost.StartAsync(dialect, kind);
        var told = await host.ConnectAsync<ToldClient>();
        await told.TellAsync(new Words("fail")).Soon();
        await told.TellAsync(new Words("b")).Soon();
        Assert.Equal(["told b", "told fail"], new[] { await host.State.Heard.NextAsync(), await host.State.Heard.NextAsync() }.Order(StringComparer.Ordinal));
    }

    [Theory]
    [OverDialects(WsDialectFeatures.Callbacks)]
    public async Task The_server_asks_its_client_back(string dialect, HostKind kind)
    {
        await using var host = await DialectHost.StartAsync(dialect, kind);
        var asks = await host.ConnectAsync<AsksClient>(options => options.AddCallback<IHallCallback>(new Replies()));
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => asks.AskAsync(new Words("q", i)))).Soon();
        Assert.Equal(Enumerable.Range(0, 50).Select(i => new Words("q!", i)), answers);
    }

    [Theory]
    [OverDialects]
    public async Task A_call_that_is_given_up_leaves_the_answers_of_the_others_alone(string dialect, HostKind kind)
    {
        await using var host = await DialectHost.StartAsync(dialect, kind);
        var hall = await host.ConnectAsync<HallClient>();
        using var given = new CancellationTokenSource();
        var first = hall.HoldAsync(new Words("a", 1), given.Token);
        Assert.Equal("holding a", await host.State.Heard.NextAsync());
        var second = hall.HoldAsync(new Words("b", 2));
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first).Soon();
        if (host.Case.Has(WsDialectFeatures.Cancellation))
        {
            var heard = new[] { await host.State.Heard.NextAsync(), await host.State.Heard.NextAsync() };
            Assert.Equal(["cancelled a", "holding b"], heard.Order(StringComparer.Ordinal));
        }

        host.State.Gate("a").SetResult();
        host.State.Gate("b").SetResult();
        Assert.Equal(new Words("b", 2), await second.Soon());
        Assert.Equal(new Words("c", 3), await hall.EchoAsync(new Words("c", 3)).Soon());
    }

    [Theory]
    [OverDialects]
    public async Task A_deadline_ends_a_call_and_nothing_else(string dialect, HostKind kind)
    {
        var time = new FakeTimeProvider();
        await using var host = await DialectHost.StartAsync(dialect, kind, options => Still(options, time));
        var hall = await host.ConnectAsync<HallClient>(options =>
        {
            options.TimeProvider = time;
            options.KeepAliveInterval = Timeout.InfiniteTimeSpan;
            options.CallTimeout = TimeSpan.FromSeconds(3);
        });
        var held = hall.HoldAsync(new Words("a"));
        Assert.Equal("holding a", await host.State.Heard.NextAsync());
        time.Advance(TimeSpan.FromSeconds(4));
        await Assert.ThrowsAsync<WsDeadlineExceededException>(() => held).Soon();
        host.State.Gate("a").TrySetResult();
        Assert.Equal(new Words("b"), await hall.EchoAsync(new Words("b")).Soon());
    }

    internal static void Still(WsServerOptions options, TimeProvider time)
    {
        options.TimeProvider = time;
        options.KeepAliveInterval = Timeout.InfiniteTimeSpan;
        options.MaxCallDuration = Timeout.InfiniteTimeSpan;
    }

    private sealed class Replies : IHallCallback
    {
        public async Task<Words> ReplyAsync(Words words, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return words with { Text = words.Text + "!" };
        }
    }
}
