namespace WsToolkit;

/// <summary>Marks a method as callable over the WebSocket.</summary>
/// <remarks>
/// The shape of the call follows from the signature: a <see cref="Task{TResult}"/>, <see cref="ValueTask{TResult}"/> or plain result
/// is a request with a response, an <see cref="IAsyncEnumerable{T}"/> result streams to the caller, an
/// <see cref="IAsyncEnumerable{T}"/> parameter streams from the caller, an <see cref="IProgress{T}"/> parameter reports progress. A
/// <see cref="CancellationToken"/>, a <see cref="WsCallContext"/> and the service's callback interface are supplied by the
/// toolkit and never travel.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WsRpcMethodAttribute : Attribute
{
    /// <summary>Creates the attribute.</summary>
    /// <param name="name">
    /// The name on the wire. When it is left out, the C# name without <c>Async</c>, in the contract's naming policy.
    /// </param>
    public WsRpcMethodAttribute(string? name = null) => Name = name;

    /// <summary>The name on the wire, when it is given explicitly.</summary>
    public string? Name { get; }

    /// <summary>
    /// Whether the caller expects no answer at all: the call is complete when it has been sent. The method returns
    /// <see cref="Task"/>, <see cref="ValueTask"/> or nothing. Default: <see langword="false"/>.
    /// </summary>
    public bool OneWay { get; set; }

    /// <summary>
    /// Whether this call waits for the earlier ordered calls of its connection to the same service. Default: what
    /// <see cref="WsServiceAttribute.Ordered"/> says.
    /// </summary>
    public bool Ordered { get; set; }

    /// <summary>
    /// Whether running the call twice is as good as running it once. Only then does a client send it again when the connection was lost before
    /// the answer came. Default: <see langword="false"/>.
    /// </summary>
    public bool Idempotent { get; set; }

    /// <summary>The call's deadline in milliseconds, counted from its start; 0, the default, takes the default of the options.</summary>
    public int TimeoutMilliseconds { get; set; }
}
