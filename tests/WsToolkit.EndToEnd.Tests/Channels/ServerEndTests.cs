using Microsoft.Extensions.DependencyInjection;
using WsToolkit.Channels;
using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Channels;

/// <summary>Channels as the server's own code uses them, and the bus behind them.</summary>
public sealed class ServerEndTests
{
    [Fact]
    public async Task The_application_hears_what_clients_publish()
    {
        await using var host = await BoardHost.StartAsync();
        var channel = host.Publisher.At(Board.Chat, "a");
        var heard = System.Threading.Channels.Channel.CreateUnbounded<Tick>();
        var subscription = await channel.SubscribeAsync(tick => Assert.True(heard.Writer.TryWrite(tick)), new WsSubscribeOptions { Events = "h*" });
        await using var client = await host.OpenAsync();
        await client.AskAsync("""{"id":1,"method":"publish","payload":{"channel":"chat:a","data":{"n":1}}}""");
        await client.AskAsync("""{"id":1,"method":"publish","payload":{"channel":"chat:a","event":"halt","data":{"n":2,"why":"noon"}}}""");
        Assert.Equal(new Halt(2, "noon"), await heard.Reader.ReadAsync().Soon());
        await subscription.DisposeAsync();
        await subscription.Completion.Soon();
        await client.AskAsync("""{"id":1,"method":"publish","payload":{"channel":"chat:a","event":"halt","data":{"n":3,"why":"noon"}}}""");
        Assert.False(heard.Reader.TryRead(out _));
    }

    [Fact]
    public async Task What_is_pushed_keeps_a_connection_from_being_idle()
    {
        var time = new FakeTimeProvider();
        await using var host = await BoardHost.StartAsync(options: options =>
        {
            options.TimeProvider = time;
            options.IdleTimeout = TimeSpan.FromMinutes(4);
            options.KeepAliveInterval = Timeout.InfiniteTimeSpan;

            // What has arrived at the other end may not count as sent yet when the time leaps.
            options.SendTimeout = Timeout.InfiniteTimeSpan;
        });
        await using var client = await host.OpenAsync("drop:a");
        for (var n = 1; n <= 12; n++)
        {
            await host.Publisher.At(Board.Dropping, "a").PublishAsync(new Tick(n));
            Assert.Equal([n], (await client.ReceiveUntilAsync(n)).Numbers);
            time.Advance(TimeSpan.FromMinutes(1));
        }
    }

    [Fact]
    public async Task A_reader_that_is_too_slow_is_told_of_it()
    {
        await using var host = await BoardHost.StartAsync();
        var channel = host.Publisher.At(Board.Waiting, "a");
        var missed = new List<long?>();
        var reading = channel.ReadMessagesAsync(new WsSubscribeOptions { QueueLength = 3, OnDiscontinuity = gap => missed.Add(gap.Missed) }).GetAsyncEnumerator();
        var next = reading.MoveNextAsync();
        await using var client = await host.OpenAsync("wait:a");
        for (var n = 1; n <= 10; n++)
        {
            await channel.PublishAsync(new Tick(n));
            Assert.Equal([n], (await client.ReceiveUntilAsync(n)).Numbers);
            if (n == 1)
            {
                Assert.True(await next.Soon());
            }
        }

        // The turn that handed the last message to the client hands it to the reader, too, before the next.
        await channel.PublishAsync(new Tick(11));
        await client.ReceiveUntilAsync(11);
        await channel.PublishAsync(new Tick(12));
        await client.ReceiveUntilAsync(12);
        List<int> numbers = [reading.Current.Value.N];
        long sum = 0;
        while (numbers[^1] < 11)
        {
            Assert.True(await reading.MoveNextAsync().Soon());
            if (reading.Current.Discontinuity is { } gap)
            {
                Assert.Equal(WsDiscontinuityReason.DroppedHere, gap.Reason);
                sum += gap.Missed!.Value;
            }
            else
            {
                numbers.Add(reading.Current.Value.N);
            }
        }

        Assert.Equal(11, numbers.Count + sum);
        Assert.Equal(sum, missed.Sum());
        await reading.DisposeAsync();
    }

