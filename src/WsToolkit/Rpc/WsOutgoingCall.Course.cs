using WsToolkit.Dialects;

namespace WsToolkit.Rpc;

/// <content>
/// The course of a call: it waits for its turn and for room, is sent, and ends once, whichever of its possible ends comes first. When its
/// connection is lost it may be kept for another, as long as it has not been sent or may be sent again.
/// </content>
public sealed partial class WsOutgoingCall
{
    private RpcPeer? _peer;
    private CallTelemetry? _telemetry;
    private CancellationToken _token;
    private int _payloadReturned;

    /// <summary>Whether the call sends or receives a stream, and so may be in flight for as long as it likes.</summary>
    internal bool HasStreams => (Method.Shape & (WsMethodShape.ResultStream | WsMethodShape.ArgumentStreams)) != 0;

    /// <summary>Where the call waits for its turn; kept by <see cref="OutgoingCalls"/> under its lock.</summary>
    internal LinkedListNode<WsOutgoingCall>? Place { get; set; }

    /// <summary>Where the call waits for a connection; kept by its <see cref="ICallRoute"/> under its lock.</summary>
    internal LinkedListNode<WsOutgoingCall>? Kept { get; set; }

    /// <summary>The connection that the call was given to last.</summary>
    internal RpcPeer? Peer => Volatile.Read(ref _peer);

    /// <summary>The response has arrived.</summary>
    internal void OnResponse(ReadOnlyMemory<byte> payload)
    {
        if (TryEnd(CallState.Ended, out _))
        {
            _telemetry?.End();
            PublishAfterProgress(_completion!.Read(payload));
        }
    }

    /// <summary>The error reply has arrived.</summary>
    internal void OnError(WsException error)
    {
        // A server that shuts down has not run the call.
        if (error.Code != WsErrorCodes.ShuttingDown || !MayBeSentAgain)
        {
            if (TryEnd(CallState.Ended, out _))
            {
                _telemetry?.End(error);
                PublishAfterProgress(() => _completion!.Fail(error));
            }
        }
        else if (Exchange(CallState.Sent, CallState.Kept) == CallState.Sent)
        {
            KeepOrFail(error);
        }
        else if (Exchange(CallState.Sending, CallState.Lost) != CallState.Sending && Exchange(CallState.Sent, CallState.Kept) == CallState.Sent)
        {
            // Its sender had not noted yet that it was sent, and has now.
            KeepOrFail(error);
        }
    }

    /// <summary>The call could not be made, or its connection was lost.</summary>
    internal void Fail(Exception exception)
    {
        if (TryEnd(CallState.Ended, out _))
        {
            _progress?.Stop();
            _telemetry?.End(exception);
            _completion!.Fail(exception);
        }
    }

    /// <summary>Ends the call here and tells the other end.</summary>
    internal void Abandon(Exception reason)
    {
        // Also of a call whose reply has arrived: a caller that leaves a stream wants nothing more.
        _progress?.Stop();
        if (TryEnd(CallState.Abandoned, out var before))
        {
            if (before == CallState.Sent)
            {
                SendCancel(_peer!);
            }

            _telemetry?.End(reason);
            _completion!.Fail(reason);
        }
    }

    /// <summary>An item of the result stream has arrived.</summary>
    internal void OnItem(ReadOnlyMemory<byte> payload)
    {
        try
        {
            _completion!.OnItem(payload);
        }
        catch (WsException exception)
        {
            Abandon(exception);
        }
    }

    internal void OnProgress(ReadOnlyMemory<byte> payload) => _progress?.OnProgress(payload);

    /// <summary>The callee grants items of an argument stream.</summary>
    internal void OnCredit(ReadOnlySpan<byte> stream, int count)
    {
        foreach (var argument in _streams ?? [])
        {
            if (argument.IsNamed(stream))
            {
                argument.Grant(count);
            }
        }
    }

