using System.Text;
using System.Threading.Tasks.Sources;
using Microsoft.Extensions.DependencyInjection;
using WsToolkit.Dialects;
using WsToolkit.Json;

namespace WsToolkit.Rpc;

/// <summary>
/// One received call, as generated dispatch code sees it: it binds the arguments, enters, runs the method and replies, in this
/// order. Whatever goes wrong on the way is thrown, and becomes the error reply.
/// </summary>
public sealed partial class WsCall : IValueTaskSource
{
    private readonly RpcPeer _peer;
    private readonly StreamCredit? _resultCredit;
    private readonly bool _wantsProgress;
    private readonly bool _isPositional;
    private ManualResetValueTaskSourceCore<bool> _turn;

    // The channel and the event that the call is about; most are about none.
    private readonly byte[][]? _about;
    private Lock? _gate;
    private List<(byte[] Name, StreamReceiver Receiver)>? _streams;
    private CallProgress? _progress;
    private CancellationTokenSource? _cancellation;
    private CallContext? _context;
    private AsyncServiceScope? _scope;
    private object? _owned;
    private byte[]? _copy;
    private EarlyStreams? _early;
    private Exception? _cancelled;
    private long _numberOnReader;
    private bool _entered;
    private bool _released;
    private bool _streamBegun;
    private int _answered;

    internal WsCall(RpcPeer peer, in WsEnvelope request, MethodEntry? entry, long deadline)
    {
        _peer = peer;
        _wantsProgress = request.WantsProgress;
        _resultCredit = request.Credit >= 0 ? new StreamCredit(request.Credit) : null;
        Id = request.Id.IsEmpty ? default : request.Id.ToArray();
        MethodName = entry?.Method.Utf8Name ?? request.Method.ToArray();
        Entry = entry;
        DeadlineTicks = deadline;
        PayloadBytes = request.Payload.Length;
        _isPositional = request.Arguments == WsArgumentForm.Positional;
        IsOrdered = peer.Options.OrderedCalls || request.Order != WsAnswerOrder.Any;
        IsInTurn = request.Order != WsAnswerOrder.Any;
        _about = request.Channel.IsEmpty ? null : [request.Channel.ToArray(), request.Event.ToArray()];
        Lane = peer.Options.OrderedCalls || request.Order == WsAnswerOrder.Connection ? peer
            : entry is { Method.Ordered: true } ? entry.Dispatcher
            : request.Order == WsAnswerOrder.Method ? entry
            : null;
    }

    /// <summary>The connection that the call came over.</summary>
    public WsConnection Connection => _peer.Host.Connection;

    /// <summary>The call as the application sees it.</summary>
    public WsCallContext Context => _context ??= new CallContext(this);

    /// <summary>Cancelled when the caller cancels, the deadline passes or the connection is lost.</summary>
    public CancellationToken CancellationToken
    {
        get
        {
            if (Volatile.Read(ref _cancellation) is { } known)
            {
                return known.Token;
            }

            var created = new CancellationTokenSource();
            var source = Interlocked.CompareExchange(ref _cancellation, created, null) ?? created;
            if (IsCancelled)
            {
                // Who has cancelled the call may have done so before there was anything to cancel.
                source.Cancel();
            }

            return source.Token;
        }
    }

    /// <summary>The services of the call's own scope, which is opened when it is first asked for.</summary>
    public IServiceProvider Services
    {
        get
        {
            ObjectDisposedException.ThrowIf(_released, this);
            _scope ??= _peer.Host.Services.CreateAsyncScope();
            return _scope.Value.ServiceProvider;
        }
    }

    internal MethodEntry? Entry { get; }

    /// <summary>The id by which the other end knows the call; changed by <see cref="IncomingCalls"/> under its lock.</summary>
    internal ReadOnlyMemory<byte> Id { get; set; }

    /// <summary>Grows from call to call in the order in which the connection has received them.</summary>
    internal long Number { get; set; }

    internal ReadOnlyMemory<byte> MethodName { get; }

    /// <summary>The channel that the call is about, where the envelope says so.</summary>
    internal ReadOnlyMemory<byte> Channel => _about?[0];

    /// <summary>The event or pattern that the call is about, where the envelope says so.</summary>
    internal ReadOnlyMemory<byte> Event => _about?[1];

    internal long DeadlineTicks { get; }

    internal DateTimeOffset Deadline => _peer.Session.Clock.ToTime(DeadlineTicks);

    /// <summary>The encoded arguments; valid until the first asynchronous step of the dispatch.</summary>
    internal ReadOnlyMemory<byte> Payload { get; set; }

    /// <summary>Records the call; null while nobody listens.</summary>
    internal CallTelemetry? Telemetry { get; set; }

    /// <summary>Whether errors wait for the answers before them.</summary>
    internal bool IsOrdered { get; }

    /// <summary>Whether the answer is found by nothing but its place.</summary>
    internal bool IsInTurn { get; }

    internal bool IsOneWay => Id.IsEmpty;

    /// <summary>Whether the caller wants a stream of results.</summary>
    internal bool WantsStream => _resultCredit is not null && !IsOneWay;

    /// <summary>Whether the result is written without its braces, as members of the message, where the dialect asks for that.</summary>
    internal bool HasMembers { get; set; }

    internal bool IsAnswered => Volatile.Read(ref _answered) != 0;

    /// <summary>Whether it has been the call's turn.</summary>
    internal bool HasEntered => _entered;

    internal bool IsCancelled => Volatile.Read(ref _cancelled) is not null;

    /// <summary>The size of the encoded arguments, also when they are no longer there.</summary>
    internal int PayloadBytes { get; }

