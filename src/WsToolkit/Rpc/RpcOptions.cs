using WsToolkit.Json;

namespace WsToolkit.Rpc;

/// <summary>The bounds of the calls on one connection, the same for both ends; each end's options fill them in.</summary>
internal sealed record RpcOptions
{
    /// <summary>Received calls that have not ended.</summary>
    public required int MaxCallsInFlight { get; init; }

    /// <summary>Received calls whose handlers run at once.</summary>
    public required int MaxConcurrentCalls { get; init; }

    /// <summary>Whether handlers begin on the thread that reads, as long as they do not hold it up.</summary>
    public required bool BeginsOnReader { get; init; }

    /// <summary>
    /// Whether received calls run one after the other and everything is answered in the order of its arrival; then reading waits while too
    /// many are in flight.
    /// </summary>
    public bool OrderedCalls { get; init; }

    /// <summary>Whether an exception of a handler closes the connection, in place of an answer; null when none does.</summary>
    public Func<Exception, bool>? ClosesConnection { get; init; }

    /// <summary>Own calls that have not ended.</summary>
    public required int MaxPendingCalls { get; init; }

    /// <summary>Own calls that are sent before earlier ones have been answered.</summary>
    public required int MaxUnansweredCalls { get; init; }

    /// <summary>The deadline of own calls that have no streams and say nothing of it; null for none.</summary>
    public required TimeSpan? DefaultTimeout { get; init; }

    /// <summary>How long a received call without streams may run at most.</summary>
    public required TimeSpan MaxCallDuration { get; init; }

    /// <summary>Items of a stream that the sender may be ahead of the consumer.</summary>
    public required int StreamWindow { get; init; }

    /// <summary>Items of a result stream that are buffered for its consumer.</summary>
    public int StreamBuffer
    {
        get => field == 0 ? StreamWindow : field;
        init;
    }

    /// <summary>The payload of a call without arguments; where it is empty, a received empty payload is a value.</summary>
    public ReadOnlyMemory<byte> NoArguments { get; init; } = WsPayloadCodec.EmptyObject;

    /// <summary>The payload of an answer without a result.</summary>
    public ReadOnlyMemory<byte> NoResult { get; init; } = WsPayloadCodec.Null;

    /// <summary>Bytes of stream items that are buffered for all consumers of the connection.</summary>
    public required long MaxBufferedStreamBytes { get; init; }

    /// <summary>Bytes of payloads that are kept for calls that wait for a filter or an authorization.</summary>
    public required long MaxWaitingPayloadBytes { get; init; }

    public required int JsonMaxDepth { get; init; }

    /// <summary>Whether callers are told the type and message of a handler's unknown exception.</summary>
    public required bool IncludeExceptionDetails { get; init; }
}
