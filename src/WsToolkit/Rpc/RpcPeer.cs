using System.Text;
using Microsoft.Extensions.Logging;
using WsToolkit.Dialects;
using WsToolkit.Sessions;

namespace WsToolkit.Rpc;

/// <summary>
/// Calls in both directions over one session: received ones go to the method table, answers go to the calls that this end has
/// made. The two directions have ids of their own and do not know each other.
/// </summary>
internal sealed class RpcPeer : IWsSessionHandler, ICallRoute, IDisposable
{
    private readonly CallRunner _runner;
    private CallStarter? _starter;
    private ReadingThread? _reading;
    private BufferPool? _buffers;
    private ByteBudget? _streamBudget;
    private ByteBudget? _waitingBudget;
    private WsConnectionLostException? _lost;
    private bool _warned;

    /// <param name="session">The connection.</param>
    /// <param name="host">What surrounds the received calls.</param>
    /// <param name="options">The bounds.</param>
    /// <param name="logger">Where to log.</param>
    /// <param name="route">Where the calls of this end come from, and what they share beyond this connection; null when they know only
    /// it.</param>
    public RpcPeer(WsSession session, RpcHost host, RpcOptions options, ILogger logger, ICallRoute? route = null)
    {
        Session = session;
        Host = host;
        Options = options;
        Logger = logger;
        Incoming = new IncomingCalls(options.OrderedCalls ? new CallRoom(options.MaxCallsInFlight, options.MaxWaitingPayloadBytes) : null);
        Outgoing = new OutgoingCalls(session.Queue, options.MaxPendingCalls, options.MaxUnansweredCalls);
        Turns = new CallTurns(options.MaxConcurrentCalls);
        _streamBudget = route?.StreamBudget;
        _runner = new CallRunner(this);
    }

    public WsSession Session { get; }

    public RpcHost Host { get; }

    public RpcOptions Options { get; }

    public ILogger Logger { get; }

    public IncomingCalls Incoming { get; }

    public Task? Ready => Incoming.WaitForRoom();

    public OutgoingCalls Outgoing { get; }

    public CallTurns Turns { get; }

    public CallStarter Starter => LazyInitializer.EnsureInitialized(ref _starter, static () => new CallStarter());

    public ReadingThread Reading => _reading ??= new ReadingThread(Session);

    /// <summary>Bounds the items of streams that have not been consumed.</summary>
    public ByteBudget StreamBudget => Budget(ref _streamBudget, Options.MaxBufferedStreamBytes);

    /// <summary>Bounds the payloads of calls that have not been bound.</summary>
    public ByteBudget WaitingBudget => Budget(ref _waitingBudget, Options.MaxWaitingPayloadBytes);

    public BufferPool Buffers => LazyInitializer.EnsureInitialized(ref _buffers, static () => new BufferPool());

    public SessionClock Clock => Session.Clock;

    /// <summary>Whether the connection has ended.</summary>
    public bool HasEnded => Volatile.Read(ref _lost) is not null;

    bool ICallRoute.Outlives => false;

    /// <summary>Completes when the connection has ended and so have all handlers.</summary>
    public Task HandlersEnded => _runner.AllEnded;

    /// <summary>Waits until no received call is in flight, once no new ones are taken.</summary>
    public Task WaitUntilIdleAsync() => _runner.WaitUntilIdleAsync();

    public WsConnectionLostException Lost()
    {
        var close = _lost?.Close ?? Session.Closing ?? new WsCloseInfo(WsCloseCode.Abnormal, "", Remote: false);
        return new WsConnectionLostException(close, _lost?.InnerException);
    }