    [Fact]
    public async Task A_service_outside_a_call_says_what_to_inject()
    {
        var board = new Board(new BoardState());
        Assert.Contains("WsPublisher<Board>", Assert.Throws<InvalidOperationException>(() => board.Open(Board.Chat, "a")).Message);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Two_processes_are_joined_by_a_bus()
    {
        var wire = new Wire();
        await using var here = await BoardHost.StartAsync(services: services => services.AddSingleton<IWsChannelBus>(new WireBus(wire)));
        await using var there = await BoardHost.StartAsync(services: services => services.AddSingleton<IWsChannelBus>(new WireBus(wire)));
        await using var one = await here.OpenAsync("chat:a");
        await using var two = await there.OpenAsync("chat:a", "h*");
        await two.SubscribeAsync("chat:b");
        await here.Publisher.At(Board.Chat, "a").PublishAsync(new Tick(1));
        await there.Publisher.At(Board.Chat, "a").PublishAsync(new Halt(2, "noon"));
        await here.Publisher.At(Board.Chat, "b").PublishAsync(new Tick(3));
        Assert.Equal([1, 2], (await one.ReceiveUntilAsync(2)).Numbers);

        // Messages of different channels come in any order.
        string[] received = [await two.ReceiveAsync(), await two.ReceiveAsync()];
        Assert.Equal(
            ["""{"channel":"chat:a","event":"halt","data":{"why":"noon","n":2,"key":null}}""", """{"channel":"chat:b","event":"","data":{"n":3,"key":null}}"""],
            received.Order(StringComparer.Ordinal));
        Assert.Equal(["Board/chat:a", "Board/chat:a", "Board/chat:b"], wire.Topics.Order());

        // Answers come first, also when the message has to travel.
        for (var i = 10; i < 30; i++)
        {
            var answer = await one.AskAsync("""{"id":1,"method":"publish","payload":{"channel":"chat:a","data":{"n":#}}}""".Replace("#", $"{i}", StringComparison.Ordinal));
            Assert.StartsWith("{\"id\":", answer, StringComparison.Ordinal);
            Assert.Equal([i], (await one.ReceiveUntilAsync(i)).Numbers);
        }

        await one.AskAsync("""{"id":1,"method":"unsubscribe","payload":{"channel":"chat:a"}}""");
        await wire.WhenLeft(1).Soon();
        Assert.Equal(["Board/chat:a", "Board/chat:b"], wire.Topics.Order());
    }

    /// <summary>What lies between the processes.</summary>
    private sealed class Wire
    {
        private readonly Lock _gate = new();
        private readonly List<(string Topic, WireBus Bus)> _wanted = [];
        private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IReadOnlyList<string> Topics
        {
            get
            {
                lock (_gate)
                {
                    return [.. _wanted.Select(pair => pair.Topic)];
                }
            }
        }

        public Task WhenLeft(int count) => count == 1 ? _left.Task : throw new NotSupportedException();

        public WireBus[] Find(string topic)
        {
            lock (_gate)
            {
                return [.. _wanted.Where(pair => pair.Topic == topic).Select(pair => pair.Bus)];
            }
        }

        public void Add(string topic, WireBus bus)
        {
            lock (_gate)
            {
                _wanted.Add((topic, bus));
            }
        }

        public void Remove(string topic, WireBus bus)
        {
            lock (_gate)
            {
                Assert.True(_wanted.Remove((topic, bus)));
            }

            _left.TrySetResult();
        }
    }

    private sealed class WireBus(Wire wire) : IWsChannelBus
    {
        private Func<WsBusMessage, ValueTask>? _receiver;

        public void Start(Func<WsBusMessage, ValueTask> receiver) => _receiver = _receiver is null ? receiver : throw new InvalidOperationException();

        public async ValueTask PublishAsync(WsBusMessage message, CancellationToken cancellationToken)
        {
            foreach (var bus in wire.Find(message.Topic))
            {
                // Nothing of this process's memory gets to the other.
                await Task.Yield();
                await bus._receiver!(message with { Data = message.Data.ToArray() });
            }
        }

        public async ValueTask SubscribeAsync(string topic, CancellationToken cancellationToken)
        {
            await Task.Yield();
            wire.Add(topic, this);
        }

        public ValueTask UnsubscribeAsync(string topic)
        {
            wire.Remove(topic, this);
            return ValueTask.CompletedTask;
        }

        public ValueTask<bool> HasInterestAsync(string topic, CancellationToken cancellationToken) => ValueTask.FromResult(wire.Find(topic).Length > 0);
    }
}
