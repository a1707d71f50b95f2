using System.Security.Claims;
using WsToolkit.Rpc;

namespace WsToolkit;

/// <summary>
/// What is known of the call that a handler or a filter runs in. A handler that wants it takes it as a parameter; it does not
/// travel. Not to be used after the call has ended.
/// </summary>
public abstract class WsCallContext
{
    /// <summary>The connection that the call came over.</summary>
    public abstract WsConnection Connection { get; }

    /// <summary>Who calls; an anonymous principal when nobody has been authenticated.</summary>
    public virtual ClaimsPrincipal User => Connection.User;

    /// <summary>The name of the method as it stood on the wire, also when no such method exists.</summary>
    public abstract string MethodName { get; }

    /// <summary>The method, or <see langword="null"/> when no method of that name exists.</summary>
    public abstract WsMethod? Method { get; }

    /// <summary>The services of the call's own scope.</summary>
    public abstract IServiceProvider Services { get; }

    /// <summary>When the call ends with <see cref="WsErrorCodes.DeadlineExceeded"/>, by the connection's clock.</summary>
    public abstract DateTimeOffset Deadline { get; }

    /// <summary>Cancelled when the caller cancels, the deadline passes or the connection is lost.</summary>
    public abstract CancellationToken CancellationToken { get; }
}
