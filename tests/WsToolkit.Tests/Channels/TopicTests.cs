using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using WsToolkit.Channels;
using WsToolkit.Json;

namespace WsToolkit.Tests.Channels;

/// <summary>The queue of a channel while one that it waits for takes nothing.</summary>
public sealed class TopicTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Messages_whose_publisher_does_not_wait_keep_their_order()
    {
        var channel = Create();
        await using var reading = Read(channel);
        var next = reading.MoveNextAsync();
        var publishing = Enumerable.Range(0, 5000).Select(n => channel.PublishAsync(n).AsTask()).ToList();
        Assert.Contains(publishing, static task => !task.IsCompleted);
        for (var n = 0; n < 5000; n++)
        {
            Assert.True(await next.AsTask().WaitAsync(Patience));
            Assert.Equal(n, reading.Current.Value);
            next = reading.MoveNextAsync();
        }

        await Task.WhenAll(publishing).WaitAsync(Patience);
        await channel.PublishAsync(5000);
        Assert.True(await next.AsTask().WaitAsync(Patience));
    }

    [Fact]
    public async Task Who_gives_up_has_not_published_and_nobody_else_is_held_up()
    {
        var channel = Create();
        await using var reading = Read(channel);
        var next = reading.MoveNextAsync();
        using var stop = new CancellationTokenSource();
        List<Task> publishing = [];
        for (var n = 0; n < 3000; n++)
        {
            publishing.Add(channel.PublishAsync(n, n % 2 == 0 ? default : stop.Token).AsTask());
        }

        await stop.CancelAsync();
        List<int> seen = [];
        while (seen.Count == 0 || seen[^1] < 2998)
        {
            Assert.True(await (seen.Count == 0 ? next : reading.MoveNextAsync()).AsTask().WaitAsync(Patience));
            seen.Add(reading.Current.Value);
        }

        var all = Task.WhenAll(publishing);
        await all.ContinueWith(static _ => { }, TaskScheduler.Default).WaitAsync(Patience);
        Assert.True(all.IsCanceled);
        Assert.Equal(Enumerable.Range(0, 3000).Where(n => n < 2999 && !publishing[n].IsCanceled), seen);
    }

    [Fact]
    public async Task When_the_last_subscriber_goes_nobody_waits_any_more()
    {
        var channel = Create();
        var reading = Read(channel);
        var next = reading.MoveNextAsync();
        var publishing = Enumerable.Range(0, 5000).Select(n => channel.PublishAsync(n).AsTask()).ToList();
        Assert.True(await next.AsTask().WaitAsync(Patience));
        await reading.DisposeAsync();
        await Task.WhenAll(publishing).WaitAsync(Patience);
    }

    private static IAsyncEnumerator<WsChannelMessage<int>> Read(WsChannel<int> channel)
        => channel.ReadMessagesAsync(new WsSubscribeOptions { SlowConsumer = WsSlowConsumer.Wait, QueueLength = 1 }).GetAsyncEnumerator();

    private static WsChannel<int> Create()
    {
        var definition = new WsChannelDefinition<int>("Topic", "topic", "Topic.Values", []);
        var codec = new JsonPayloadCodec(new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() });
        var hub = new WsChannelHub(new NoServices(), new WsServerOptions());
        return new ContractChannels(hub, [definition], codec).Open(definition, "topic");
    }

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
