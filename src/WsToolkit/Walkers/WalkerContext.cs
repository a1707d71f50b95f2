using System.Security.Claims;
using System.Text.Json.Serialization.Metadata;

namespace WsToolkit.Walkers;

/// <summary>A run as the application sees it.</summary>
internal sealed class WalkerContext(WalkerRun run) : WsWalkerContext
{
    public override ClaimsPrincipal User => run.User;

    public override WsConnection? Connection => run.Connection;

    public override string? ClientId => run.Client?.Identity.ClientId;

    public override string UserId => run.UserId;

    public override string? ChannelId => run.Client?.Identity.ChannelId;

    public override IServiceProvider Services => run.Services;

    public override CancellationToken CancellationToken => run.CancellationToken;

    public override DateTimeOffset Deadline => run.Deadline;

    public override int Status
    {
        get => run.Reply.Status;
        set => run.Reply.Status = value;
    }

    public override void SetBody<T>(T body, JsonTypeInfo<T> type) => run.SetBody(body, type);

    public override void SetBody<T>(T body) => run.SetBody(body);

    public override ValueTask NotifySelfAsync<T>(T notification, CancellationToken cancellationToken)
        => run.Client is { } client
            ? NotifyAsync(client, WalkerNotification.Of(notification, run.Hub.Codecs), cancellationToken)
            : ValueTask.CompletedTask;

    public override ValueTask NotifySelfAsync<T>(T data, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        => run.Client is { } client ? NotifyAsync(client, WalkerNotification.Of(data, type), cancellationToken) : ValueTask.CompletedTask;

    public override ValueTask NotifyUsersAsync<T>(IEnumerable<string> userIds, T notification, CancellationToken cancellationToken)
        => run.Hub.NotifyAsync(WsNotificationTarget.Users, userIds, notification, cancellationToken);

    public override ValueTask NotifyUsersAsync<T>(
        IEnumerable<string> userIds, T data, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        => run.Hub.NotifyAsync(WsNotificationTarget.Users, userIds, data, type, cancellationToken);

    public override ValueTask NotifyChannelsAsync<T>(IEnumerable<string> channelIds, T notification, CancellationToken cancellationToken)
        => run.Hub.NotifyAsync(WsNotificationTarget.Channels, channelIds, notification, cancellationToken);

    public override ValueTask NotifyChannelsAsync<T>(
        IEnumerable<string> channelIds, T data, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        => run.Hub.NotifyAsync(WsNotificationTarget.Channels, channelIds, data, type, cancellationToken);

    public override ValueTask NotifyClientsAsync<T>(IEnumerable<string> clientIds, T notification, CancellationToken cancellationToken)
        => run.Hub.NotifyAsync(WsNotificationTarget.Clients, clientIds, notification, cancellationToken);

    public override ValueTask NotifyClientsAsync<T>(
        IEnumerable<string> clientIds, T data, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        => run.Hub.NotifyAsync(WsNotificationTarget.Clients, clientIds, data, type, cancellationToken);

    // Who notifies the caller of its progress may be held back by the caller, and by nobody else.
    private static async ValueTask NotifyAsync(
        WalkerConnection client, WalkerNotification notification, CancellationToken cancellationToken)
    {
        await client.WaitForRoomAsync(cancellationToken).ConfigureAwait(false);
        client.Notify(notification);
        WalkerMetrics.Notified(1);
    }
}
