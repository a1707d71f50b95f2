using System.Diagnostics.Metrics;

namespace WsToolkit.Walkers;

/// <summary>Counts what happens to notifications. Costs next to nothing while nobody listens.</summary>
internal static class WalkerMetrics
{
    private static readonly Meter Meter = new(WsTelemetry.Name);

    private static readonly Counter<long> NotifiedCounter = Meter.CreateCounter<long>(
        "wstoolkit.walker.notified", "{message}", "Notifications that were queued for a connection.");

    private static readonly Counter<long> DroppedCounter = Meter.CreateCounter<long>(
        "wstoolkit.walker.dropped", "{message}", "Notifications that a connection was too slow for.");

    public static void Notified(int count)
    {
        if (count > 0 && NotifiedCounter.Enabled)
        {
            NotifiedCounter.Add(count);
        }
    }

    /// <param name="count">How many.</param>
    /// <param name="reason">Why: <c>oldest</c>, <c>disconnected</c>.</param>
    public static void Dropped(long count, string reason)
    {
        if (DroppedCounter.Enabled)
        {
            DroppedCounter.Add(count, new KeyValuePair<string, object?>("wstoolkit.drop.reason", reason));
        }
    }
}
