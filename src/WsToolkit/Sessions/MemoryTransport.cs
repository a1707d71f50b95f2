using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;
using WsToolkit.Framing;

namespace WsToolkit.Sessions;

/// <summary>
/// One end of a connection inside the process, for tests and for a client beside its server. It behaves as a socket does: what is
/// sent waits in a bounded buffer, and a reader that stalls stalls the writer. Thread safety is as <see cref="WsTransport"/> says.
/// </summary>
public sealed class MemoryTransport : WsTransport
{
    /// <summary>The default size of the buffer in each direction: 64 KiB.</summary>
    public const int DefaultBufferBytes = 64 * 1024;

    private readonly PipeReader _reader;
    private readonly PipeWriter _writer;
    private readonly int _maxMessageBytes;
    private readonly Lock _gate = new();
    private MemoryTransport _peer;
    private ReadOnlySequence<byte> _unread;
    private byte[] _assembled = [];
    private WsMessage _close;
    private bool _closed;
    private bool _hasUnread;
    private bool _reading;
    private bool _writing;
    private bool _disposed;
    private long _skip;
    private volatile bool _closeSent;
    private volatile bool _closeDelivered;
    private volatile bool _unheard;
    private volatile MemoryTransport? _droppedBy;

    private MemoryTransport(PipeReader reader, PipeWriter writer, int maxMessageBytes)
    {
        _reader = reader;
        _writer = writer;
        _maxMessageBytes = maxMessageBytes;
        _peer = this;
    }

    /// <inheritdoc/>
    public override bool? IsCompressed => false;

    /// <inheritdoc/>
    public override bool HasBufferedMessage
        => _hasUnread && _skip == 0 && MessagePrefix.TryRead(_unread, out var length, out _) && _unread.Length - MessagePrefix.Size >= length;

