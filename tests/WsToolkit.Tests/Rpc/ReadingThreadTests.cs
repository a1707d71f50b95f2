using WsToolkit.Rpc;
using WsToolkit.Sessions;

namespace WsToolkit.Tests.Rpc;

/// <summary>Who reads on when a handler holds up the thread that reads: that thread or another one, and never both.</summary>
public class ReadingThreadTests
{
    private readonly Session _session = new();
    private readonly MethodEntry _entry = new(null!, 0, new WsMethod("m", "m"));
    private readonly ReadingThread _thread;

    public ReadingThreadTests()
    {
        _thread = new ReadingThread(_session);

        // Nothing but the test looks at it.
        _thread.TryBeWatched();
    }

    [Fact]
    public void A_handler_that_is_seen_twice_loses_the_thread()
    {
        var number = _thread.Enter(_entry);
        Assert.True(_thread.Look());
        Assert.Equal(0, _session.HandOvers);
        Assert.True(_thread.Look());
        Assert.Equal(1, _session.HandOvers);
        Assert.False(_entry.MayBeginOnReader());
        Assert.False(_thread.Leave(number));
        Assert.True(_thread.Look());
        Assert.Equal(1, _session.HandOvers);
    }

    [Fact]
    public void A_handler_that_leaves_in_time_does_not()
    {
        var number = _thread.Enter(_entry);
        _thread.Look();
        Assert.True(_thread.Leave(number));
        _thread.Look();
        Assert.Equal(0, _session.HandOvers);
        Assert.True(_entry.MayBeginOnReader());
    }

    [Fact]
    public void A_handler_that_leaves_while_it_is_looked_at_is_told_whether_its_thread_reads_on()
    {
        var lost = 0;
        var stop = false;
        Exception? failure = null;
        var looking = new Thread(() =>
        {
            try
            {
                while (!Volatile.Read(ref stop))
                {
                    _thread.Look();
                }
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        });
        looking.Start();
        for (var i = 0; i < 200_000; i++)
        {
            var number = _thread.Enter(_entry);
            Thread.SpinWait(i % 20);
            if (!_thread.Leave(number))
            {
                // From here on this plays the other thread, which begins when it is handed over.
                lost++;
                Assert.True(SpinWait.SpinUntil(() => _session.HandOvers == lost || !looking.IsAlive, TimeSpan.FromSeconds(30)));
            }

            _thread.OnMessage();
        }

        Volatile.Write(ref stop, true);
        looking.Join();
        Assert.Null(failure);
        Assert.Equal(lost, _session.HandOvers);
    }

    private sealed class Session : IReadOnElsewhere
    {
        private int _handOvers;

        public int HandOvers => Volatile.Read(ref _handOvers);

        public void ReadOnElsewhere() => Interlocked.Increment(ref _handOvers);
    }
}
