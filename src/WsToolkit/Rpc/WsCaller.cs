using System.Text.Json.Serialization.Metadata;
using WsToolkit.Dialects;
using WsToolkit.Json;

namespace WsToolkit.Rpc;

/// <summary>
/// Makes calls to the other end of one connection. Generated clients call through it; on a client it is a
/// <see cref="WsClient"/>, on a server it reaches the client's callbacks. Thread-safe.
/// </summary>
public abstract class WsCaller : IAsyncDisposable
{
    /// <summary>Cancelled when the connection has ended.</summary>
    public abstract CancellationToken Closed { get; }

    /// <summary>Completes when the connection has ended, with how it ended. Never fails.</summary>
    public abstract Task<WsCloseInfo> Completion { get; }

    /// <summary>The dialect of the connection.</summary>
    protected abstract WsDialect Dialect { get; }

    /// <summary>Checks that the connection's dialect can carry a contract. Called by generated code when a client is created.</summary>
    /// <param name="contract">The contract.</param>
    /// <exception cref="NotSupportedException">It cannot; the message names the method and what is missing.</exception>
    public void Require(WsContract contract) => DialectCheck.Require(Dialect, contract);

    /// <summary>The payload codec for a contract; the same one for every client of the contract on this connection.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="resolver">The JSON metadata that was generated for it.</param>
    /// <returns>The codec.</returns>
    public abstract WsPayloadCodec GetCodec(WsContract contract, IJsonTypeInfoResolver resolver);

    /// <summary>Begins a call. Called by generated code, which then writes the arguments and invokes it.</summary>
    /// <param name="method">The method.</param>
    /// <param name="timeout">The deadline of this call; <see langword="null"/> takes the method's, else the options'.</param>
    /// <returns>The call.</returns>
    public abstract WsOutgoingCall CreateCall(WsMethod method, TimeSpan? timeout = null);

    /// <summary>Closes the connection, when this end owns it.</summary>
    /// <returns>A task that completes when it has ended.</returns>
    public abstract ValueTask DisposeAsync();
}