    /// <summary>Creates a connection.</summary>
    /// <param name="serverMaxMessageBytes">
    /// The largest message that the server receives, in bytes; a larger one fails with 1009. 1 MiB by default.
    /// </param>
    /// <param name="clientMaxMessageBytes">The largest message that the client receives, in bytes. 1 MiB by default.</param>
    /// <param name="bufferBytes">
    /// What may wait in each direction, in bytes, before sending waits for the reader; exceeded by one segment of the output at
    /// most. 64 KiB by default.
    /// </param>
    /// <returns>The two ends. Nothing but the limit tells one from the other.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is less than 1.</exception>
    public static (MemoryTransport Server, MemoryTransport Client) CreatePair(
        int serverMaxMessageBytes = WebSocketTransport.DefaultMaxMessageBytes,
        int clientMaxMessageBytes = WebSocketTransport.DefaultMaxMessageBytes,
        int bufferBytes = DefaultBufferBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(serverMaxMessageBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(clientMaxMessageBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(bufferBytes, 1);
        var options = new PipeOptions(
            pauseWriterThreshold: bufferBytes, resumeWriterThreshold: Math.Max(1, bufferBytes / 2), useSynchronizationContext: false);
        var forth = new Pipe(options);
        var back = new Pipe(options);
        var server = new MemoryTransport(back.Reader, forth.Writer, serverMaxMessageBytes);
        var client = new MemoryTransport(forth.Reader, back.Writer, clientMaxMessageBytes);
        (server._peer, client._peer) = (client, server);
        return (server, client);
    }

    /// <inheritdoc/>
    /// <remarks>After a message that was refused the next call goes on with what follows it.</remarks>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<WsMessage> ReceiveAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Enter(ref _reading);
        try
        {
            ReleaseAssembled();
            while (true)
            {
                ThrowIfDropped();
                if (_closed)
                {
                    return _close;
                }

                if (_hasUnread)
                {
                    Skip();
                    if (TryTake(out var message))
                    {
                        return message;
                    }

                    _hasUnread = false;
                    _reader.AdvanceTo(_unread.Start, _unread.End);
                }

                var result = await _reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                _unread = result.Buffer;
                _hasUnread = true;
                ThrowIfDropped();
                if (result.IsCompleted && !HasBufferedMessage)
                {
                    throw new IOException("The other end closed the connection without a close frame.");
                }
            }
        }
        finally
        {
            LeaveRead();
        }
    }

    /// <inheritdoc/>
    public override OutputReservation BeginMessage(OutputBuffer output, WsMessageType type) => output.Reserve(MessagePrefix.Size);

    /// <inheritdoc/>
    public override void EndMessage(OutputBuffer output, OutputReservation reservation, WsMessageType type)
        => MessagePrefix.Fill(output, reservation, type);

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask SendAsync(OutputBuffer output, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Enter(ref _writing);
        try
        {
            ThrowIfDropped();
            if (_closeSent)
            {
                throw new IOException("Nothing can be sent after a close frame.");
            }

            foreach (var segment in output.Written)
            {
                await WriteAsync(segment, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            LeaveWrite();
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Does nothing when a close frame has been sent already, or the connection has been dropped.
    /// <see cref="WsCloseCode.NoStatus"/> is sent as <see cref="WsCloseCode.Normal"/>.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// <paramref name="code"/> cannot travel: <see cref="WsCloseCode.Abnormal"/>, or less than 1000.
    /// </exception>
    /// <exception cref="IOException">The connection was lost.</exception>
    public override async ValueTask CloseAsync(WsCloseCode code, string? reason, CancellationToken cancellationToken)
    {
        var sent = CloseFrame.Sendable(code);
        if (_closeSent || _droppedBy is not null)
        {
            return;
        }

        Enter(ref _writing);
        try
        {
            _closeSent = true;
            var text = Encoding.UTF8.GetBytes(CloseFrame.CutReason(reason));
            var frame = new byte[MessagePrefix.Size + 2 + text.Length];
            MessagePrefix.Write(frame, 2 + text.Length, WsMessageType.Close);
            BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(MessagePrefix.Size), (ushort)sent);
            text.CopyTo(frame, MessagePrefix.Size + 2);
            await WriteAsync(frame, cancellationToken).ConfigureAwait(false);
            _closeDelivered = true;
        }
        finally
        {
            LeaveWrite();
        }
    }

    /// <inheritdoc/>
    /// <remarks>After a close frame has been sent this does not take back what was sent: the other end still receives it.</remarks>
    public override void Abort()
    {
        Drop(this);
        if (_closeDelivered)
        {
            _peer._unheard = true;
            _peer._writer.CancelPendingFlush();
        }
        else
        {
            _peer.Drop(this);
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// What has been sent still reaches the other end; without a close frame among it, the other end then finds the connection
    /// lost.
    /// </remarks>
    public override ValueTask DisposeAsync()
    {
        Drop(this);
        bool completeReader, completeWriter;
        lock (_gate)
        {
            (completeReader, completeWriter) = (!_disposed && !_reading, !_disposed && !_writing);
            _disposed = true;
        }

        if (completeReader)
        {
            CompleteReader();
        }

        if (completeWriter)
        {
            _writer.Complete();
        }

        return ValueTask.CompletedTask;
    }

    private bool TryTake(out WsMessage message)
    {
        message = default;
        if (_skip > 0 || !MessagePrefix.TryRead(_unread, out var length, out var type))
        {
            return false;
        }

        if (length > _maxMessageBytes)
        {
            _skip = MessagePrefix.Size + (long)length;
            throw new WsTransportException(WsCloseCode.MessageTooBig, $"A message is larger than the limit of {_maxMessageBytes} bytes.");
        }

        if (_unread.Length - MessagePrefix.Size < length)
        {
            return false;
        }

        var content = _unread.Slice(MessagePrefix.Size, length);
        var rest = _unread.Slice(content.End);
        var data = content.First;
        if (content.IsSingleSegment)
        {
            _unread = rest;
        }
        else
        {
            // A copy lets the writer go on at once.
            _assembled = ArrayPool<byte>.Shared.Rent(length);
            content.CopyTo(_assembled);
            data = _assembled.AsMemory(0, length);
            _reader.AdvanceTo(rest.Start);
            _hasUnread = _reader.TryRead(out var result);
            _unread = result.Buffer;
        }

        if (type == WsMessageType.Text && !Utf8.IsValid(data.Span))
        {
            throw new WsTransportException(WsCloseCode.InvalidPayload, "A text message is not UTF-8.");
        }

        message = new WsMessage(type, data);
        if (type == WsMessageType.Close)
        {
            var code = (WsCloseCode)BinaryPrimitives.ReadUInt16BigEndian(data.Span);
            var info = new WsCloseInfo(code, Encoding.UTF8.GetString(data.Span[2..]), !_closeSent);
            message = _close = new WsMessage(type, default, info);
            _closed = true;
        }

        return true;
    }

    private void Skip()
    {
        var count = Math.Min(_skip, _unread.Length);
        _unread = _unread.Slice(count);
        _skip -= count;
    }

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var result = await _writer.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        ThrowIfDropped();
        if (result.IsCompleted || _unheard)
        {
            throw new IOException("The other end has closed the connection.");
        }
    }

    private void Drop(MemoryTransport by)
    {
        _droppedBy ??= by;
        _reader.CancelPendingRead();
        _writer.CancelPendingFlush();
    }

    private void ThrowIfDropped()
    {
        if (_droppedBy is { } by)
        {
            throw new IOException(by == this ? "The connection was dropped by this end." : "The connection was lost: the other end dropped it.");
        }
    }

    private void Enter(ref bool active)
    {
        lock (_gate)
        {
            if (_disposed)
            {
                throw new IOException("The connection was dropped by this end.");
            }

            active = true;
        }
    }

    // Disposing leaves a pipe alone that is in use; then whoever uses it completes it.
    private void LeaveRead()
    {
        bool disposed;
        lock (_gate)
        {
            _reading = false;
            disposed = _disposed;
        }

        if (disposed)
        {
            CompleteReader();
        }
    }

    private void LeaveWrite()
    {
        bool disposed;
        lock (_gate)
        {
            _writing = false;
            disposed = _disposed;
        }

        if (disposed)
        {
            _writer.Complete();
        }
    }

    private void CompleteReader()
    {
        _hasUnread = false;
        ReleaseAssembled();
        _reader.Complete();
    }

    private void ReleaseAssembled()
    {
        if (_assembled.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_assembled);
            _assembled = [];
        }
    }
}
