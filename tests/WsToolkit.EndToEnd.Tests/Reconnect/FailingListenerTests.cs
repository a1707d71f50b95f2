using System.Diagnostics;
using System.Diagnostics.Metrics;
using WsToolkit.EndToEnd.Tests.Calls;

namespace WsToolkit.EndToEnd.Tests.Reconnect;

/// <summary>Listeners to metrics and spans that throw: no call is hurt. Other listeners are: they hear nothing behind them.</summary>
[Collection(nameof(TelemetryTests))]
public sealed class FailingListenerTests : ReconnectTest
{
    [Fact]
    public async Task Listeners_to_metrics_and_spans()
    {
        var (counts, spans) = (0, 0);
        using var metrics = new MeterListener
        {
            InstrumentPublished = static (instrument, self) =>
            {
                if (instrument.Meter.Name == WsTelemetry.Name)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        metrics.SetMeasurementEventCallback<long>((_, _, _, _) => Fail(ref counts));
        metrics.SetMeasurementEventCallback<double>((_, _, _, _) => Fail(ref counts));
        metrics.Start();
        using var activities = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == WsTelemetry.Name,
            Sample = static (ref ActivityCreationOptions<ActivityContext> options)
                => options.Name == Again.Name ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStarted = _ => Fail(ref spans),
            ActivityStopped = _ => Fail(ref spans),
        };
        ActivitySource.AddActivityListener(activities);
        await LiveAsync(static _ => { });
        Assert.True(counts > 0);
        Assert.True(spans > 0);
    }

    private static void Fail(ref int failures)
    {
        Interlocked.Increment(ref failures);
        throw new FormatException("The listener fails.");
    }
}
