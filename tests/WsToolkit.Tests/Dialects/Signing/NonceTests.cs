using System.Text;
using System.Text.RegularExpressions;
using WsToolkit.Dialects.Signing;

namespace WsToolkit.Tests.Dialects.Signing;

public class NonceTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(1732526400000);

    [Fact]
    public void Nanoseconds_and_a_random_number()
    {
        var nonce = WsNonce.NanosecondsAndRandom();
        Assert.Matches("^1732526400000000000_[0-9]{1,6}$", Next(nonce));
        Assert.Matches("^1732526400000000001_[0-9]{1,6}$", Next(nonce));
    }

    [Fact]
    public void A_counter_begins_with_the_time_and_rises_by_one()
    {
        var nonce = WsNonce.Counter();
        Assert.Equal(["1732526400000", "1732526400001", "1732526400002"], [Next(nonce), Next(nonce, Now.AddSeconds(9)), Next(nonce)]);
    }

    [Fact]
    public void Microseconds_follow_the_time_and_never_fall()
    {
        var nonce = WsNonce.Microseconds();
        Assert.Equal(["1732526400000000", "1732526409000000", "1732526409000001"], [Next(nonce), Next(nonce, Now.AddSeconds(9)), Next(nonce)]);
    }

    [Fact]
    public void Others()
    {
        Assert.True(Guid.TryParse(Next(WsNonce.Uuid), out _));
        Assert.Equal("17", Next(WsNonce.Timestamp));
        Assert.Equal("mine", Next(WsNonce.From(() => "mine")));
        Assert.Throws<InvalidOperationException>(() => Next(WsNonce.From(() => new string('x', 129))));
    }

    [Fact]
    public void Threads_get_different_ones()
    {
        var nonce = WsNonce.NanosecondsAndRandom();
        var all = new string[4][];
        Parallel.For(0, all.Length, i => all[i] = [.. Enumerable.Range(0, 500).Select(_ => Regex.Replace(Next(nonce), "_.*", ""))]);
        Assert.Equal(2000, all.SelectMany(static some => some).Distinct().Count());
    }

    private static string Next(WsNonce nonce, DateTimeOffset? now = null)
    {
        Span<byte> memory = stackalloc byte[128];
        return Encoding.ASCII.GetString(memory[..nonce.Write(memory, now ?? Now, "17"u8)]);
    }
}
