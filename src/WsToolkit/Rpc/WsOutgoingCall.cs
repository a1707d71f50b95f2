using System.Runtime.CompilerServices;
using WsToolkit.Dialects;
using WsToolkit.Framing;
using WsToolkit.Json;

namespace WsToolkit.Rpc;

/// <summary>
/// One call on its way out. Generated code creates it, writes the arguments in the order of the parameters, and ends with exactly
/// one of the invoking methods. Not thread-safe until it has been invoked.
/// </summary>
public sealed partial class WsOutgoingCall
{
    private readonly ICallRoute _route;
    private readonly OutputBuffer _payload;
    private readonly TimeSpan? _timeout;
    private CancellationTokenSource? _ended;
    private List<ArgumentStream>? _streams;
    private ProgressReceiver? _progress;
    private CallCompletion? _completion;
    private CancellationTokenRegistration _cancellation;
    private bool _hasMembers;
    private WsArgumentForm _arguments;

    internal WsOutgoingCall(ICallRoute route, WsMethod method, TimeSpan? timeout)
    {
        _route = route;
        _timeout = timeout;
        _payload = route.Buffers.Rent();
        Method = method;
    }

    internal WsMethod Method { get; }

    /// <summary>The number by which the answer finds the call.</summary>
    internal long Number { get; set; }

    /// <summary>The number as it travels.</summary>
    internal ReadOnlyMemory<byte> Id { get; set; }

    /// <summary>The channel that the call is about; empty for none.</summary>
    internal ReadOnlyMemory<byte> Channel { get; set; }

    /// <summary>The event or pattern that the call is about; empty for none.</summary>
    internal ReadOnlyMemory<byte> Event { get; set; }

    /// <summary>When the call is given up, or <see cref="long.MaxValue"/>.</summary>
    internal long Deadline { get; private set; } = long.MaxValue;

    /// <summary>Writes an argument as a named member of the payload.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="parameter">Its parameter.</param>
    /// <param name="value">Its value.</param>
    /// <param name="type">What writes it.</param>
    public void Write<T>(WsParameter parameter, T value, WsPayloadType<T> type)
    {
        _payload.Write(_hasMembers ? ","u8 : "{"u8);
        _hasMembers = true;
        _payload.Write(parameter.JsonMember.Span);
        type.Write(_payload, value);
    }

    /// <summary>Writes the argument that is the whole payload.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="value">Its value.</param>
    /// <param name="type">What writes it.</param>
    public void WritePayload<T>(T value, WsPayloadType<T> type) => type.Write(_payload, value);

    /// <summary>Adds an argument that is a stream. Its items are sent while the call runs.</summary>
    /// <typeparam name="T">The type of its items.</typeparam>
    /// <param name="name">The parameter's name on the wire.</param>
    /// <param name="values">The items.</param>
    /// <param name="type">What writes an item.</param>
    public void WriteStream<T>(string name, IAsyncEnumerable<T> values, WsPayloadType<T> type)
        => (_streams ??= []).Add(new ArgumentStream<T>(name, values ?? throw new ArgumentNullException(nameof(values)), type));

    /// <summary>Asks for progress reports.</summary>
    /// <typeparam name="T">Their type.</typeparam>
    /// <param name="progress">Who receives them, one after the other; <see langword="null"/> asks for none.</param>
    /// <param name="type">What reads them.</param>
    public void ReportTo<T>(IProgress<T>? progress, WsPayloadType<T> type)
    {
        if (progress is not null)
        {
            _progress = new ProgressReceiver<T>(progress, type, _route.Logger);
        }
    }

    /// <summary>Makes the call.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="result">What reads the result.</param>
    /// <param name="cancellationToken">Cancels the call, here and at the other end.</param>
    /// <returns>The result.</returns>
    /// <exception cref="WsException">The other end answered with an error, or the connection has too many calls in flight.</exception>
    /// <exception cref="WsDeadlineExceededException">The call did not end within its deadline.</exception>
    /// <exception cref="WsConnectionLostException">The connection ended first.</exception>
    public Task<T> InvokeAsync<T>(WsPayloadType<T> result, CancellationToken cancellationToken)
    {
        var completion = new ResultCompletion<T>(result);
        Start(completion, cancellationToken);
        return completion.Task;
    }

