using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Testing;

namespace WsToolkit.EndToEnd.Tests.Calls;

/// <summary>Names its methods as no other service does, so that nobody else's calls are taken for its own.</summary>
[WsService("observed", Prefix = "observed.")]
public partial class ObservedService(Probe probe)
{
    [WsRpcMethod]
    public string? Current() => Activity.Current?.OperationName;

    [WsRpcMethod]
    public async Task<string?> CurrentLaterAsync()
    {
        await Task.Yield();
        return Activity.Current?.OperationName;
    }

    [WsRpcMethod]
    public void Fail() => throw new WsException("out_of_stock", "No more.");

    [WsRpcMethod]
    public Task HoldAsync(CancellationToken cancellationToken)
    {
        probe.Mark("held");
        return Task.Delay(Timeout.Infinite, cancellationToken);
    }

    [WsRpcMethod(OneWay = true)]
    public void Tell()
    {
    }
}

/// <summary>
/// Spans and durations of calls, for who listens. Who listens hears the whole process, so these tests and those whose listeners fail take turns.
/// </summary>
[CollectionDefinition(nameof(TelemetryTests))]
[Collection(nameof(TelemetryTests))]
public sealed class TelemetryTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ConcurrentQueue<(string Instrument, string Method, string? Error)> _durations = new();
    private readonly ActivityListener _activities;
    private readonly MeterListener _meters = new();
    private readonly WsTestHost _host = WsTestHost.Create<ObservedService>(services => services.AddSingleton<Probe>());

    public TelemetryTests()
    {
        _activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == WsTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                if (span.OperationName.StartsWith("observed.", StringComparison.Ordinal))
                {
                    _spans.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(_activities);
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == WsTelemetry.Name && instrument.Name.EndsWith("call.duration", StringComparison.Ordinal))
            {
                Assert.Equal("s", instrument.Unit);
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
        {
            var all = tags.ToArray().ToDictionary(tag => tag.Key, tag => (string?)tag.Value);
            if (all["rpc.method"]!.StartsWith("observed.", StringComparison.Ordinal))
            {
                Assert.InRange(value, 0, 60);
                Assert.Equal("wstoolkit", all["rpc.system.name"]);
                _durations.Enqueue((instrument.Name, all["rpc.method"]!, all.GetValueOrDefault("error.type")));
            }
        });
        _meters.Start();
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _activities.Dispose();
        _meters.Dispose();
    }

    [Fact]
    public async Task A_call_is_a_span_on_both_ends_and_the_handler_runs_in_the_servers()
    {
        var client = await _host.ConnectAsync<ObservedServiceClient>();
        using var mine = new Activity("mine").Start();
        Assert.Equal("observed.current", await client.CurrentAsync().Soon());
        Assert.Equal("observed.currentLater", await client.CurrentLaterAsync().Soon());
        Assert.Same(mine, Activity.Current);
        await EndedAsync(4);
        var spans = _spans.Where(span => span.Kind == ActivityKind.Client).ToArray();
        Assert.Equal(["observed.current", "observed.currentLater"], spans.Select(span => span.OperationName));
        Assert.All(spans, span => Assert.Same(mine, span.Parent));
        Assert.All(_spans, span => Assert.Equal("wstoolkit", span.GetTagItem("rpc.system.name")));
        Assert.All(_spans, span => Assert.Equal(span.OperationName, span.GetTagItem("rpc.method")));
        Assert.All(_spans, span => Assert.Null(span.GetTagItem("error.type")));
        Assert.Equal(2, _spans.Count(span => span.Kind == ActivityKind.Server));
    }

    [Fact]
    public async Task Errors_are_told_by_their_codes()
    {
        var client = await _host.ConnectAsync<ObservedServiceClient>();
        await Assert.ThrowsAsync<WsException>(() => client.FailAsync()).Soon();
        using var source = new CancellationTokenSource();
        var held = client.HoldAsync(source.Token);
        await _host.Services.GetRequiredService<Probe>().Reached("held");
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => held).Soon();
        await client.TellAsync().Soon();

        // Behind it, so that it has arrived.
        await client.CurrentAsync().Soon();
        await EndedAsync(8);
        Assert.Equal(
            [
                ("rpc.client.call.duration", "observed.fail", "out_of_stock"),
                ("rpc.client.call.duration", "observed.hold", "cancelled"),
                ("rpc.client.call.duration", "observed.tell", null),
                ("rpc.server.call.duration", "observed.fail", "out_of_stock"),
                ("rpc.server.call.duration", "observed.hold", "cancelled"),
                ("rpc.server.call.duration", "observed.tell", null),
            ],
            _durations.Where(duration => duration.Method != "observed.current")
                .OrderBy(duration => duration.Instrument, StringComparer.Ordinal)
                .ThenBy(duration => duration.Method, StringComparer.Ordinal));
        var failed = _spans.Where(span => span.OperationName is "observed.fail" or "observed.hold");
        Assert.All(failed, span => Assert.Equal(ActivityStatusCode.Error, span.Status));
    }

    // The server's end of a call is recorded when its handler has been released, behind the answer.
    private async Task EndedAsync(int count)
    {
        await _host.StopAsync().Soon();
        Assert.Equal(count, _spans.Count);
        Assert.Equal(count, _durations.Count);
    }
}
