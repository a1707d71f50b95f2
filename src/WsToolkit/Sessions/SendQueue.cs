using WsToolkit.Dialects;
using WsToolkit.Framing;
using WsToolkit.Json;

namespace WsToolkit.Sessions;

/// <summary>
/// The outgoing side of a connection. Messages are written straight into one of two buffers while the other is being sent, so that
/// whatever was written meanwhile leaves with one flush. Writing is synchronous and never waits; who produces much asks
/// <see cref="WaitForRoomAsync"/> first. Thread-safe.
/// </summary>
internal sealed partial class SendQueue(WsTransport transport, WsDialect dialect, SessionLimits limits, SessionClock clock) : IDisposable
{
    // However many messages are at hand, their answers do not wait for all of them.
    private const int WorthSending = 32 * 1024;
    private readonly Lock _gate = new();
    private LinkedList<TaskCompletionSource>? _waiting;
    private TaskCompletionSource? _drained;
    private TaskCompletionSource? _flushed;
    private OutputBuffer _filling = new();
    private OutputBuffer? _sending;
    private Load _fillingLoad;
    private Load _sendingLoad;
    private long _sendDeadline;
    private bool _hasSent;
    private int _holds;
    private bool _flushing;
    private bool _writing;
    private bool _ended;
    private bool _failed;
    private bool _disposed;
    private (WsCloseCode Code, string? Reason)? _close;

    /// <summary>Completes when a close frame has been sent, or nothing can be sent any more.</summary>
    public Task Drained
    {
        get
        {
            lock (_gate)
            {
                return _ended ? Task.CompletedTask : (_drained ??= NewWaiter()).Task;
            }
        }
    }

    private long QueuedBytes => _filling.Length + (_flushing ? _sending!.Length : 0);

    private int QueuedMessages => _fillingLoad.Messages + _sendingLoad.Messages;

    /// <summary>Whether messages are still taken: no close frame is to be sent, and the connection has not ended.</summary>
    public bool TakesMessages
    {
        get
        {
            lock (_gate)
            {
                return !_ended && _close is null;
            }
        }
    }

    /// <summary>Whether a message has been queued since this was asked last.</summary>
    public bool HasSentSince() => Interlocked.Exchange(ref _hasSent, false);

    /// <summary>Queues a message that has no payload.</summary>
    /// <returns>Whether the connection still takes messages.</returns>
    public bool Send(in WsEnvelope envelope) => Write(in envelope, default(NoPayload));

    /// <summary>Queues a message. When the value cannot be written, nothing of the message remains and the exception is thrown on.</summary>
    /// <returns>Whether the connection still takes messages.</returns>
    public bool Send<T>(in WsEnvelope envelope, T value, WsPayloadType<T> type) => Write(in envelope, new ValuePayload<T>(value, type));

    /// <summary>Queues a message whose payload has been written elsewhere.</summary>
    /// <returns>Whether the connection still takes messages.</returns>
    public bool Send(in WsEnvelope envelope, OutputBuffer payload) => Write(in envelope, new BufferPayload(payload));

    /// <summary>Puts off flushing until <see cref="Release"/>: the reader answers a batch of messages.</summary>
    public void Hold() => Interlocked.Increment(ref _holds);

    /// <summary>Ends a <see cref="Hold"/>.</summary>
    /// <param name="flush">Whether to flush now; if not, another batch follows at once.</param>
    public void Release(bool flush)
    {
        if (Interlocked.Decrement(ref _holds) == 0 && (flush || IsWorthSending()))
        {
            Flush();
        }
    }

    /// <summary>After everything that is queued, a close frame is sent; nothing is accepted after it.</summary>
    public void Close(WsCloseCode code, string? reason)
    {
        lock (_gate)
        {
            _close ??= (code, reason);

            // Who waits for room finds that nothing is taken any more.
            SignalRoom();
        }

        Flush();
    }

    /// <summary>Nothing can be sent any more: drops what is queued and lets everybody who waits go on.</summary>
    public void End()
    {
        lock (_gate)
        {
            _ended = true;
            foreach (var waiter in _waiting ?? [])
            {
                waiter.TrySetResult();
            }

            SignalFlush();
            _drained?.TrySetResult();
        }
    }

    /// <summary>Whether a send has failed.</summary>
    public bool HasFailed
    {
        get
        {
            lock (_gate)
            {
                return _failed;
            }
        }
    }

    /// <summary>The time at which the send in progress, or a connection to which nothing can be sent, is given up, or <see cref="long.MaxValue"/>.</summary>
    public long SendDeadline()
    {
        lock (_gate)
        {
            return _failed || (_flushing && !_ended) ? _sendDeadline : long.MaxValue;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
            _disposed = true;
            _filling.Dispose();
            if (!_flushing)
            {
                _sending?.Dispose();
            }
        }
    }

