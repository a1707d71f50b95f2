using WsToolkit.Dialects;
using WsToolkit.Framing;
using WsToolkit.Json;

namespace WsToolkit.Server;

/// <summary>
/// Makes an endpoint behave as the servers of aio-openapi do. <c>docs/compat.md</c> has every fact, and what is better here on purpose.
/// </summary>
internal static class CompatProfile
{
    private const int MaxMessageBytes = 4 * 1024 * 1024;

    public static void Apply(WsServerOptions options)
    {
        options.Dialect = DefaultDialect.CompatWithMaxDepth(options.JsonMaxDepth);
        options.MaxMessageBytes = MaxMessageBytes;
        options.OrderedCalls = true;
        options.ClosesConnection = static exception => exception is OperationCanceledException or TimeoutException;
        options.CloseAnswer = WsCloseCode.Normal;
        options.Compression = new PerMessageDeflateOptions();
        options.KeepAliveInterval = Timeout.InfiniteTimeSpan;
        CompatConverters.AddTo(options.Json);
    }

    /// <summary>Makes an endpoint of walkers behave as the servers of jac-cloud do. <c>docs/walkers.md</c> has every fact.</summary>
    public static void ApplyToWalkers(WsServerOptions options)
    {
        options.Dialect = TaggedDialect.CompatWithMaxDepth(options.JsonMaxDepth);
        options.OrderedCalls = true;
        options.Compression = new PerMessageDeflateOptions();
        options.KeepAliveInterval = TimeSpan.FromSeconds(20);
        options.KeepAliveTimeout = TimeSpan.FromSeconds(20);
        options.Walkers.ForwardVerbatim = true;
        options.Walkers.AuthorizeNotification ??= static _ => ValueTask.FromResult(true);
        options.Walkers.MaxIdsPerNotification = 10_000;
        options.Walkers.MaxNotificationBytes = TaggedDialect.CompatMessageBytes;
    }
}
