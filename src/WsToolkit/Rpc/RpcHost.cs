using WsToolkit.Dialects;

namespace WsToolkit.Rpc;

/// <summary>What surrounds the received calls of a connection: on a server the endpoint with its filters and services, on a client next to nothing.</summary>
internal abstract class RpcHost
{
    /// <summary>The connection as the application sees it.</summary>
    /// <exception cref="NotSupportedException">This end has none: it is a client.</exception>
    public abstract WsConnection Connection { get; }

    /// <summary>Finds the method for a received name.</summary>
    public abstract MethodTable Methods { get; }

    /// <summary>The root services, from which a scope per call is opened.</summary>
    public abstract IServiceProvider Services { get; }

    /// <summary>The filters, in order.</summary>
    public virtual IReadOnlyList<IWsCallFilter> Filters => [];

    /// <summary>Completes when calls may be run; they wait until then. Fails with what refuses the connection.</summary>
    public virtual Task Admission => Task.CompletedTask;

    /// <summary>Whether no new calls are taken, because the connection is about to be closed.</summary>
    public virtual bool IsShuttingDown => false;

    /// <summary>Takes a permit for one more call.</summary>
    /// <returns>False when the rate limit is exceeded.</returns>
    public virtual bool TryTakePermit() => true;

    /// <summary>Checks the authorization that the contract demands; only called for methods that demand one.</summary>
    /// <returns>The refusal, or null.</returns>
    public virtual ValueTask<WsError?> AuthorizeAsync(WsCallContext context)
        => throw new InvalidOperationException("This end cannot check authorization.");

    /// <summary>
    /// Takes a message of kind <see cref="WsEnvelopeKind.Push"/>, <see cref="WsEnvelopeKind.Gap"/>, <see cref="WsEnvelopeKind.GoingAway"/> or
    /// <see cref="WsEnvelopeKind.Notification"/>. Called by the reader; the envelope is valid only during this call.
    /// </summary>
    /// <returns>False when this end expects no such message: it is answered as one without any known member.</returns>
    public virtual bool TryTakeServerMessage(in WsEnvelope envelope) => false;

    /// <summary>
    /// Whether the first malformed message of a connection is worth a warning: what a server sends should not be, what clients send may be anything.
    /// </summary>
    public virtual bool WarnsOfMalformedMessages => false;

    /// <summary>An error arrived that answers no call of this end.</summary>
    public virtual void OnUnattributedError(WsException error)
    {
    }
}
