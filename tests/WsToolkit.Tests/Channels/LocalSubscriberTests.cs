using System.Diagnostics.Metrics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using WsToolkit.Channels;
using WsToolkit.Json;

namespace WsToolkit.Tests.Channels;

/// <summary>Channels as the server's own code reads them.</summary>
public sealed class LocalSubscriberTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_message_that_cannot_be_read_is_told_in_its_place()
    {
        var (hub, channel) = Create("unreadable:{id}", "unreadable:1");
        await using var reading = channel.ReadMessagesAsync().GetAsyncEnumerator();
        var next = reading.MoveNextAsync();
        await channel.PublishAsync(1);
        Assert.True(await next.AsTask().WaitAsync(Patience));
        await hub.Bus.PublishAsync(new WsBusMessage("Local/unreadable:1", "", null, "{oops"u8.ToArray()), CancellationToken.None);
        await channel.PublishAsync(2);
        Assert.Equal(new WsDiscontinuity("unreadable:1", WsDiscontinuityReason.Unreadable, 1), (await NextAsync(reading)).Discontinuity);
        Assert.Equal(2, (await NextAsync(reading)).Value);
    }

    [Fact]
    public async Task A_reader_gets_a_message_between_two_notices_however_fast_they_come()
    {
        var (_, channel) = Create("fast:{id}", "fast:1");
        var delivered = System.Threading.Channels.Channel.CreateUnbounded<int>();
        await using var reading = channel.ReadMessagesAsync(new WsSubscribeOptions { QueueLength = 1 }).GetAsyncEnumerator();
        var next = reading.MoveNextAsync();
        await channel.PublishAsync(0);
        Assert.True(await next.AsTask().WaitAsync(Patience));

        // Subscribed after the reader: what it has got, the reader's queue has got before.
        await using var watching = await channel.SubscribeAsync(value => Assert.True(delivered.Writer.TryWrite(value)));
        var last = 0;
        long missed = 0;
        var wasNotice = false;
        for (var round = 0; round < 10; round++)
        {
            for (var i = 0; i < 3; i++)
            {
                await channel.PublishAsync(++last);
                Assert.Equal(last, await delivered.Reader.ReadAsync().AsTask().WaitAsync(Patience));
            }

            var message = await NextAsync(reading);
            Assert.Equal(round % 2 == 0, message.Discontinuity is not null);
            Assert.False(wasNotice && message.Discontinuity is not null);
            wasNotice = message.Discontinuity is not null;
            missed += message.Discontinuity?.Missed ?? 0;
        }

        // What is left is a notice of all that was dropped since the last one, and behind it the newest message.
        missed += (await NextAsync(reading)).Discontinuity!.Missed!.Value;
        Assert.Equal(last, (await NextAsync(reading)).Value);
        Assert.Equal(last, missed + 6);
    }

    [Fact]
    public async Task A_listener_to_the_metrics_that_fails_costs_nobody_a_message()
    {
        var failures = 0;
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, self) =>
            {
                if (instrument.Meter.Name == ChannelMetrics.MeterName
                    && instrument.Name.StartsWith("wstoolkit.channel.", StringComparison.Ordinal))
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            if (tags.ToArray().Contains(new("wstoolkit.channel.template", "failing:{id}")))
            {
                Interlocked.Increment(ref failures);
                throw new InvalidOperationException("The listener fails.");
            }
        });
        listener.Start();
        var (_, channel) = Create("failing:{id}", "failing:1");
        await using var reading = channel.ReadMessagesAsync(new WsSubscribeOptions { QueueLength = 1 }).GetAsyncEnumerator();
        var next = reading.MoveNextAsync();
        await channel.PublishAsync(0);
        Assert.True(await next.AsTask().WaitAsync(Patience));
        var last = new TaskCompletionSource();
        await using var other = await channel.SubscribeAsync(
            value => _ = value == 1000 && last.TrySetResult(), new WsSubscribeOptions { QueueLength = 1000 });
        for (var n = 1; n <= 1000; n++)
        {
            await channel.PublishAsync(n).AsTask().WaitAsync(Patience);
        }

        await last.Task.WaitAsync(Patience);
        Assert.Equal(999, (await NextAsync(reading)).Discontinuity!.Missed);
        Assert.Equal(1000, (await NextAsync(reading)).Value);
        Assert.True(failures > 2000);
    }

    private static async Task<WsChannelMessage<int>> NextAsync(IAsyncEnumerator<WsChannelMessage<int>> reading)
    {
        Assert.True(await reading.MoveNextAsync().AsTask().WaitAsync(Patience));
        return reading.Current;
    }

    private static (WsChannelHub Hub, WsChannel<int> Channel) Create(string template, string name)
    {
        var definition = new WsChannelDefinition<int>("Local", template, "Local.Values", [new WsChannelParameter("id", WsChannelText.IsString)]);
        var codec = new JsonPayloadCodec(new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() });
        var hub = new WsChannelHub(new NoServices(), new WsServerOptions());
        return (hub, new ContractChannels(hub, [definition], codec).Open(definition, name));
    }

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