    // The state that IncomingCalls keeps, under its lock.
    internal bool CountsAsUnanswered { get; set; }

    internal WsCall? Older { get; set; }

    internal WsCall? Newer { get; set; }

    // The state that CallTurns keeps, under its lock.
    internal object? Lane { get; }

    internal bool HoldsLane { get; set; }

    internal bool HoldsPlace { get; set; }

    internal LinkedListNode<WsCall>? Place { get; set; }

    /// <summary>Set where the method may begin on the thread that dispatches the call, which is the one that reads.</summary>
    internal bool MayBeginOnReader { get; set; }

    /// <summary>Reads the arguments by name.</summary>
    /// <param name="parameters">The method's parameters.</param>
    /// <returns>The reader.</returns>
    public WsArgumentReader ReadArguments(ReadOnlySpan<WsParameter> parameters) => new(Payload.Span, parameters, _isPositional, _peer.Options.JsonMaxDepth);

    /// <summary>Whether the caller sent a payload; one that is <see langword="null"/> is none. To be asked while the arguments are bound.</summary>
    public bool HasPayload => !Payload.IsEmpty;

    /// <summary>Reads the argument that is the whole payload.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="type">What reads it.</param>
    /// <param name="nullable">Whether it may be <see langword="null"/> or left out.</param>
    /// <returns>Its value.</returns>
    /// <exception cref="WsException">The payload does not have the type's form.</exception>
    public T? ReadPayload<T>(WsPayloadType<T> type, bool nullable = false)
    {
        if (Payload.IsEmpty && !_peer.Options.NoArguments.IsEmpty)
        {
            return nullable ? default : throw RpcErrors.InvalidArguments("payload", "required");
        }

        T? value;
        try
        {
            value = type.Read(_isPositional ? WsArgumentReader.Only(Payload) : Payload);
        }
        catch (Exception exception) when (RpcErrors.IsBindingFailure(exception))
        {
            throw RpcErrors.InvalidArguments("payload", "not valid type", exception);
        }

        return value is not null || nullable ? value : throw RpcErrors.InvalidArguments("payload", "must not be null");
    }

    /// <summary>Opens an argument stream. Done while the arguments are bound, so that its first item finds it.</summary>
    /// <typeparam name="T">The type of its items.</typeparam>
    /// <param name="name">The parameter's name on the wire.</param>
    /// <param name="type">What reads an item.</param>
    /// <returns>The items, to be enumerated once.</returns>
    public IAsyncEnumerable<T> OpenStream<T>(string name, WsPayloadType<T> type)
    {
        var utf8 = Encoding.UTF8.GetBytes(name);
        var window = ArgumentWindow;
        var receiver = new StreamReceiver<T>(type, name, window, _peer.StreamBudget, count => GrantArguments(utf8, count));
        lock (Gate)
        {
            (_streams ??= []).Add((utf8, receiver));
            if (_cancelled is not null)
            {
                receiver.Complete(_cancelled);
            }
        }

        if (window > ArgumentStream.InitialCredit)
        {
            GrantArguments(utf8, window - ArgumentStream.InitialCredit);
        }

        return receiver.ReadAllAsync();
    }

    /// <summary>Where the method reports progress; reports go nowhere when the caller wants none.</summary>
    /// <typeparam name="T">The type of the reports.</typeparam>
    /// <param name="type">What writes a report.</param>
    /// <returns>The reporter. Reports made after the call has ended are dropped.</returns>
    public IProgress<T> GetProgress<T>(WsPayloadType<T> type)
    {
        if (_wantsProgress && _progress is null)
        {
            var progress = new CallProgress(this, _peer);
            Interlocked.CompareExchange(ref _progress, progress, null);
            if (IsAnswered)
            {
                // By a deadline, before the walker's next entry began.
                _progress.Complete();
            }
        }

        return new ProgressReporter<T>(_progress, type);
    }

    /// <summary>
    /// Waits for the call's turn and leaves the thread that reads the connection. Arguments have to be bound before; the method
    /// runs after.
    /// </summary>
    /// <returns>A task to be awaited at once.</returns>
    public ValueTask EnterAsync()
    {
        if (!_entered)
        {
            return MayBeginOnReader && TryBeginOnReader() ? ValueTask.CompletedTask : new ValueTask(this, _turn.Version);
        }

        OnBound();
        return ValueTask.CompletedTask;
    }

    void IValueTaskSource.GetResult(short token) => _turn.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _turn.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        _turn.OnCompleted(continuation, state, token, flags);
        _peer.Turns.Request(this);
    }

    private int ArgumentWindow => Math.Max(_peer.Options.StreamWindow, ArgumentStream.InitialCredit);

    private Lock Gate => LazyInitializer.EnsureInitialized(ref _gate, static () => new Lock());

    /// <summary>Ends the handler of a call that has been ended from outside.</summary>
    internal void ThrowIfCancelled()
    {
        if (IsCancelled)
        {
            CancellationToken.ThrowIfCancellationRequested();
        }
    }

    private StreamReceiver FindStream(ReadOnlySpan<byte> name)
    {
        foreach (var (utf8, receiver) in _streams ?? [])
        {
            if (name.SequenceEqual(utf8))
            {
                return receiver;
            }
        }

        throw RpcErrors.NoSuchStream();
    }

    private void GrantArguments(byte[] stream, int count)
    {
        if (!IsAnswered && _peer.Session.Dialect.Features.HasFlag(WsDialectFeatures.Credit))
        {
            _peer.Session.Queue.Send(new WsEnvelope { Kind = WsEnvelopeKind.Credit, Id = Id, Stream = stream, Credit = count });
        }
    }
}
