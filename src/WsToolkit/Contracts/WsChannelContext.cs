using System.Security.Claims;

namespace WsToolkit;

/// <summary>What a channel's hook knows of the occasion. Not to be used after the hook has ended.</summary>
public abstract class WsChannelContext
{
    /// <summary>The channel as its contract declares it.</summary>
    public abstract WsChannelDefinition Definition { get; }

    /// <summary>The channel's name.</summary>
    public abstract string Channel { get; }

    /// <summary>
    /// The event that is published, or the pattern of events that is subscribed to; <c>*</c> when a subscriber names none, empty when a publisher names none.
    /// </summary>
    public abstract string Event { get; }

    /// <summary>The values of the template's parameters as they stand in the channel's name.</summary>
    public abstract IReadOnlyList<string> Values { get; }

    /// <summary>The connection of the subscriber or publisher.</summary>
    /// <exception cref="InvalidOperationException">The occasion has no connection: the last subscriber has gone.</exception>
    public abstract WsConnection Connection { get; }

    /// <summary>Who subscribes or publishes; an anonymous principal when nobody has been authenticated.</summary>
    public abstract ClaimsPrincipal User { get; }

    /// <summary>The services of the occasion's own scope.</summary>
    public abstract IServiceProvider Services { get; }

    /// <summary>Cancelled when the connection is lost.</summary>
    public abstract CancellationToken CancellationToken { get; }
}