    /// <summary>Makes a call that has no result. See <see cref="InvokeAsync{T}"/>.</summary>
    /// <param name="cancellationToken">Cancels the call, here and at the other end.</param>
    /// <returns>A task that completes when the call has ended.</returns>
    public Task InvokeAsync(CancellationToken cancellationToken)
    {
        var completion = new VoidCompletion();
        Start(completion, cancellationToken);
        return completion.Task;
    }

    /// <summary>Makes the call. See <see cref="InvokeAsync{T}"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="result">What reads the result.</param>
    /// <param name="cancellationToken">Cancels the call, here and at the other end.</param>
    /// <returns>The result.</returns>
    public ValueTask<T> InvokeValueAsync<T>(WsPayloadType<T> result, CancellationToken cancellationToken) => new(InvokeAsync(result, cancellationToken));

    /// <summary>Makes a call that has no result. See <see cref="InvokeAsync{T}"/>.</summary>
    /// <param name="cancellationToken">Cancels the call, here and at the other end.</param>
    /// <returns>A task that completes when the call has ended.</returns>
    public ValueTask InvokeValueAsync(CancellationToken cancellationToken) => new(InvokeAsync(cancellationToken));

    /// <summary>Makes a call that nobody answers. See <see cref="SendAsync"/>.</summary>
    /// <param name="cancellationToken">Ends the waiting for room in the send queue.</param>
    /// <returns>A task that completes when the call has been queued for sending.</returns>
    public ValueTask SendValueAsync(CancellationToken cancellationToken) => new(SendAsync(cancellationToken));

    /// <summary>Makes a call that nobody answers.</summary>
    /// <param name="cancellationToken">Ends the waiting for a connection and for room in the send queue.</param>
    /// <returns>A task that completes when the call has been queued for sending.</returns>
    /// <exception cref="WsConnectionLostException">The connection has ended.</exception>
    /// <exception cref="WsDeadlineExceededException">There was no connection within the call's deadline.</exception>
    public async Task SendAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _telemetry = RpcTelemetry.StartClient(Method);
        try
        {
            FinishPayload();
            RpcPeer? peer = null;
            do
            {
                peer = await _route.WaitForPeerAsync(peer, Limit, cancellationToken).ConfigureAwait(false);
                await peer.Session.Queue.WaitForRoomAsync(cancellationToken).ConfigureAwait(false);
            }
            while (peer.Outgoing.HasLeft || !peer.Session.Queue.Send(Request(credit: -1), _payload));
            _telemetry?.End();
        }
        catch (Exception exception)
        {
            _telemetry?.End(exception);
            throw;
        }
        finally
        {
            ReturnPayload();
        }
    }

    /// <summary>Makes a call that streams its results. Leaving the enumeration early cancels the call.</summary>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <param name="item">What reads an item.</param>
    /// <param name="cancellationToken">Cancels the call, here and at the other end.</param>
    /// <returns>The items, to be enumerated once.</returns>
    public async IAsyncEnumerable<T> StreamAsync<T>(WsPayloadType<T> item, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var receiver = new StreamReceiver<T>(item, null, _route.Options.StreamBuffer, _route.StreamBudget, Grant);
        Start(new StreamCompletion<T>(receiver), cancellationToken);
        try
        {
            await foreach (var value in receiver.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return value;
            }
        }
        finally
        {
            Abandon(new OperationCanceledException());
        }
    }

    private TimeSpan? Limit => _timeout ?? Method.Timeout ?? (HasStreams ? null : _route.Options.DefaultTimeout);

    private WsEnvelope Request(int credit) => new()
    {
        Kind = WsEnvelopeKind.Request,
        Method = Method.Utf8Name,
        Channel = Channel,
        Event = Event,
        Credit = credit,
        Arguments = _arguments,
        WantsProgress = _progress is not null,
    };

    private void FinishPayload()
    {
        if (_hasMembers)
        {
            _payload.Write("}"u8);
            _arguments = WsArgumentForm.Named;
        }
        else if (_payload.Length == 0 && Channel.IsEmpty)
        {
            _arguments = WsArgumentForm.None;
            _payload.Write(_route.Options.NoArguments.Span);
        }
    }
}
