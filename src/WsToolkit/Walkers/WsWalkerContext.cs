using System.Security.Claims;
using System.Text.Json.Serialization.Metadata;

namespace WsToolkit;

/// <summary>
/// What a walker knows of the run that it is in, what it decides about the reply, and how it notifies others. An entry that wants it takes
/// it
/// as a parameter. Not to be used after the run has ended; until then safe to use from any thread.
/// </summary>
public abstract class WsWalkerContext
{
    /// <summary>
    /// Who calls; an anonymous principal when nobody has been authenticated. Fixed when the run begins, also where the connection changes
    /// its user meanwhile.
    /// </summary>
    public abstract ClaimsPrincipal User { get; }

    /// <summary>The connection that the call came over; <see langword="null"/> over HTTP.</summary>
    public abstract WsConnection? Connection { get; }

    /// <summary>The id of the connection among those of walkers; <see langword="null"/> over HTTP.</summary>
    public abstract string? ClientId { get; }

    /// <summary>
    /// The id of the user who calls, as <see cref="WsWalkerOptions.UserId"/> maps it; that of the public user when nobody has been
    /// authenticated.
    /// </summary>
    public abstract string UserId { get; }

    /// <summary>
    /// The connection's channel: a group of connections, not a <see cref="WsChannelAttribute"/> topic; <see langword="null"/> over HTTP.
    /// </summary>
    public abstract string? ChannelId { get; }

    /// <summary>The services of the run's own scope.</summary>
    public abstract IServiceProvider Services { get; }

    /// <summary>Cancelled when the caller cancels or goes away, or the deadline passes.</summary>
    public abstract CancellationToken CancellationToken { get; }

    /// <summary>When the run ends with <see cref="WsErrorCodes.DeadlineExceeded"/>, by the server's clock.</summary>
    public abstract DateTimeOffset Deadline { get; }

    /// <summary>The status of the reply, and of the HTTP response. Default: 200.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 200 or more than 599.</exception>
    public abstract int Status { get; set; }

    /// <summary>Replaces the whole reply, status and reports, by a value of the application's own.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="body">The value; it is written at once.</param>
    /// <param name="type">What writes it.</param>
    /// <exception cref="WsException">
    /// The value cannot be written, or is larger than <see cref="WsWalkerOptions.MaxReplyBytes"/>.
    /// </exception>
    public abstract void SetBody<T>(T body, JsonTypeInfo<T> type);

    /// <summary>
    /// Replaces the whole reply by a value of a type that the walker's generated metadata knows, such as that of its reports.
    /// </summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="body">The value; it is written at once.</param>
    /// <exception cref="NotSupportedException">There is no metadata for the type.</exception>
    /// <exception cref="WsException">
    /// The value cannot be written, or is larger than <see cref="WsWalkerOptions.MaxReplyBytes"/>.
    /// </exception>
    public abstract void SetBody<T>(T body);

    /// <summary>Notifies the caller's own connection; over HTTP, nobody.</summary>
    /// <typeparam name="T">The type of the notification.</typeparam>
    /// <param name="notification">The notification.</param>
    /// <param name="cancellationToken">Ends the waiting, where there is any.</param>
    /// <returns>A task that completes when the notification has been queued.</returns>
    public abstract ValueTask NotifySelfAsync<T>(T notification, CancellationToken cancellationToken = default)
        where T : IWsEvent<T>;

    /// <summary>Notifies the caller's own connection with a message of the application's own, which arrives as it is given.</summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <param name="data">The message.</param>
    /// <param name="type">What writes it.</param>
    /// <param name="cancellationToken">Ends the waiting, where there is any.</param>
    /// <returns>A task that completes when the notification has been queued.</returns>
    public abstract ValueTask NotifySelfAsync<T>(T data, JsonTypeInfo<T> type, CancellationToken cancellationToken = default);

    /// <summary>Notifies all connections of users. See <see cref="WsNotifier"/>.</summary>
    /// <typeparam name="T">The type of the notification.</typeparam>
    /// <param name="userIds">The ids of the users; unknown ones are passed over.</param>
    /// <param name="notification">The notification.</param>
    /// <param name="cancellationToken">Ends the waiting, where there is any.</param>
    /// <returns>A task that completes when the notification has been queued.</returns>
    public abstract ValueTask NotifyUsersAsync<T>(
        IEnumerable<string> userIds, T notification, CancellationToken cancellationToken = default)
        where T : IWsEvent<T>;

    /// <summary>Notifies all connections of users with a message of the application's own, which arrives as it is given.</summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <param name="userIds">The ids of the users; unknown ones are passed over.</param>
    /// <param name="data">The message.</param>
    /// <param name="type">What writes it.</param>
    /// <param name="cancellationToken">Ends the waiting, where there is any.</param>
    /// <returns>A task that completes when the notification has been queued.</returns>
    public abstract ValueTask NotifyUsersAsync<T>(
        IEnumerable<string> userIds, T data, JsonTypeInfo<T> type, CancellationToken cancellationToken = default);

    /// <summary>Notifies all connections of channels. See <see cref="WsNotifier"/>.</summary>
    /// <typeparam name="T">The type of the notification.</typeparam>
    /// <param name="channelIds">The ids of the channels; unknown ones are passed over.</param>
    /// <param name="notification">The notification.</param>
    /// <param name="cancellationToken">Ends the waiting, where there is any.</param>
    /// <returns>A task that completes when the notification has been queued.</returns>
    public abstract ValueTask NotifyChannelsAsync<T>(
        IEnumerable<string> channelIds, T notification, CancellationToken cancellationToken = default)
        where T : IWsEvent<T>;

    /// <summary>Notifies all connections of channels with a message of the application's own, which arrives as it is given.</summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <param name="channelIds">The ids of the channels; unknown ones are passed over.</param>
    /// <param name="data">The message.</param>
    /// <param name="type">What writes it.</param>
    /// <param name="cancellationToken">Ends the waiting, where there is any.</param>
    /// <returns>A task that completes when the notification has been queued.</returns>
    public abstract ValueTask NotifyChannelsAsync<T>(
        IEnumerable<string> channelIds, T data, JsonTypeInfo<T> type, CancellationToken cancellationToken = default);

    /// <summary>Notifies connections. See <see cref="WsNotifier"/>.</summary>
    /// <typeparam name="T">The type of the notification.</typeparam>
    /// <param name="clientIds">The ids of the connections; unknown ones are passed over.</param>
    /// <param name="notification">The notification.</param>
    /// <param name="cancellationToken">Ends the waiting, where there is any.</param>
    /// <returns>A task that completes when the notification has been queued.</returns>
    public abstract ValueTask NotifyClientsAsync<T>(
        IEnumerable<string> clientIds, T notification, CancellationToken cancellationToken = default)
        where T : IWsEvent<T>;

    /// <summary>Notifies connections with a message of the application's own, which arrives as it is given.</summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <param name="clientIds">The ids of the connections; unknown ones are passed over.</param>
    /// <param name="data">The message.</param>
    /// <param name="type">What writes it.</param>
    /// <param name="cancellationToken">Ends the waiting, where there is any.</param>
    /// <returns>A task that completes when the notification has been queued.</returns>
    public abstract ValueTask NotifyClientsAsync<T>(
        IEnumerable<string> clientIds, T data, JsonTypeInfo<T> type, CancellationToken cancellationToken = default);
}
