using System.Text.Json.Serialization.Metadata;
using WsToolkit.Walkers;

namespace WsToolkit;

/// <summary>
/// Notifies connected clients from anywhere: inject it into a background service or a controller. A connection gets each notification once,
/// however many of the given ids it has. Nobody is waited for: see <see cref="WsWalkerOptions.SlowReceiver"/>. Thread-safe.
/// </summary>
public sealed class WsNotifier
{
    private readonly WsWalkerHub _hub;

    /// <summary>Creates the notifier.</summary>
    /// <param name="hub">The walkers of the process.</param>
    public WsNotifier(WsWalkerHub hub)
    {
        ArgumentNullException.ThrowIfNull(hub);
        _hub = hub;
    }

    /// <summary>Notifies all connections of users.</summary>
    /// <typeparam name="T">The type of the notification.</typeparam>
    /// <param name="userIds">The ids of the users; unknown ones are passed over.</param>
    /// <param name="notification">The notification.</param>
    /// <param name="cancellationToken">Ends the waiting, where there is any.</param>
    /// <returns>A task that completes when the notification has been queued.</returns>
    public ValueTask NotifyUsersAsync<T>(IEnumerable<string> userIds, T notification, CancellationToken cancellationToken = default)
        where T : IWsEvent<T>
        => _hub.NotifyAsync(WsNotificationTarget.Users, userIds, notification, cancellationToken);

    /// <summary>Notifies all connections of users with a message of the application's own, which arrives as it is given.</summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <param name="userIds">The ids of the users; unknown ones are passed over.</param>
    /// <param name="data">The message.</param>
    /// <param name="type">What writes it.</param>
    /// <param name="cancellationToken">Ends the waiting, where there is any.</param>
    /// <returns>A task that completes when the notification has been queued.</returns>
    public ValueTask NotifyUsersAsync<T>(
        IEnumerable<string> userIds, T data, JsonTypeInfo<T> type, CancellationToken cancellationToken = default)
        => _hub.NotifyAsync(WsNotificationTarget.Users, userIds, data, type, cancellationToken);

    /// <summary>Notifies all connections of channels.</summary>
    /// <typeparam name="T">The type of the notification.</typeparam>
    /// <param name="channelIds">The ids of the channels; unknown ones are passed over.</param>
    /// <param name="notification">The notification.</param>
    /// <param name="cancellationToken">Ends the waiting, where there is any.</param>
    /// <returns>A task that completes when the notification has been queued.</returns>
    public ValueTask NotifyChannelsAsync<T>(IEnumerable<string> channelIds, T notification, CancellationToken cancellationToken = default)
        where T : IWsEvent<T>
        => _hub.NotifyAsync(WsNotificationTarget.Channels, channelIds, notification, cancellationToken);

    /// <summary>Notifies all connections of channels with a message of the application's own, which arrives as it is given.</summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <param name="channelIds">The ids of the channels; unknown ones are passed over.</param>
    /// <param name="data">The message.</param>
    /// <param name="type">What writes it.</param>
    /// <param name="cancellationToken">Ends the waiting, where there is any.</param>
    /// <returns>A task that completes when the notification has been queued.</returns>
    public ValueTask NotifyChannelsAsync<T>(
        IEnumerable<string> channelIds, T data, JsonTypeInfo<T> type, CancellationToken cancellationToken = default)
        => _hub.NotifyAsync(WsNotificationTarget.Channels, channelIds, data, type, cancellationToken);

    /// <summary>Notifies connections.</summary>
    /// <typeparam name="T">The type of the notification.</typeparam>
    /// <param name="clientIds">The ids of the connections; unknown ones are passed over.</param>
    /// <param name="notification">The notification.</param>
    /// <param name="cancellationToken">Ends the waiting, where there is any.</param>
    /// <returns>A task that completes when the notification has been queued.</returns>
    public ValueTask NotifyClientsAsync<T>(IEnumerable<string> clientIds, T notification, CancellationToken cancellationToken = default)
        where T : IWsEvent<T>
        => _hub.NotifyAsync(WsNotificationTarget.Clients, clientIds, notification, cancellationToken);

    /// <summary>Notifies connections with a message of the application's own, which arrives as it is given.</summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <param name="clientIds">The ids of the connections; unknown ones are passed over.</param>
    /// <param name="data">The message.</param>
    /// <param name="type">What writes it.</param>
    /// <param name="cancellationToken">Ends the waiting, where there is any.</param>
    /// <returns>A task that completes when the notification has been queued.</returns>
    public ValueTask NotifyClientsAsync<T>(
        IEnumerable<string> clientIds, T data, JsonTypeInfo<T> type, CancellationToken cancellationToken = default)
        => _hub.NotifyAsync(WsNotificationTarget.Clients, clientIds, data, type, cancellationToken);
}
