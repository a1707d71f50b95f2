using WsToolkit.Dialects;

namespace WsToolkit.Rpc;

/// <content>
/// The course of a call: it waits for its turn and for room, is sent, and ends once, whichever of its possible ends comes first.
/// </content>
public sealed partial class WsOutgoingCall
{
    /// <summary>Whether the call sends or receives a stream, and so may be in flight for as long as it likes.</summary>
    internal bool HasStreams => (Method.Shape & (WsMethodShape.ResultStream | WsMethodShape.ArgumentStreams)) != 0;

    /// <summary>Where the call waits for its turn; kept by <see cref="OutgoingCalls"/> under its lock.</summary>
    internal LinkedListNode<WsOutgoingCall>? Place { get; set; }

    private bool HasEnded => (CallState)Volatile.Read(ref _state) >= CallState.Ended;

    /// <summary>The response has arrived.</summary>
    internal void OnResponse(ReadOnlyMemory<byte> payload)
    {
        if (TryEnd(CallState.Ended, out _))
        {
            Publish(_completion!.Read(payload));
        }
    }

    /// <summary>The error reply has arrived or the connection was lost.</summary>
    internal void Fail(Exception exception)
    {
        if (TryEnd(CallState.Ended, out _))
        {
            Publish(() => _completion!.Fail(exception));
        }
    }

    /// <summary>Ends the call here and tells the other end.</summary>
    internal void Abandon(Exception reason)
    {
        if (TryEnd(CallState.Abandoned, out var before))
        {
            if (before == CallState.Sent)
            {
                SendCancel();
            }

            Publish(() => _completion!.Fail(reason));
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

    /// <summary>The arguments have been sent, or will not be.</summary>
    internal void ReturnPayload() => _peer.Buffers.Return(_payload);

    private void Start(CallCompletion completion, CancellationToken cancellationToken)
    {
        _completion = completion;
        if (cancellationToken.IsCancellationRequested)
        {
            ReturnPayload();
            Fail(new OperationCanceledException(cancellationToken));
            return;
        }

        if ((_timeout ?? Method.Timeout ?? (HasStreams ? null : _peer.Options.DefaultTimeout)) is { } timeout)
        {
            Deadline = _peer.Session.Clock.After(timeout);
        }

        bool launch;
        try
        {
            FinishPayload();
            launch = _peer.Outgoing.Add(this);
        }
        catch (WsException exception)
        {
            ReturnPayload();
            Fail(exception);
            return;
        }

        // From here on the call counts: while it waits it can be cancelled, fall due and lose its connection just as later.
        _peer.Session.Clock.ScheduleAt(Deadline);
        _cancellation = cancellationToken.UnsafeRegister(
            static (state, token) => ((WsOutgoingCall)state!).Abandon(new OperationCanceledException(token)), this);
        if (HasEnded)
        {
            _cancellation.Unregister();
        }

        if (launch)
        {
            _peer.Outgoing.Launch(this);
        }
    }

    /// <summary>Sends the request, unless the call has ended.</summary>
    internal void Send()
    {
        bool taken;
        try
        {
            if (Exchange(CallState.New, CallState.Sending) != CallState.New)
            {
                return;
            }

            var envelope = Request(Method.Shape.HasFlag(WsMethodShape.ResultStream) ? _peer.Options.StreamWindow : -1);
            envelope.Id = Id;
            envelope.TimeoutMilliseconds = RemainingMilliseconds();
            taken = _peer.Session.Queue.Send(in envelope, _payload);
        }
        catch (Exception exception)
        {
            Fail(exception);
            return;
        }
        finally
        {
            ReturnPayload();
        }

        if (!taken)
        {
            Fail(_peer.Lost());
        }
        else if (Exchange(CallState.Sending, CallState.Sent) == CallState.Abandoned)
        {
            SendCancel();
        }
        else
        {
            foreach (var stream in _streams ?? [])
            {
                _ = stream.RunAsync(_peer.Session, Id, EndedToken());
            }
        }
    }

    private long RemainingMilliseconds()
    {
        if (Deadline == long.MaxValue)
        {
            return 0;
        }

        var clock = _peer.Session.Clock;
        return Math.Max(1, (long)Math.Ceiling(clock.ToDuration(Deadline - clock.Now).TotalMilliseconds));
    }

    private void SendCancel() => _peer.Session.Queue.Send(new WsEnvelope { Kind = WsEnvelopeKind.Cancel, Id = Id, Credit = -1 });

    private void Grant(int count)
    {
        if (!HasEnded)
        {
            _peer.Session.Queue.Send(new WsEnvelope { Kind = WsEnvelopeKind.Credit, Id = Id, Credit = count });
        }
    }

    /// <summary>Cancelled when the call has ended.</summary>
    private CancellationToken EndedToken()
    {
        var ended = LazyInitializer.EnsureInitialized(ref _ended);
        if (HasEnded)
        {
            ended.Cancel();
        }

        return ended.Token;
    }

    private bool TryEnd(CallState end, out CallState before)
    {
        do
        {
            before = (CallState)Volatile.Read(ref _state);
            if (before >= CallState.Ended)
            {
                return false;
            }
        }
        while (Exchange(before, end) != before);

        _peer.Outgoing.Remove(this);
        _cancellation.Unregister();
        _ = Volatile.Read(ref _ended)?.CancelAsync();
        return true;
    }

    /// <summary>Changes the state from one to another, if it is the one.</summary>
    /// <returns>The state before.</returns>
    private CallState Exchange(CallState from, CallState to) => (CallState)Interlocked.CompareExchange(ref _state, (int)to, (int)from);

    private void Publish(Action complete)
    {
        if (_progress is null)
        {
            complete();
            return;
        }

        _ = PublishAfterProgressAsync(_progress, complete);

        static async Task PublishAfterProgressAsync(ProgressReceiver progress, Action complete)
        {
            await progress.CompleteAsync().ConfigureAwait(false);
            complete();
        }
    }

    private enum CallState
    {
        New,
        Sending,
        Sent,
        Ended,
        Abandoned,
    }
}
