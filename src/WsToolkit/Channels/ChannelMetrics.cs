using System.Diagnostics.Metrics;

namespace WsToolkit.Channels;

/// <summary>
/// Counts what happens to the messages of channels, by the template of the channel. Costs next to nothing while nobody listens.
/// </summary>
internal static class ChannelMetrics
{
    public const string MeterName = "WsToolkit";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> PublishedCounter = Meter.CreateCounter<long>(
        "wstoolkit.channel.published", "{message}", "Messages that were published in this process or have come here from others.");

    private static readonly Counter<long> DeliveredCounter = Meter.CreateCounter<long>(
        "wstoolkit.channel.delivered", "{message}", "Messages that were handed to a connection.");

    private static readonly Counter<long> DroppedCounter = Meter.CreateCounter<long>(
        "wstoolkit.channel.dropped", "{message}", "Messages that a subscriber was too slow for, or that could not be written.");

    private static readonly UpDownCounter<long> SubscriptionsCounter = Meter.CreateUpDownCounter<long>(
        "wstoolkit.channel.subscriptions", "{subscription}", "Connections, and parts of the application, that have subscribed.");

    public static void Published(string template)
    {
        if (PublishedCounter.Enabled)
        {
            Guarded(static template => PublishedCounter.Add(1, Channel(template)), template);
        }
    }

    public static void Delivered(string template, int count)
    {
        if (count > 0 && DeliveredCounter.Enabled)
        {
            Guarded(static known => DeliveredCounter.Add(known.Count, Channel(known.Template)), (Template: template, Count: count));
        }
    }

    /// <param name="template">The channel's template.</param>
    /// <param name="count">How many.</param>
    /// <param name="reason">Why: <c>oldest</c>, <c>replaced</c>, <c>disconnected</c>; <c>unwritable</c>, once for all subscribers.</param>
    public static void Dropped(string template, long count, string reason)
    {
        if (DroppedCounter.Enabled)
        {
            Guarded(
                static known => DroppedCounter.Add(known.Count, Channel(known.Template), new("wstoolkit.drop.reason", known.Reason)),
                (Template: template, Count: count, Reason: reason));
        }
    }

    public static void Subscriptions(string template, int change)
    {
        if (SubscriptionsCounter.Enabled)
        {
            Guarded(static known => SubscriptionsCounter.Add(known.Change, Channel(known.Template)), (Template: template, Change: change));
        }
    }

    // Listeners run here: one that throws must not cost anybody a message.
    private static void Guarded<TState>(Action<TState> count, TState state)
    {
        try
        {
            count(state);
        }
        catch (Exception)
        {
            // There is nobody to tell.
        }
    }

    private static KeyValuePair<string, object?> Channel(string template) => new("wstoolkit.channel.template", template);
}
