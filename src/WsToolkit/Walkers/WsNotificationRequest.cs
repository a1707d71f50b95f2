using System.Security.Claims;
using WsToolkit.Rpc;

namespace WsToolkit;

/// <summary>Whom a client's own notification is for.</summary>
public enum WsNotificationTarget
{
    /// <summary>All connections of users.</summary>
    Users,

    /// <summary>All connections of channels, which are groups of connections.</summary>
    Channels,

    /// <summary>Connections.</summary>
    Clients,
}

/// <summary>A notification that a client asks to be passed on to others: what the application's authorization hook decides about.</summary>
public sealed class WsNotificationRequest
{
    private readonly WsCall _call;

    internal WsNotificationRequest(
        WsConnection connection,
        ClaimsPrincipal user,
        WsWalkerIdentity sender,
        WsNotificationTarget target,
        IReadOnlyList<string> ids,
        string? eventName,
        ReadOnlyMemory<byte> data,
        WsCall call)
    {
        Connection = connection;
        User = user;
        Sender = sender;
        Target = target;
        Ids = ids;
        EventName = eventName;
        Data = data;
        _call = call;
    }

    /// <summary>The sender's connection.</summary>
    public WsConnection Connection { get; }

    /// <summary>Who sends; an anonymous principal when nobody has been authenticated.</summary>
    public ClaimsPrincipal User { get; }

    /// <summary>The sender's ids.</summary>
    public WsWalkerIdentity Sender { get; }

    /// <summary>Whom it is for.</summary>
    public WsNotificationTarget Target { get; }

    /// <summary>The ids of those it is for.</summary>
    public IReadOnlyList<string> Ids { get; }

    /// <summary>The <c>type</c> of the message when it is a text; otherwise <see langword="null"/>.</summary>
    public string? EventName { get; }

    /// <summary>The message: a JSON object in UTF-8. Valid until the hook has answered.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>The services of a scope of its own. Not to be used after the hook has answered.</summary>
    public IServiceProvider Services => _call.Services;

    /// <summary>Cancelled when the connection is lost.</summary>
    public CancellationToken CancellationToken => _call.CancellationToken;
}
