using Microsoft.Extensions.Logging;

namespace WsToolkit.Sessions;

/// <summary>
/// Logs to another logger, and goes on when that throws: a log that cannot be written must not cost anybody a connection or a message.
/// </summary>
internal sealed class GuardedLogger(ILogger inner) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        try
        {
            return inner.BeginScope(state);
        }
        catch (Exception)
        {
            return null;
        }
    }

    public bool IsEnabled(LogLevel logLevel)
    {
        try
        {
            return inner.IsEnabled(logLevel);
        }
        catch (Exception)
        {
            return false;
        }
    }

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            inner.Log(logLevel, eventId, state, exception, formatter);
        }
        catch (Exception)
        {
            // There is nobody to tell.
        }
    }
}

internal static class LoggerFactoryExtensions
{
    /// <summary>Creates a logger that never throws.</summary>
    public static ILogger CreateGuarded<TCategory>(this ILoggerFactory factory) => new GuardedLogger(factory.CreateLogger<TCategory>());
}
