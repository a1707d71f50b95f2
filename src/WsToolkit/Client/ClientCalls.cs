using Microsoft.Extensions.Logging;
using WsToolkit.Rpc;
using WsToolkit.Sessions;

namespace WsToolkit.Client;

/// <summary>
/// The calls of a client. While there is a connection they go over it; while there is none, or it takes no more, they wait here for the
/// next one, within their
/// deadlines and the limit of calls in flight. Thread-safe.
/// </summary>
internal sealed class ClientCalls : ICallRoute, IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private LinkedList<WsOutgoingCall>? _kept;
    private TaskCompletionSource? _changed;
    private BufferPool? _buffers;
    private ByteBudget? _streamBudget;
    private SessionClock? _clock;
    private RpcPeer? _peer;
    private WsConnectionLostException? _lost;
    private int _waitingToSend;

    public ClientCalls(RpcOptions options, TimeProvider time, ILogger logger, bool outlives)
    {
        Options = options;
        Logger = logger;
        Outlives = outlives;
        _time = time;
    }

    public RpcOptions Options { get; }

    public ILogger Logger { get; }

    public BufferPool Buffers => LazyInitializer.EnsureInitialized(ref _buffers, static () => new BufferPool());

    public ByteBudget StreamBudget
        => LazyInitializer.EnsureInitialized(ref _streamBudget, () => new ByteBudget(Options.MaxBufferedStreamBytes));

    public bool Outlives { get; }

    // Any clock over the same time will do to read it; only kept calls need one of their own.
    public SessionClock Clock => Volatile.Read(ref _peer)?.Session.Clock ?? OwnClock;

    private SessionClock OwnClock
    {
        get
        {
            lock (_gate)
            {
                return _clock ??= new SessionClock(_time, OnDue);
            }
        }
    }

    /// <summary>
    /// Sends the calls that wait, in their order, and from now on all others over a connection, unless it has ended already, or its server
    /// is going away.
    /// </summary>
    public void Attach(RpcPeer peer)
    {
        lock (_gate)
        {
            if (peer.Outgoing.HasLeft)
            {
                return;
            }

            // As many as there are now: one that the connection does not take after all comes back at the end.
            for (var count = _kept?.Count ?? 0; count > 0 && _kept!.First is { } first; count--)
            {
                var call = first.Value;
                Remove(call);
                if (!TryAttach(call, peer))
                {
                    call.Kept = _kept.AddFirst(call);
                    OnKept(call);
                    break;
                }
            }

            Volatile.Write(ref _peer, peer);
            Signal();
        }
    }

    /// <summary>No further call goes over the connection; those to come wait for another.</summary>
    public void Detach(RpcPeer peer)
    {
        lock (_gate)
        {
            if (ReferenceEquals(_peer, peer))
            {
                Volatile.Write(ref _peer, null);
            }
        }
    }

    /// <summary>There will be no connection any more: ends the calls that wait, and those to come.</summary>
    public void End(WsConnectionLostException lost)
    {
        WsOutgoingCall[] kept;
        lock (_gate)
        {
            _lost ??= lost;
            kept = [.. _kept ?? []];
            Signal();
        }

        foreach (var call in kept)
        {
            call.Fail(Lost());
        }
    }

    public void Begin(WsOutgoingCall call)
    {
        if (Volatile.Read(ref _peer) is { } peer && TryAttach(call, peer))
        {
            return;
        }

        lock (_gate)
        {
            if (_peer is { } now && TryAttach(call, now))
            {
                return;
            }

            ThrowIfUnable();
            call.Keep();
            call.Kept = (_kept ??= []).AddLast(call);
        }

        OnKept(call);
    }

    public bool TryKeep(WsOutgoingCall call)
    {
        if (!Outlives)
        {
            return false;
        }

        lock (_gate)
        {
            if (_lost is not null || IsFull)
            {
                return false;
            }

            // It may be late, and the next connection be there already.
            if (_peer is { } peer && !ReferenceEquals(peer, call.Peer) && TryAttach(call, peer))
            {
                return true;
            }

            call.Kept = (_kept ??= []).AddLast(call);
        }

        OnKept(call);
        return true;
    }

    public void Forget(WsOutgoingCall call)
    {
        if (call.Kept is not null)
        {
            lock (_gate)
            {
                Remove(call);
            }
        }
    }

    public ValueTask<RpcPeer> WaitForPeerAsync(RpcPeer? not, TimeSpan? timeout, CancellationToken cancellationToken)
        => Volatile.Read(ref _peer) is { } peer && !ReferenceEquals(peer, not)
            ? new ValueTask<RpcPeer>(peer)
            : WaitForAnotherAsync(not, timeout ?? Timeout.InfiniteTimeSpan, cancellationToken);

    public void Dispose()
    {
        _clock?.Dispose();
        _buffers?.Dispose();
    }

    private bool IsFull => (_kept?.Count ?? 0) + _waitingToSend >= Options.MaxPendingCalls;

    private async ValueTask<RpcPeer> WaitForAnotherAsync(RpcPeer? not, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (not is not null && !Outlives)
        {
            throw not.Lost();
        }

        var deadline = OwnClock.After(timeout);
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_peer is { } peer && !ReferenceEquals(peer, not))
                {
                    return peer;
                }

                ThrowIfUnable();
                _waitingToSend++;
                changed = (_changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            try
            {
                var left = deadline == long.MaxValue ? Timeout.InfiniteTimeSpan : OwnClock.ToDuration(Math.Max(0, deadline - OwnClock.Now));
                await changed.WaitAsync(OptionCheck.ForTimer(left), _time, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                throw new WsDeadlineExceededException();
            }
            finally
            {
                lock (_gate)
                {
                    _waitingToSend--;
                }
            }
        }
    }

    // False when the connection has ended and nobody has noticed yet, or its server is going away; then the call waits for the next one.
    private bool TryAttach(WsOutgoingCall call, RpcPeer peer)
    {
        try
        {
            call.Attach(peer);
        }
        catch (WsConnectionLostException) when (Outlives)
        {
            call.Keep();
            return false;
        }
        catch (WsException exception)
        {
            call.Fail(exception);
        }

        return true;
    }

    private void OnKept(WsOutgoingCall call)
    {
        OwnClock.ScheduleAt(call.Deadline);
        if (call.HasEnded)
        {
            Forget(call);
        }
    }

    private void ThrowIfUnable()
    {
        if (_lost is not null)
        {
            throw Lost();
        }

        if (IsFull)
        {
            throw new WsException(WsErrorCodes.TooManyCalls, $"More than {Options.MaxPendingCalls} calls wait for a connection.");
        }
    }

    private void Remove(WsOutgoingCall call)
    {
        if (call.Kept is { } place)
        {
            call.Kept = null;
            place.List?.Remove(place);
        }
    }

    private void Signal()
    {
        _changed?.TrySetResult();
        _changed = null;
    }

    private long OnDue(long now)
    {
        WsOutgoingCall[] due;
        lock (_gate)
        {
            due = [.. (_kept ?? []).Where(call => call.Deadline <= now)];
        }

        foreach (var call in due)
        {
            call.Abandon(new WsDeadlineExceededException());
        }

        lock (_gate)
        {
            return (_kept ?? []).Select(call => call.Deadline).DefaultIfEmpty(long.MaxValue).Min();
        }
    }

    private WsConnectionLostException Lost() => new(_lost!.Message, _lost.Close, _lost.InnerException);
}
