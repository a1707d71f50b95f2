using WsToolkit.Dialects;
using WsToolkit.Framing;
using WsToolkit.Json;

namespace WsToolkit.Sessions;

/// <summary>
/// The outgoing side of a connection. Messages are written straight into one of two buffers while the other is being sent, so that
/// whatever was written meanwhile leaves with one flush. Writing is synchronous and never waits; who produces much asks
/// <see cref="WaitForRoomAsync"/> first. Thread-safe.
/// </summary>
internal sealed class SendQueue(WsTransport transport, WsDialect dialect, SessionLimits limits, SessionClock clock) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private OutputBuffer _filling = new();
    private OutputBuffer _sending = new();
    private int _fillingMessages;
    private int _sendingMessages;
    private long _sendStarted;
    private int _holds;
    private bool _flushing;
    private bool _writing;
    private bool _ended;
    private (WsCloseCode Code, string? Reason)? _close;

    /// <summary>Completes when a close frame has been sent, or nothing can be sent any more.</summary>
    public Task Drained => _drained.Task;

    /// <summary>Whether the queue is so full that optional messages, such as progress reports, should be left out.</summary>
    public bool IsCrowded
    {
        get
        {
            lock (_gate)
            {
                return QueuedBytes * 2 > limits.SendQueueBytes || QueuedMessages * 2 > limits.SendQueueMessages;
            }
        }
    }

    private long QueuedBytes => _filling.Length + (_flushing ? _sending.Length : 0);

    private int QueuedMessages => _fillingMessages + _sendingMessages;

    private bool HasRoom => _ended || (QueuedBytes < limits.SendQueueBytes && QueuedMessages < limits.SendQueueMessages);

    /// <summary>Queues a message that has no payload.</summary>
    /// <returns>Whether the connection still takes messages.</returns>
    public bool Send(in WsEnvelope envelope) => Write(in envelope, default(NoPayload));

    /// <summary>Queues a message. When the value cannot be written, nothing of the message remains and the exception is thrown on.</summary>
    /// <returns>Whether the connection still takes messages.</returns>
    public bool Send<T>(in WsEnvelope envelope, T value, WsPayloadType<T> type) => Write(in envelope, new ValuePayload<T>(value, type));

    /// <summary>Queues a message whose payload has been written elsewhere.</summary>
    /// <returns>Whether the connection still takes messages.</returns>
    public bool Send(in WsEnvelope envelope, OutputBuffer payload) => Write(in envelope, new BufferPayload(payload));

    /// <summary>Waits until the queue is below its limits, or the connection has ended.</summary>
    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource waiter;
        lock (_gate)
        {
            if (HasRoom)
            {
                return ValueTask.CompletedTask;
            }

            waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(waiter);
        }

        return new ValueTask(waiter.Task.WaitAsync(cancellationToken));
    }

    /// <summary>Puts off flushing until <see cref="Release"/>: the reader answers a batch of messages.</summary>
    public void Hold() => Interlocked.Increment(ref _holds);

    /// <summary>Ends a <see cref="Hold"/>.</summary>
    /// <param name="flush">Whether to flush now; if not, another batch follows at once.</param>
    public void Release(bool flush)
    {
        if (Interlocked.Decrement(ref _holds) == 0 && flush)
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
        }

        Flush();
    }

    /// <summary>Nothing can be sent any more: drops what is queued and lets everybody who waits go on.</summary>
    public void End()
    {
        lock (_gate)
        {
            _ended = true;
            ReleaseWaiting();
        }

        _drained.TrySetResult();
    }

    /// <summary>The time at which the send in progress is given up, or <see cref="long.MaxValue"/>.</summary>
    public long SendDeadline()
    {
        lock (_gate)
        {
            return _flushing && !_ended ? _sendStarted + clock.ToTicks(limits.SendTimeout) : long.MaxValue;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
            _filling.Dispose();
            if (!_flushing)
            {
                _sending.Dispose();
            }
        }
    }

    /// <summary>Queues a message whose payload has been encoded before.</summary>
    /// <returns>Whether the connection still takes messages.</returns>
    public bool SendEncoded(in WsEnvelope envelope, ReadOnlyMemory<byte> payload) => Write(in envelope, new EncodedPayload(payload));

    private bool Write<TPayload>(in WsEnvelope envelope, TPayload payload)
        where TPayload : struct, IPayload
    {
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
            try
            {
                var reservation = transport.BeginMessage(_filling, dialect.MessageType);
                dialect.Begin(_filling, in envelope);
                payload.Write(_filling);
                dialect.End(_filling, in envelope);
                transport.EndMessage(_filling, reservation, dialect.MessageType);
                _fillingMessages++;
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
        }

        Flush();
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
                if (_sending.Length > 0)
                {
                    await transport.SendAsync(_sending, CancellationToken.None).ConfigureAwait(false);
                }

                (WsCloseCode Code, string? Reason)? close = null;
                lock (_gate)
                {
                    _sending.Reset();
                    _sendingMessages = 0;
                    if (_filling.Length > 0 && !_ended)
                    {
                        Swap();
                    }
                    else
                    {
                        close = _close;
                        if (close is null || _ended)
                        {
                            _flushing = false;
                            ReleaseWaiting();
                            return;
                        }
                    }

                    ReleaseWaiting();
                }

                if (close is { } frame)
                {
                    await transport.CloseAsync(frame.Code, frame.Reason, CancellationToken.None).ConfigureAwait(false);
                    End();
                    return;
                }
            }
        }
        catch (Exception)
        {
            // Whatever it was, the reader sees the same connection fail and reports it.
            End();
            transport.Abort();
        }
    }

    private void Swap()
    {
        (_filling, _sending) = (_sending, _filling);
        _sendingMessages = _fillingMessages;
        _fillingMessages = 0;
        _sendStarted = clock.Now;
        clock.ScheduleAt(_sendStarted + clock.ToTicks(limits.SendTimeout));
    }

    private void ReleaseWaiting()
    {
        while (HasRoom && _waiting.TryDequeue(out var waiter))
        {
            waiter.TrySetResult();
        }
    }

    private interface IPayload
    {
        void Write(OutputBuffer output);
    }

    private readonly struct NoPayload : IPayload
    {
        public void Write(OutputBuffer output)
        {
        }
    }

    private readonly struct ValuePayload<T>(T value, WsPayloadType<T> type) : IPayload
    {
        public void Write(OutputBuffer output) => type.Write(output, value);
    }

    private readonly struct EncodedPayload(ReadOnlyMemory<byte> payload) : IPayload
    {
        public void Write(OutputBuffer output) => output.Write(payload.Span);
    }

    private readonly struct BufferPayload(OutputBuffer payload) : IPayload
    {
        public void Write(OutputBuffer output) => output.Append(payload);
    }
}