    /// <summary>Gives the call to a connection, which sends it when it is its turn. The call is new or kept.</summary>
    /// <exception cref="WsException">Too many calls are in flight on the connection, or it has ended.</exception>
    internal void Attach(RpcPeer peer)
    {
        // First where it goes, then that it does: who acts for an earlier connection sees that the call has moved on.
        Volatile.Write(ref _peer, peer);
        if (!TryBeginAnew())
        {
            return;
        }

        var launch = peer.Outgoing.Add(this);

        // From here on the call counts: while it waits it can be cancelled, fall due and lose its connection just as later.
        peer.Session.Clock.ScheduleAt(Deadline);
        if (HasEnded)
        {
            peer.Outgoing.Remove(this);
        }
        else if (launch)
        {
            peer.Outgoing.Launch(this);
        }
    }

    /// <summary>The call waits for a connection from now on.</summary>
    internal void Keep() => Exchange(CallState.New, CallState.Kept);

    /// <summary>Sends the request, unless the call has ended or moved on to another connection.</summary>
    /// <param name="by">The calls of the connection over which to send.</param>
    internal void Send(OutgoingCalls by)
    {
        var seen = Volatile.Read(ref _state);
        var peer = Volatile.Read(ref _peer)!;
        if (StateOf(seen) != CallState.New || !ReferenceEquals(peer.Outgoing, by) || !TryMove(seen, CallState.Sending))
        {
            return;
        }

        bool taken;
        try
        {
            var envelope = Request(Method.Shape.HasFlag(WsMethodShape.ResultStream) ? _route.Options.StreamWindow : -1);
            envelope.Id = Id;
            envelope.TimeoutMilliseconds = RemainingMilliseconds();
            taken = peer.Session.Queue.Send(in envelope, _payload);
        }
        catch (Exception exception)
        {
            // Not here: the end of this call sends the next, which may fail as well.
            ThreadPool.UnsafeQueueUserWorkItem(
                static failed =>
                {
                    failed.Call.Fail(failed.Exception);
                    failed.Call.ReturnPayload();
                },
                (Call: this, Exception: exception),
                preferLocal: false);
            return;
        }

        if (taken && !MayBeSentAgain)
        {
            ReturnPayload();
        }

        switch (Exchange(CallState.Sending, taken ? CallState.Sent : CallState.Kept))
        {
            case CallState.Sending when !taken:
                KeepOrFail(peer);
                break;
            case CallState.Sending:
                SendStreams(peer);
                break;
            case CallState.Lost when Exchange(CallState.Lost, taken ? CallState.Sent : CallState.Kept) == CallState.Lost:
                if (taken)
                {
                    Lose(by);
                }
                else
                {
                    KeepOrFail(peer);
                }

                break;
            case CallState.Abandoned when taken:
                ReturnPayload();
                SendCancel(peer);
                break;
            case CallState.Ended when taken:
                ReturnPayload();
                SendStreams(peer);
                break;
            default:
                ReturnPayload();
                break;
        }
    }

    /// <summary>The connection has ended.</summary>
    /// <param name="by">Its calls.</param>
    internal void Lose(OutgoingCalls by)
    {
        // Others may be about to send it, have found the same, or have kept it already: the state says whose it is.
        while (true)
        {
            var seen = Volatile.Read(ref _state);
            var peer = Volatile.Read(ref _peer)!;
            if (!ReferenceEquals(peer.Outgoing, by))
            {
                return;
            }

            switch (StateOf(seen))
            {
                case CallState.New when TryMove(seen, CallState.Kept):
                case CallState.Sent when MayBeSentAgain && TryMove(seen, CallState.Kept):
                    KeepOrFail(peer);
                    return;
                case CallState.Sending when TryMove(seen, CallState.Lost):
                    // Who is sending the call at this moment finds out whether it was sent.
                    return;
                case CallState.Sent when !MayBeSentAgain:
                    Fail(peer.Lost());
                    return;
                case CallState.Kept or CallState.Lost or CallState.Ended or CallState.Abandoned:
                    return;
            }
        }
    }

