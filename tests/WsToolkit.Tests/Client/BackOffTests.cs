using WsToolkit.Client;

namespace WsToolkit.Tests.Client;

public class BackOffTests
{
    [Fact]
    public void Delays_grow_up_to_the_limit_and_stay_there()
        => Assert.Equal([0.5, 1, 2, 4, 8, 16, 30, 30, 30], Delays(new WsReconnectOptions { Jitter = 0 }, 9));

    [Fact]
    public void Chance_takes_off_at_most_its_part()
    {
        var options = new WsReconnectOptions { Random = new Random(4711) };
        var shares = Delays(options, 1000).Skip(6).Select(delay => delay / 30).ToArray();
        Assert.All(shares, share => Assert.InRange(share, 0.5, 1));
        Assert.InRange(shares.Average(), 0.7, 0.8);
        Assert.True(shares.Max() - shares.Min() > 0.45);
    }

    [Fact]
    public void The_same_seed_gives_the_same_delays()
    {
        var first = Delays(new WsReconnectOptions { Random = new Random(1) }, 50);
        Assert.Equal(first, Delays(new WsReconnectOptions { Random = new Random(1) }, 50));
    }

    [Fact]
    public void Thousands_of_attempts_and_steep_factors_stay_within_the_limit()
        => Assert.All(Delays(new WsReconnectOptions { Jitter = 0, Factor = 1e300 }, 5000).Skip(1), delay => Assert.Equal(30, delay));

    [Fact]
    public void No_delay_at_all_can_be_asked_for()
        => Assert.All(Delays(new WsReconnectOptions { InitialDelay = TimeSpan.Zero }, 2000), delay => Assert.Equal(0, delay));

    [Fact]
    public void Attempts_end_with_their_number_and_begin_anew_after_a_reset()
    {
        var backOff = new BackOff(new WsReconnectOptions { MaxAttempts = 2, Jitter = 0 });
        Assert.True(backOff.TryNext(out _));
        Assert.True(backOff.TryNext(out _));
        Assert.False(backOff.TryNext(out _));
        Assert.Equal(2, backOff.Attempt);
        backOff.Reset();
        Assert.True(backOff.TryNext(out var delay));
        Assert.Equal(0.5, delay.TotalSeconds);
    }

    private static double[] Delays(WsReconnectOptions options, int count)
    {
        var backOff = new BackOff(options);
        return [.. Enumerable.Range(0, count).Select(_ => backOff.TryNext(out var delay) ? delay.TotalSeconds : -1)];
    }
}
