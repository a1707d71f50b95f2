using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WsToolkit.EndToEnd.Tests.Channels;
using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Reconnect;

/// <summary>Loggers, and listeners to metrics and spans, that throw: nobody is hurt.</summary>
public sealed class FailingListenerTests : ReconnectTest
{
    [Fact]
    public async Task A_client_s_logger()
    {
        var logger = new FailingLogger();
        await LiveAsync(options => options.LoggerFactory = logger);
        Assert.True(logger.Failures >= 4);
    }

    [Fact]
    public async Task A_client_s_logger_that_fails_before_it_is_asked_to_log()
    {
        var logger = new FailingLogger { FailsEarly = true };
        await LiveAsync(options => options.LoggerFactory = logger);
        Assert.True(logger.Failures >= 4);
    }

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

    [Fact]
    public async Task A_server_s_logger()
    {
        var logger = new FailingLogger();
        await using var host = await BoardHost.StartAsync(
            options: static options => options.SendQueueMessages = 4,
            services: services => services.AddSingleton<ILoggerFactory>(logger));
        await using var slow = await host.OpenAsync("drop:a");
        await using var good = await host.OpenAsync("drop:a");
        for (var n = 1; n <= 100; n++)
        {
            await host.Publisher.At(Board.Dropping, "a").PublishAsync(new Tick(n, new string('x', 4096)));
            Assert.Equal([n], (await good.ReceiveUntilAsync(n)).Numbers);
        }

        var (numbers, missed) = await slow.ReceiveUntilAsync(100);
        Assert.Equal(100, numbers.Count + missed);
        Assert.True(missed > 0);
        Assert.True(logger.Failures > 0);
    }

    // Connects, calls, loses the connection, makes another, and closes.
    private async Task LiveAsync(Action<WsClientOptions> change)
    {
        var (client, server) = await ConnectAsync(change);
        await AnswerAsync(client, server);
        var waiting = CallAsync(client, Again, timeout: Timeout.InfiniteTimeSpan);
        await server.ReceiveAsync();
        server.Abort();
        await ReconnectingAsync(WsDisconnectReason.NetworkFailure, 1, 0.5);
        Time.Advance(TimeSpan.FromSeconds(0.5));
        server = await Server.AcceptAsync();
        await ConnectedAsync(1);
        Assert.Contains(Again.Name, await server.ReceiveAsync(), StringComparison.Ordinal);
        await server.CloseAsync(WsCloseCode.Normal);
        await ClosedAsync(WsDisconnectReason.ServerClosed);
        await Assert.ThrowsAsync<WsConnectionLostException>(() => waiting).Soon();
        Assert.Equal(WsCloseCode.Normal, (await client.Completion.Soon()).Code);
    }

    private static async Task AnswerAsync(WsClient client, BadInput.RawConnection server)
    {
        var call = CallAsync(client, Again);
        var id = System.Text.RegularExpressions.Regex.Match(await server.ReceiveAsync(), "\"id\":([0-9]+)").Groups[1].Value;
        await server.SendAsync("{\"id\":" + id + ",\"response\":7}");
        Assert.Equal(7, await call.Soon());
    }

    private static void Fail(ref int failures)
    {
        Interlocked.Increment(ref failures);
        throw new FormatException("The listener fails.");
    }

    private sealed class FailingLogger : ILoggerFactory, ILogger
    {
        private int _failures;

        public int Failures => _failures;

        public bool FailsEarly { get; init; }

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel)
        {
            if (FailsEarly)
            {
                Fail(ref _failures);
            }

            return true;
        }

        public void Log<TState>(LogLevel level, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => Fail(ref _failures);

        public void Dispose()
        {
        }
    }
}