    /// <summary>Queues a message whose payload has been encoded before.</summary>
    /// <returns>Whether the connection still takes messages.</returns>
    public bool SendEncoded(in WsEnvelope envelope, ReadOnlyMemory<byte> payload) => Write(in envelope, new EncodedPayload(payload));

    /// <summary>Queues a message as it stands, without an envelope.</summary>
    /// <returns>Whether the connection still takes messages.</returns>
    public bool SendRaw(ReadOnlySpan<byte> message, WsMessageType type)
    {
        lock (_gate)
        {
            if (_ended || _close is not null)
            {
                return false;
            }

            transport.WriteMessage(_filling, type, message);
            _fillingLoad.Messages++;
            _hasSent = true;
        }

        Flush();
        return true;
    }

    private bool Write<TPayload>(in WsEnvelope envelope, TPayload payload)
        where TPayload : struct, ISendPayload
    {
        bool held;
        lock (_gate)
        {
            if (_ended || _close is not null)
            {
                return false;
            }

            if (_writing)
            {
                throw new InvalidOperationException("A JSON converter must not send messages while it writes one.");
            }

            _writing = true;
            var start = _filling.Mark();
            var length = _filling.Length;
            try
            {
                var reservation = transport.BeginMessage(_filling, dialect.MessageType);
                var message = _filling.Mark();
                dialect.Begin(_filling, in envelope);
                var content = _filling.Mark();
                payload.Write(_filling);
                if (!dialect.Finish(_filling, in envelope, message, content))
                {
                    _filling.Rewind(start);
                    return true;
                }

                transport.EndMessage(_filling, reservation, dialect.MessageType);
                _fillingLoad.Messages++;
                _hasSent = true;
                if (envelope.Kind is WsEnvelopeKind.Error or WsEnvelopeKind.Credit or WsEnvelopeKind.Cancel)
                {
                    _fillingLoad.Unasked++;
                    _fillingLoad.UnaskedBytes += _filling.Length - length;
                }
            }
            catch
            {
                _filling.Rewind(start);
                throw;
            }
            finally
            {
                _writing = false;
            }

            // Whoever holds takes the lock later than this, and finds the message.
            held = Volatile.Read(ref _holds) > 0;
        }

        if (!held)
        {
            Flush();
        }

        return true;
    }

    private void Flush()
    {
        lock (_gate)
        {
            if (_flushing || _ended || Volatile.Read(ref _holds) > 0 || (_filling.Length == 0 && _close is null))
            {
                return;
            }

            _flushing = true;
            Swap();
        }

        _ = FlushLoopAsync();
    }

    private async Task FlushLoopAsync()
    {
        try
        {
            while (true)
            {
                if (_sending!.Length > 0)
                {
                    await transport.SendAsync(_sending, CancellationToken.None).ConfigureAwait(false);
                }

                (WsCloseCode Code, string? Reason)? close = null;
                lock (_gate)
                {
                    _sending.Reset();
                    _sendingLoad = default;
                    SignalFlush();
                    if (_filling.Length > 0 && !_ended)
                    {
                        Swap();
                    }
                    else
                    {
                        close = _close;
                        if (close is null || _ended)
                        {
                            StopFlushing();
                            return;
                        }
                    }

                    SignalRoom();
                }

                if (close is { } frame)
                {
                    await transport.CloseAsync(frame.Code, frame.Reason, CancellationToken.None).ConfigureAwait(false);
                    End();
                    break;
                }
            }
        }
        catch (Exception)
        {
            // Whatever it was, the reader sees the same connection fail and reports it, behind what has arrived.
            End();
            FailSoon();
        }

        lock (_gate)
        {
            StopFlushing();
        }
    }

    // What has arrived may say why: a close frame, for one.
    private void FailSoon()
    {
        if (transport.Linger is not { } linger)
        {
            transport.Abort();
            return;
        }

        var due = clock.After(linger);
        lock (_gate)
        {
            _failed = true;
            _sendDeadline = due;
        }

        clock.ScheduleAt(due);
    }

    // Both buffers are empty now, or what is in them will not be sent: an idle connection keeps no memory.
    private void StopFlushing()
    {
        _flushing = false;
        if (_disposed)
        {
            _sending!.Dispose();
        }
        else
        {
            _sending!.Release();
            if (_filling.Length == 0)
            {
                _filling.Release();
            }
        }

        SignalRoom();
    }

    private void Swap()
    {
        (_filling, _sending) = (_sending ?? new OutputBuffer(), _filling);
        _sendingLoad = _fillingLoad;
        _fillingLoad = default;
        _sendDeadline = clock.After(limits.SendTimeout);
        clock.ScheduleAt(_sendDeadline);
    }

    private bool IsWorthSending()
    {
        lock (_gate)
        {
            return _filling.Length >= WorthSending;
        }
    }

    private static TaskCompletionSource NewWaiter() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What is in a buffer, and how much of it was written without waiting for room.</summary>
    private struct Load
    {
        public int Messages;
        public int Unasked;
        public long UnaskedBytes;
    }
}
