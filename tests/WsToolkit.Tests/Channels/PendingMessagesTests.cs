using WsToolkit.Channels;

namespace WsToolkit.Tests.Channels;

public sealed class PendingMessagesTests
{
    [Fact]
    public void The_oldest_are_dropped_and_counted()
    {
        var pending = new PendingMessages<int>(WsSlowConsumer.DropOldest);
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(i < 4 ? PendingOutcome.Waits : PendingOutcome.DroppedOldest, pending.Add(i, "", 4));
        }

        Assert.Equal([6, 7, 8, 9], All(pending));
        Assert.Equal(6, pending.TakeMissed());
        Assert.Equal(0, pending.Missed);
    }

    [Fact]
    public void Only_the_latest_of_each_key_is_kept_in_its_place()
    {
        var pending = new PendingMessages<int>(WsSlowConsumer.KeepLatest);
        pending.Add(1, "a", 3);
        pending.Add(2, "b", 3);
        Assert.Equal(PendingOutcome.Replaced, pending.Add(3, "a", 3));
        pending.Add(4, "c", 3);
        Assert.Equal([3, 2, 4], All(pending));
        Assert.Equal(PendingOutcome.DroppedOldest, pending.Add(5, "d", 3));
        Assert.Equal([2, 4, 5], All(pending));
        Assert.Equal(1, pending.Missed);
        Assert.Equal(PendingOutcome.DroppedOldest, pending.Add(6, "a", 3));
        Assert.Equal(PendingOutcome.Replaced, pending.Add(7, "a", 3));
        Assert.Equal([4, 5, 7], All(pending));
        pending.Remove(3);
        Assert.Equal(PendingOutcome.Waits, pending.Add(8, "a", 3));
        Assert.Equal([8], All(pending));
    }

    [Theory]
    [InlineData(WsSlowConsumer.Wait, PendingOutcome.Waits, 3)]
    [InlineData(WsSlowConsumer.Disconnect, PendingOutcome.Full, 2)]
    public void Others_drop_nothing(WsSlowConsumer policy, object outcome, int count)
    {
        var pending = new PendingMessages<int>(policy);
        pending.Add(1, "", 2);
        pending.Add(2, "", 2);
        Assert.Equal((PendingOutcome)outcome, pending.Add(3, "", 2));
        Assert.Equal(count, pending.Count);
        Assert.Equal(0, pending.Missed);
    }

    [Fact]
    public void Any_order_of_adding_and_taking_keeps_the_order()
    {
        var random = new Random(7);
        var pending = new PendingMessages<int>(WsSlowConsumer.Wait);
        var expected = new Queue<int>();
        for (var i = 0; i < 10_000; i++)
        {
            if (random.Next(2) == 0)
            {
                pending.Add(i, "", 1);
                expected.Enqueue(i);
            }
            else if (expected.Count > 0)
            {
                Assert.Equal(expected.Dequeue(), pending[0]);
                pending.Remove(1);
            }
        }

        Assert.Equal(expected, All(pending));
    }

    private static int[] All(PendingMessages<int> pending) => [.. Enumerable.Range(0, pending.Count).Select(i => pending[i])];
}