    public void OnMessage(in WsEnvelope envelope, ref bool reads)
    {
        _reading?.OnMessage();
        switch (envelope.Kind)
        {
            case WsEnvelopeKind.Request:
                OnRequest(in envelope, ref reads);
                break;
            case WsEnvelopeKind.Response:
                Outgoing.Find(envelope.Id.Span)?.OnResponse(envelope.Payload);
                break;
            case WsEnvelopeKind.Error:
                OnError(in envelope);
                break;
            case WsEnvelopeKind.Item when envelope.Stream.IsEmpty:
                Outgoing.Find(envelope.Id.Span)?.OnItem(envelope.Payload);
                break;
            case WsEnvelopeKind.Item:
                Incoming.Find(envelope.Id)?.OnArgumentItem(envelope.Stream, envelope.Payload);
                break;
            case WsEnvelopeKind.StreamEnd:
                Incoming.Find(envelope.Id)?.OnArgumentEnd(envelope.Stream, null);
                break;
            case WsEnvelopeKind.StreamError:
                Incoming.Find(envelope.Id)?.OnArgumentEnd(envelope.Stream, RpcErrors.ToException(Session.Dialect.ReadError(envelope.Payload)));
                break;
            case WsEnvelopeKind.Progress:
                Outgoing.Find(envelope.Id.Span)?.OnProgress(envelope.Payload);
                break;
            case WsEnvelopeKind.Cancel:
                Incoming.Find(envelope.Id)?.Cancel(RpcErrors.Cancelled());
                break;
            case WsEnvelopeKind.Credit when envelope.Stream.IsEmpty:
                Incoming.Find(envelope.Id)?.OnResultCredit(envelope.Credit);
                break;
            case WsEnvelopeKind.Credit:
                Outgoing.Find(envelope.Id.Span)?.OnCredit(envelope.Stream.Span, envelope.Credit);
                break;
            case WsEnvelopeKind.StreamStart:
                OnStreamStart(in envelope);
                break;
            case WsEnvelopeKind.Push or WsEnvelopeKind.Gap or WsEnvelopeKind.GoingAway or WsEnvelopeKind.Notification:
                if (!Host.TryTakeServerMessage(in envelope))
                {
                    TellOfMalformed(RpcErrors.NoCall);
                    Refuse(default, default, RpcErrors.NoCall);
                }

                break;
            default:
                if (envelope.Error is null)
                {
                    break;
                }

                TellOfMalformed(envelope.Error);
                if (Incoming.Find(envelope.Id) is { } call)
                {
                    // The caller takes the answer for that of its call, so that is what it has to be.
                    call.Cancel(envelope.Error);
                }
                else
                {
                    RefuseInTurn(in envelope, envelope.Method.IsEmpty ? null : Host.Methods.Find(envelope.Method.Span), envelope.Error);
                }

                break;
        }
    }

    public void OnHeldUp() => _reading?.OnHeldUp();

    public long OnDue(long now) => Math.Min(Incoming.OnDue(now), Outgoing.OnDue(now));

    public void OnClosed(WsConnectionLostException lost)
    {
        Volatile.Write(ref _lost, lost);
        Outgoing.LoseAll(lost);
        foreach (var call in Incoming.Snapshot())
        {
            call.Cancel(null, new OperationCanceledException(lost.Message, lost));
        }

        _runner.OnClosed();
    }

    public void Dispose() => _buffers?.Dispose();

    /// <summary>Closes the connection in place of an answer to a call; calls that wait do not run any more.</summary>
    public void CloseBecauseOf(WsCall failed)
    {
        Session.BeginClose(WsCloseCode.Normal, null);
        foreach (var call in Incoming.Snapshot())
        {
            if (call != failed)
            {
                call.Cancel(null);
            }
        }
    }

    void ICallRoute.Begin(WsOutgoingCall call) => call.Attach(this);

    bool ICallRoute.TryKeep(WsOutgoingCall call) => false;

    void ICallRoute.Forget(WsOutgoingCall call)
    {
    }

    ValueTask<RpcPeer> ICallRoute.WaitForPeerAsync(RpcPeer? not, TimeSpan? timeout, CancellationToken cancellationToken)
        => not is null ? new ValueTask<RpcPeer>(this) : ValueTask.FromException<RpcPeer>(Lost());

    /// <summary>Answers a message with an error.</summary>
    public void Refuse(ReadOnlyMemory<byte> id, ReadOnlyMemory<byte> method, WsError error)
        => Session.Queue.Send(new WsEnvelope { Kind = WsEnvelopeKind.Error, Id = id, Method = method, Error = error, Credit = -1 });

    private void TellOfMalformed(WsError error)
    {
        if (Host.WarnsOfMalformedMessages && !_warned)
        {
            _warned = true;
            Logger.ForeignDialect(Session.Dialect.Name, error.Code, error.Message);
        }
        else
        {
            Logger.MalformedMessage(error.Code);
        }
    }

    // Most connections need neither.
    private static ByteBudget Budget(ref ByteBudget? budget, long limit)
        => Volatile.Read(ref budget) ?? Interlocked.CompareExchange(ref budget, new ByteBudget(limit), null) ?? budget!;

