using System.Text.Json.Serialization.Metadata;
using WsToolkit.Json;

namespace WsToolkit.Walkers;

/// <summary>
/// The connections of this process that walkers can notify, whatever their endpoints. One per application, among its services;
/// <c>AddWsToolkit</c> registers it. Thread-safe.
/// </summary>
public sealed class WsWalkerHub
{
    /// <summary>Creates the hub.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="options">How notifications are written.</param>
    public WsWalkerHub(IServiceProvider services, WsServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        options = options.Clone();

        // Notifications are JSON, whatever the payloads of calls are.
        Codecs = new CodecCache(options.Json, custom: null, options.JsonMaxDepth);
    }

    /// <summary>How many connections can be notified.</summary>
    public int ConnectionCount => Directory.Count.Clients;

    internal WalkerDirectory Directory { get; } = new();

    internal CodecCache Codecs { get; }

    internal ValueTask NotifyAsync<T>(
        WsNotificationTarget target, IEnumerable<string> ids, T notification, CancellationToken cancellationToken)
        where T : IWsEvent<T>
    {
        ArgumentNullException.ThrowIfNull(notification);
        cancellationToken.ThrowIfCancellationRequested();
        var found = Find(target, ids);
        if (found.Count > 0)
        {
            Send(found, WalkerNotification.Of(notification, Codecs));
        }

        return ValueTask.CompletedTask;
    }

    internal ValueTask NotifyAsync<T>(
        WsNotificationTarget target, IEnumerable<string> ids, T data, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(type);
        cancellationToken.ThrowIfCancellationRequested();
        var found = Find(target, ids);
        if (found.Count > 0)
        {
            Send(found, WalkerNotification.Of(data, type));
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Sends a message that has been written elsewhere.</summary>
    internal void Notify(WsNotificationTarget target, IEnumerable<string> ids, ReadOnlyMemory<byte> message)
        => Send(Find(target, ids), new WalkerNotification(message));

    private IReadOnlyCollection<WalkerConnection> Find(WsNotificationTarget target, IEnumerable<string> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return Directory.Find(target, ids);
    }

    private static void Send(IReadOnlyCollection<WalkerConnection> connections, WalkerNotification notification)
    {
        foreach (var connection in connections)
        {
            connection.Notify(notification);
        }

        WalkerMetrics.Notified(connections.Count);
    }
}
