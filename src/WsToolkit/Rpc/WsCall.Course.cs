using System.Buffers;
using WsToolkit.Dialects;

namespace WsToolkit.Rpc;

/// <content>The course of a received call: it is given its turn, may be ended from outside, and releases what it holds.</content>
public sealed partial class WsCall
{
    /// <summary>It is the call's turn.</summary>
    internal void Begin()
    {
        // Before it is looked whether the call has been ended meanwhile, see Cancel.
        Interlocked.Exchange(ref _entered, true);
        _peer.Starter.Start(this);
    }

    /// <summary>The dispatch has come back to the thread that reads.</summary>
    /// <returns>Whether the thread goes on reading.</returns>
    internal bool LeaveReader() => _numberOnReader == 0 || _peer.Reading.Leave(_numberOnReader);

    /// <summary>Runs the call on this thread, up to the first thing that its method waits for.</summary>
    internal void Run()
    {
        if (_cancelled is { } exception)
        {
            _turn.SetException(exception);
        }
        else
        {
            _turn.SetResult(true);
        }
    }

    /// <summary>Keeps the payload beyond the reader's buffer.</summary>
    /// <returns>False when the connection's calls hold too much already.</returns>
    internal bool TryKeepPayload(ReadOnlyMemory<byte> payload)
    {
        if (_peer.Options.OrderedCalls)
        {
            // The reader waits when there is too much of it.
            _peer.WaitingBudget.Take(payload.Length);
        }
        else if (!_peer.WaitingBudget.TryTake(payload.Length))
        {
            return false;
        }

        if (!payload.IsEmpty)
        {
            _copy = ArrayPool<byte>.Shared.Rent(payload.Length);
            payload.CopyTo(_copy);
            Payload = _copy.AsMemory(0, payload.Length);
        }

        if (Entry?.Method.Shape.HasFlag(WsMethodShape.ArgumentStreams) == true)
        {
            _early = new EarlyStreams(_peer.StreamBudget, ArgumentWindow);
        }

        return true;
    }

    /// <summary>Gives back what <see cref="TryKeepPayload"/> took.</summary>
    internal void DropPayload()
    {
        if (Interlocked.Exchange(ref _copy, null) is { } copy)
        {
            _peer.WaitingBudget.Return(Payload.Length);
            Payload = default;
            ArrayPool<byte>.Shared.Return(copy);
        }
    }

    private bool TryBeginOnReader()
    {
        if (_cancelled is not null || !_peer.Turns.TryRun(this))
        {
            return false;
        }

        _entered = true;
        _numberOnReader = _peer.Reading.Enter(Entry!);
        return true;
    }

    // The arguments of a call that had to wait are bound, and its method is about to run: their bytes are no longer needed, and
    // what has arrived on its streams meanwhile goes there.
    private void OnBound()
    {
        DropPayload();
        _early?.HandOver(OnArgumentItem, OnArgumentEnd);
    }

    /// <summary>Makes the call dispose a service instance that was created for it.</summary>
    internal void Own(object service) => _owned = service is IAsyncDisposable or IDisposable ? service : null;

    internal void OnArgumentItem(ReadOnlyMemory<byte> stream, ReadOnlyMemory<byte> payload)
    {
        try
        {
            if (_early?.TryKeepItem(stream, payload) != true)
            {
                FindStream(stream.Span).OnItem(payload);
            }
        }
        catch (WsException exception)
        {
            Cancel(RpcErrors.ToError(exception, details: false), exception);
        }
    }

    internal void OnArgumentEnd(ReadOnlyMemory<byte> stream, Exception? error)
    {
        try
        {
            if (_early?.TryKeepEnd(stream, error) != true)
            {
                FindStream(stream.Span).Complete(error);
            }
        }
        catch (WsException exception)
        {
            Cancel(RpcErrors.ToError(exception, details: false), exception);
        }
    }

    internal void OnResultCredit(int count) => _resultCredit?.Grant(count);

    /// <summary>
    /// Ends the call from outside: it is answered at once, and its handler is told to stop. One that waits for its turn, where answers are known by
    /// their places, is answered when it has come.
    /// </summary>
    internal void Cancel(WsError? error, Exception? cause = null)
    {
        if (error is not null && IsInTurn)
        {
            cause = new RefusedInTurnException(error, cause);
        }

        CancellationTokenSource? cancellation;
        (byte[] Name, StreamReceiver Receiver)[] streams;
        lock (Gate)
        {
            if (Interlocked.CompareExchange(ref _cancelled, cause ?? new OperationCanceledException(), null) is not null)
            {
                return;
            }

            cancellation = _cancellation;
            streams = _streams?.ToArray() ?? [];
        }

        var waits = _cancelled is RefusedInTurnException && !Volatile.Read(ref _entered);
        if (error is not null && !waits && TryAnswer())
        {
            SendError(error);
        }

        // Callbacks of the token are the application's code: never on the thread that reads or keeps time.
        _ = cancellation?.CancelAsync();
        foreach (var (_, receiver) in streams)
        {
            receiver.Complete(_cancelled);
        }

        if (!waits && _peer.Turns.TryAbandon(this))
        {
            Begin();
        }
    }

    /// <summary>It is the turn of a call that was ended from outside before.</summary>
    internal void FailInTurn()
    {
        if (_cancelled is RefusedInTurnException refused)
        {
            Fail(refused.Error);
        }
    }

    /// <summary>The handler failed.</summary>
    internal void Fail(WsError error)
    {
        if (TryAnswer())
        {
            SendError(error);
        }
    }

    /// <summary>The handler has ended: releases what the call holds.</summary>
    internal ValueTask ReleaseAsync()
    {
        if (_owned is not null || _scope is not null || _streams is not null || _early is not null)
        {
            return ReleaseAllAsync();
        }

        _released = true;
        _peer.Turns.Leave(this);
        return ValueTask.CompletedTask;
    }

    private async ValueTask ReleaseAllAsync()
    {
        _early?.Discard();
        foreach (var (_, receiver) in _streams ?? [])
        {
            receiver.Discard();
        }

        try
        {
            await DisposeOwnedAsync().ConfigureAwait(false);
        }
        finally
        {
            _released = true;

            // Last, so that an ordered call finds everything released that its predecessor used.
            _peer.Turns.Leave(this);
        }
    }

    internal WsEnvelope Envelope(WsEnvelopeKind kind) => new()
    {
        Kind = kind,
        Id = Id,
        Method = MethodName,
        Channel = Channel,
        Event = Event,
        HasMembers = HasMembers,
        Credit = -1,
    };

    private async ValueTask DisposeOwnedAsync()
    {
        try
        {
            if (_owned is IAsyncDisposable asyncDisposable)
            {
                await asyncDisposable.DisposeAsync().ConfigureAwait(false);
            }
            else
            {
                (_owned as IDisposable)?.Dispose();
            }
        }
        finally
        {
            if (_scope is { } scope)
            {
                await scope.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private sealed class RefusedInTurnException(WsError error, Exception? inner) : OperationCanceledException(error.Message, inner)
    {
        public WsError Error { get; } = error;
    }
}
