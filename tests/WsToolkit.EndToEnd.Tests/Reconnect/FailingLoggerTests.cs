using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WsToolkit.EndToEnd.Tests.Channels;
using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Reconnect;

/// <summary>Loggers that throw: nobody is hurt.</summary>
public sealed class FailingLoggerTests : ReconnectTest
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
