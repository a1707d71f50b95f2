using System.Collections.ObjectModel;

namespace WsToolkit.Dialects;

/// <summary>The bounds and the conventions of <see cref="JsonRpcDialect"/>. Immutable.</summary>
public sealed record JsonRpcOptions
{
    private readonly int _maxDepth = 64;
    private readonly int _maxIdBytes = 256;
    private readonly int _maxBatchCalls = 100;
    private readonly int _maxBatchResponseBytes = 1024 * 1024;
    private readonly string _messageMethod = "subscription";
    private readonly string _unsubscribeMethod = "unsubscribe";
    private readonly string _cancelMethod = "$/cancelRequest";
    private readonly string _closingMethod = "$/goingAway";
    private readonly IReadOnlyDictionary<string, int> _errorCodes = ReadOnlyDictionary<string, int>.Empty;

    /// <summary>
    /// The WebSocket subprotocol that selects the dialect. Most JSON-RPC clients ask for none, and none is registered. Default:
    /// <see langword="null"/>, none.
    /// </summary>
    public string? Subprotocol { get; init; }

    /// <summary>
    /// The deepest nesting of a received message; the request, or the batch around it, is the first level. Default: 64, at most 1,000.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1 or more than 1,000.</exception>
    public int MaxDepth
    {
        get => _maxDepth;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1000);
            _maxDepth = value;
        }
    }

    /// <summary>The longest id that is accepted, in bytes as it stands on the wire, quotes included. Default: 256.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int MaxIdBytes
    {
        get => _maxIdBytes;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _maxIdBytes = value;
        }
    }

    /// <summary>The most messages of a received batch; a larger one is answered with one error. Default: 100.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int MaxBatchCalls
    {
        get => _maxBatchCalls;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _maxBatchCalls = value;
        }
    }

    /// <summary>
    /// Bytes of answers that a connection keeps for batches some of whose calls still run; beyond it a further answer becomes the error
    /// <see cref="WsErrorCodes.TooLarge"/>. Default: 1 MiB.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int MaxBatchResponseBytes
    {
        get => _maxBatchResponseBytes;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _maxBatchResponseBytes = value;
        }
    }

    /// <summary>
    /// Whether this end sends arguments by position, <c>"params":[…]</c>, for servers that know no names. What is received may be either.
    /// Default: <see langword="false"/>, by name.
    /// </summary>
    public bool PositionalArguments { get; init; }

    /// <summary>
    /// Whether methods may have names that begin with <c>rpc.</c>, which the specification keeps for extensions: for clients that call one,
    /// such as
    /// <c>rpc.discover</c>, and servers that offer one. Default: <see langword="false"/>.
    /// </summary>
    public bool AllowReservedNames { get; init; }

    /// <summary>The method of the notifications that carry messages of channels. Default: <c>subscription</c>.</summary>
    /// <exception cref="ArgumentException">The value is empty.</exception>
    public string MessageMethod
    {
        get => _messageMethod;
        init => _messageMethod = Named(value);
    }

    /// <summary>
    /// The method of the notifications that carry the items of streams, such as <c>eth_subscription</c>. A client takes any. Default:
    /// <see langword="null"/>, that of the call.
    /// </summary>
    public string? StreamMethod { get; init; }

    /// <summary>The method that ends a stream, called with its subscription id. Default: <c>unsubscribe</c>.</summary>
    /// <exception cref="ArgumentException">The value is empty.</exception>
    public string UnsubscribeMethod
    {
        get => _unsubscribeMethod;
        init => _unsubscribeMethod = Named(value);
    }

    /// <summary>The notification that cancels a call. Default: <c>$/cancelRequest</c>, as in the Language Server Protocol.</summary>
    /// <exception cref="ArgumentException">The value is empty.</exception>
    public string CancelMethod
    {
        get => _cancelMethod;
        init => _cancelMethod = Named(value);
    }

    /// <summary>The notification with which a server says that it is about to close the connection. Default: <c>$/goingAway</c>.</summary>
    /// <exception cref="ArgumentException">The value is empty.</exception>
    public string ClosingMethod
    {
        get => _closingMethod;
        init => _closingMethod = Named(value);
    }

    /// <summary>
    /// Numbers for the application's own error codes, in both directions; they win over those of the toolkit's codes. Default: none. A code
    /// that
    /// has no number is sent as -32000, with the code in <c>data</c>; one that is a number in decimal digits is that number, and a
    /// <see cref="WsException.Status"/> goes before all of them.
    /// </summary>
    /// <exception cref="ArgumentException">Two codes have the same number.</exception>
    public IReadOnlyDictionary<string, int> ErrorCodes
    {
        get => _errorCodes;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            if (value.Values.Distinct().Count() != value.Count)
            {
                throw new ArgumentException("Two error codes have the same number.", nameof(value));
            }

            _errorCodes = new Dictionary<string, int>(value, StringComparer.Ordinal);
        }
    }

    private static string Named(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        return value;
    }
}
