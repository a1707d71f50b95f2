using WsToolkit.Dialects.Signing;
using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.Tests.Dialects.Signing;

public class ReplayGuardTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_nonce_passes_once_for_each_key()
    {
        var guard = new WsReplayGuard(_time);
        Assert.Equal(WsReplayVerdict.New, Use(guard, "a", "1"));
        Assert.Equal(WsReplayVerdict.Replayed, Use(guard, "a", "1"));
        Assert.Equal(WsReplayVerdict.New, Use(guard, "b", "1"));
        Assert.Equal(WsReplayVerdict.New, Use(guard, "", "a1"));
        Assert.Equal(WsReplayVerdict.New, Use(guard, "a", "2"));
    }

    [Theory]
    [InlineData(-30_000, true)]
    [InlineData(-30_001, false)]
    [InlineData(30_000, true)]
    [InlineData(30_001, false)]
    public void The_window_is_inclusive(int milliseconds, bool within)
    {
        var guard = new WsReplayGuard(_time);
        Assert.Equal(within, guard.IsWithinWindow(_time.GetUtcNow().AddMilliseconds(milliseconds)));
        Assert.Equal(
            within ? WsReplayVerdict.New : WsReplayVerdict.OutsideWindow, guard.Use("a", _time.GetUtcNow().AddMilliseconds(milliseconds), "1"u8));
    }

    [Fact]
    public void A_message_dated_ahead_does_not_outlive_its_nonce()
    {
        var guard = new WsReplayGuard(_time);
        var ahead = _time.GetUtcNow().AddSeconds(30);
        Assert.Equal(WsReplayVerdict.New, guard.Use("a", ahead, "1"u8));
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(WsReplayVerdict.Replayed, guard.Use("a", ahead, "1"u8));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(WsReplayVerdict.OutsideWindow, guard.Use("a", ahead, "1"u8));
        Assert.Equal(WsReplayVerdict.New, Use(guard, "a", "1"));
        Assert.Equal(1, guard.Count);
    }

    [Fact]
    public void A_nonce_that_is_forgotten_while_its_message_is_checked_lets_nothing_pass()
    {
        var time = new JumpingTime();
        var guard = new WsReplayGuard(time);
        var ahead = time.GetUtcNow().AddSeconds(30);
        Assert.Equal(WsReplayVerdict.New, guard.Use("a", ahead, "1"u8));
        time.Now += TimeSpan.FromSeconds(60);
        time.Jump = TimeSpan.FromMilliseconds(1);
        Assert.Equal(WsReplayVerdict.OutsideWindow, guard.Use("a", ahead, "1"u8));
    }

    [Fact]
    public void A_full_guard_refuses_and_forgets_nothing()
    {
        var guard = new WsReplayGuard(_time) { MaxNonces = 3, MaxNoncesPerKey = 2 };
        Assert.Equal(WsReplayVerdict.New, Use(guard, "a", "1"));
        Assert.Equal(WsReplayVerdict.New, Use(guard, "a", "2"));
        Assert.Equal(WsReplayVerdict.Full, Use(guard, "a", "3"));
        Assert.Equal(WsReplayVerdict.New, Use(guard, "b", "1"));
        Assert.Equal(WsReplayVerdict.Full, Use(guard, "c", "1"));
        Assert.Equal(WsReplayVerdict.Replayed, Use(guard, "a", "1"));

        _time.Advance(TimeSpan.FromSeconds(60.001));
        Assert.Equal(WsReplayVerdict.New, Use(guard, "a", "3"));
        Assert.Equal(1, guard.Count);
    }

    [Fact]
    public void The_difference_of_clocks_is_taken_in_the_middle_of_question_and_answer()
    {
        var skew = new WsClockSkew();
        var now = _time.GetUtcNow();
        skew.Measure(now.AddSeconds(-9), now, now.AddSeconds(2));
        Assert.Equal(TimeSpan.FromSeconds(-10), skew.Offset);
    }

    private WsReplayVerdict Use(WsReplayGuard guard, string key, string nonce)
        => guard.Use(key, _time.GetUtcNow(), System.Text.Encoding.UTF8.GetBytes(nonce));

    /// <summary>Passes on just before somebody asks for a time to measure with.</summary>
    private sealed class JumpingTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

        public TimeSpan Jump { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Now;

        public override long GetTimestamp() => (Now += Jump).Ticks;
    }
}