    /// <summary>The other end takes nothing new any more: a call that has not been sent waits for another connection.</summary>
    /// <param name="by">The calls of the connection.</param>
    internal void Leave(OutgoingCalls by)
    {
        var seen = Volatile.Read(ref _state);
        var peer = Volatile.Read(ref _peer)!;
        if (StateOf(seen) == CallState.New && ReferenceEquals(peer.Outgoing, by) && TryMove(seen, CallState.Kept))
        {
            KeepOrFail(peer);
        }
    }

    private bool MayBeSentAgain => Method.Idempotent && !HasStreams && _route.Outlives;

    private void KeepOrFail(RpcPeer peer) => KeepOrFail(peer.Lost());

    private void KeepOrFail(WsException failure)
    {
        Volatile.Read(ref _peer)!.Outgoing.Remove(this);
        if (!_route.TryKeep(this))
        {
            Fail(failure);
        }
    }

    private void SendStreams(RpcPeer peer)
    {
        foreach (var stream in _streams ?? [])
        {
            _ = stream.RunAsync(peer.Session, Id, EndedToken());
        }
    }

    private void ReturnPayload()
    {
        if (Interlocked.Exchange(ref _payloadReturned, 1) == 0)
        {
            _route.Buffers.Return(_payload);
        }
    }

    private void Start(CallCompletion completion, CancellationToken cancellationToken)
    {
        _completion = completion;
        _token = cancellationToken;
        _telemetry = RpcTelemetry.StartClient(Method);
        if (cancellationToken.IsCancellationRequested)
        {
            Fail(new OperationCanceledException(cancellationToken));
            return;
        }

        if (Limit is { } timeout)
        {
            Deadline = _route.Clock.After(timeout);
        }

        try
        {
            FinishPayload();
            _route.Begin(this);
        }
        catch (WsException exception)
        {
            Fail(exception);
            return;
        }

        _cancellation = cancellationToken.UnsafeRegister(
            static (state, token) => ((WsOutgoingCall)state!).Abandon(new OperationCanceledException(token)), this);
        if (HasEnded)
        {
            _cancellation.Unregister();
        }
    }

    private long RemainingMilliseconds()
    {
        if (Deadline == long.MaxValue)
        {
            return 0;
        }

        var clock = _route.Clock;
        return Math.Max(1, (long)Math.Ceiling(clock.ToDuration(Deadline - clock.Now).TotalMilliseconds));
    }

    // Where the dialect has no word for it, the call runs on and its answer finds nobody.
    private void SendCancel(RpcPeer peer)
    {
        if (peer.Session.Dialect.Features.HasFlag(WsDialectFeatures.Cancellation))
        {
            peer.Session.Queue.Send(new WsEnvelope { Kind = WsEnvelopeKind.Cancel, Id = Id, Credit = -1 });
        }
    }

    private void Grant(int count)
    {
        if (!HasEnded && _peer is { } peer && peer.Session.Dialect.Features.HasFlag(WsDialectFeatures.Credit))
        {
            peer.Session.Queue.Send(new WsEnvelope { Kind = WsEnvelopeKind.Credit, Id = Id, Credit = count });
        }
    }

    /// <summary>Cancelled when the call has ended.</summary>
    private CancellationToken EndedToken()
    {
        var ended = LazyInitializer.EnsureInitialized(ref _ended);
        if (HasEnded)
        {
            _ = ended.CancelAsync();
        }

        return ended.Token;
    }

    private void PublishAfterProgress(Action complete)
    {
        if (_progress is null)
        {
            complete();
            return;
        }

        _ = PublishAsync(_progress, complete);
    }

    // Who receives progress may take its time, or never come back: a caller who cancels does not wait for it.
    private async Task PublishAsync(ProgressReceiver progress, Action complete)
    {
        try
        {
            await progress.CompleteAsync().WaitAsync(_token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            progress.Stop();
            _completion!.Fail(new OperationCanceledException(_token));
            return;
        }

        complete();
    }
}