    private void OnRequest(in WsEnvelope request, ref bool reads)
    {
        var entry = Host.Methods.Find(request.Method.Span);
        var refusal = Check(in request, entry);
        if (refusal is null)
        {
            var call = new WsCall(this, in request, entry, Deadline(in request, entry));
            if (Incoming.TryAdd(call))
            {
                // Only now: a deadline that falls due before the call is among the others would be forgotten.
                Session.Clock.ScheduleAt(call.DeadlineTicks);
                if (Options.ClosesConnection is not null && Session.Closing is not null)
                {
                    // It has come while the one before it was closing the connection.
                    call.Cancel(null);
                }

                _runner.Start(call, in request, ref reads);
                return;
            }

            refusal = RpcErrors.DuplicateId();
        }

        Logger.CallRefused(entry?.Method.Name ?? "?", refusal.Code);
        RefuseInTurn(in request, entry, refusal);
    }

    // Where an answer is known by its place, an error waits for those before it.
    private void RefuseInTurn(in WsEnvelope message, MethodEntry? entry, WsError error)
    {
        var waits = Options.OrderedCalls || message.Order == WsAnswerOrder.Connection || (message.Order == WsAnswerOrder.Method && entry is not null);
        if (!waits || Incoming.Count == 0)
        {
            Refuse(message.Id, message.Method, error);
        }
        else if (!Options.OrderedCalls && Incoming.HasTwiceAsMany(Options.MaxCallsInFlight))
        {
            // Nobody who looks for answers in their order sends ever more calls without waiting for any.
            Session.BeginClose(WsCloseCode.PolicyViolation, error.Message);
        }
        else
        {
            var call = new WsCall(this, in message, entry, long.MaxValue);
            _ = Incoming.TryAdd(call);
            _runner.Refuse(call, error);
        }
    }

    private WsError? Check(in WsEnvelope request, MethodEntry? entry)
    {
        if (Host.IsShuttingDown)
        {
            return RpcErrors.ShuttingDown();
        }

        if (!Host.TryTakePermit())
        {
            return RpcErrors.RateLimited();
        }

        // A call to a method that does not exist is run all the same where filters want to see it.
        if (entry is null && Host.Filters.Count == 0)
        {
            return RpcErrors.ToError(RpcErrors.MethodNotFound(Encoding.UTF8.GetString(request.Method.Span)), details: false);
        }

        var streams = entry?.Method.Shape.HasFlag(WsMethodShape.ResultStream) == true;
        if (request.Id.IsEmpty && entry?.Method.Shape.HasFlag(WsMethodShape.OneWay) != true && (!request.IsOneWay || streams))
        {
            return RpcErrors.MissingId();
        }

        if (streams && request.WantsSingleAnswer)
        {
            return RpcErrors.NoStreamHere();
        }

        return Incoming.IsFull(Options.MaxCallsInFlight) ? RpcErrors.TooManyCalls(Options.MaxCallsInFlight) : null;
    }

    private long Deadline(in WsEnvelope request, MethodEntry? entry)
    {
        var clock = Session.Clock;
        var streams = entry is not null && (entry.Method.Shape & (WsMethodShape.ResultStream | WsMethodShape.ArgumentStreams)) != 0;
        var limit = streams || Options.MaxCallDuration == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : Options.MaxCallDuration;
        if (entry?.Method.Timeout is { } ofMethod && ofMethod < limit)
        {
            limit = ofMethod;
        }

        if (request.TimeoutMilliseconds > 0 && request.TimeoutMilliseconds < limit.TotalMilliseconds)
        {
            limit = TimeSpan.FromMilliseconds(request.TimeoutMilliseconds);
        }

        return clock.After(limit, Session.Begun);
    }

    // The call was given up while the other end was beginning to stream, which it did not know how to stop.
    private void OnStreamStart(in WsEnvelope start)
    {
        if (Session.Dialect.Features.HasFlag(WsDialectFeatures.Cancellation) && Outgoing.Find(start.Id.Span) is null)
        {
            Session.Queue.Send(new WsEnvelope { Kind = WsEnvelopeKind.Cancel, Id = start.Id, Credit = -1 });
        }
    }

    private void OnError(in WsEnvelope envelope)
    {
        var error = RpcErrors.ToException(Session.Dialect.ReadError(envelope.Payload));
        if (Outgoing.Find(envelope.Id.Span) is { } call)
        {
            call.OnError(error);
        }
        else if (envelope.Id.IsEmpty)
        {
            Logger.UnattributedError(error.Code, error.Message);
            try
            {
                Host.OnUnattributedError(error);
            }
            catch (Exception exception)
            {
                Logger.ErrorHandlerFailed(exception);
            }
        }
    }
}
