namespace WsToolkit.Rpc;

/// <summary>Gives the service that runs a call.</summary>
/// <typeparam name="TService">The service.</typeparam>
/// <param name="call">The call.</param>
/// <returns>The service; whoever created it disposes it after the call.</returns>
public delegate TService WsServiceProvider<out TService>(WsCall call);

/// <summary>A dispatch table: finds a method by its UTF-8 name, binds its arguments, runs it. Implemented by generated code; thread-safe.</summary>
public abstract class WsDispatcher
{
    /// <summary>The contract that this table serves.</summary>
    public abstract WsContract Contract { get; }

    /// <summary>Finds a method.</summary>
    /// <param name="name">The name on the wire, in UTF-8.</param>
    /// <returns>The method's number, or -1.</returns>
    public abstract int Find(ReadOnlySpan<byte> name);

    /// <summary>
    /// Runs a call. The arguments are bound before the first asynchronous step: the payload need not stay valid beyond the return
    /// of this method.
    /// </summary>
    /// <param name="method">The method's number.</param>
    /// <param name="call">The call.</param>
    /// <returns>A task that completes when the call has been answered.</returns>
    public abstract ValueTask InvokeAsync(int method, WsCall call);
}
