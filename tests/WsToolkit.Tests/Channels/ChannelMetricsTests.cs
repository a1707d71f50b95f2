using System.Diagnostics.Metrics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using WsToolkit.Channels;
using WsToolkit.Json;

namespace WsToolkit.Tests.Channels;

public sealed class ChannelMetricsTests
{
    [Fact]
    public async Task Messages_and_subscriptions_are_counted_by_template()
    {
        // The instruments belong to the process: a template that no other test has tells them apart.
        var definition = new WsChannelDefinition<int>("Metrics", "metrics:{id}", "Metrics.Values", [new WsChannelParameter("id", WsChannelText.IsString)]);
        var counts = new Dictionary<string, long>();
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
            var known = tags.ToArray();
            if (known.Contains(new("wstoolkit.channel.template", "metrics:{id}")))
            {
                var reason = known.FirstOrDefault(tag => tag.Key == "wstoolkit.drop.reason").Value;
                var name = reason is null ? instrument.Name : $"{instrument.Name} {reason}";
                lock (counts)
                {
                    counts[name] = counts.GetValueOrDefault(name) + value;
                }
            }
        });
        listener.Start();

        var codec = new JsonPayloadCodec(new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() });
        var hub = new WsChannelHub(new NoServices(), new WsServerOptions());
        var channel = new ContractChannels(hub, [definition], codec).Open(definition, "metrics:1");
        var reading = channel.ReadMessagesAsync(new WsSubscribeOptions { QueueLength = 2 }).GetAsyncEnumerator();
        var first = reading.MoveNextAsync();
        for (var n = 0; n < 100; n++)
        {
            await channel.PublishAsync(n);
        }

        var (seen, missed) = (0L, 0L);
        for (var more = await first; more; more = await reading.MoveNextAsync())
        {
            missed += reading.Current.Discontinuity?.Missed ?? 0;
            seen += reading.Current.Discontinuity is null ? 1 : 0;
            if (reading.Current.Value == 99)
            {
                break;
            }
        }

        Assert.Equal(100, seen + missed);
        await reading.DisposeAsync();
        lock (counts)
        {
            Assert.Equal(100, counts["wstoolkit.channel.published"]);
            Assert.Equal(missed, counts.GetValueOrDefault("wstoolkit.channel.dropped oldest"));
            Assert.Equal(0, counts["wstoolkit.channel.subscriptions"]);
        }

        Assert.Empty(hub.Topics);
    }

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
