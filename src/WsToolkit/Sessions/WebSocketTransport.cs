using System.Buffers;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using WsToolkit.Framing;

namespace WsToolkit.Sessions;

/// <summary>
/// Carries messages over a <see cref="WebSocket"/> of the base library: ASP.NET Core's, <see cref="ClientWebSocket"/>'s or that of
/// a test host. It receives one message ahead of its reader, so that it knows whether another is there. Thread safety is as
/// <see cref="WsTransport"/> says.
/// </summary>
public sealed class WebSocketTransport : WsTransport
{
    /// <summary>The default limit of received messages: 1 MiB.</summary>
    public const int DefaultMaxMessageBytes = 1024 * 1024;

    private readonly WebSocket _socket;
    private readonly WebSocketReceiver _receiver;
    private Exception? _failure;
    private WsMessage _close;
    private bool _closed;
    private volatile bool _aborted;
    private volatile bool _closeSent;

    /// <summary>Creates the transport.</summary>
    /// <param name="socket">The open WebSocket. The transport owns it from now on.</param>
    /// <param name="maxMessageBytes">
    /// The largest message to receive, in bytes; receiving a larger one fails with 1009. 1 MiB by default.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="maxMessageBytes"/> is less than 1 or more than an array can hold.
    /// </exception>
    public WebSocketTransport(WebSocket socket, int maxMessageBytes = DefaultMaxMessageBytes)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxMessageBytes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(maxMessageBytes, Array.MaxLength);
        _socket = socket;
        _receiver = new WebSocketReceiver(socket, maxMessageBytes);
    }

    /// <inheritdoc/>
    public override bool HasBufferedMessage => _receiver.HasMessage;

    /// <inheritdoc/>
    /// <remarks>
    /// Cancelling drops the connection, because a message may have been received in part. After a message over the limit the next call
    /// goes on with what follows it, so that who closes because of it can read on until the other end's close frame.
    /// </remarks>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<WsMessage> ReceiveAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_closed)
        {
            return _close;
        }

        if (_failure is not null)
        {
            throw new IOException("The connection has ended.", _failure);
        }

        try
        {
            using var registration = cancellationToken.UnsafeRegister(static self => ((WebSocketTransport)self!).Abort(), this);
            var message = await _receiver.ReceiveAsync().ConfigureAwait(false);
            if (message.Type == WsMessageType.Close)
            {
                var code = (WsCloseCode)(_socket.CloseStatus ?? WebSocketCloseStatus.Empty);
                _close = message with { Close = new WsCloseInfo(code, _socket.CloseStatusDescription ?? "", !_closeSent) };
                _closed = true;
                return _close;
            }

            return message;
        }
        catch (Exception exception) when (exception is not WsTransportException)
        {
            _failure = exception;
            cancellationToken.ThrowIfCancellationRequested();
            throw BreaksProtocol(exception)
                ? new WsTransportException(WsCloseCode.ProtocolError, "The other end broke the WebSocket protocol.", exception)
                : Lost(exception);
        }
    }

    /// <inheritdoc/>
    public override OutputReservation BeginMessage(OutputBuffer output, WsMessageType type) => output.Reserve(MessagePrefix.Size);

    /// <inheritdoc/>
    public override void EndMessage(OutputBuffer output, OutputReservation reservation, WsMessageType type)
        => MessagePrefix.Fill(output, reservation, type);

    /// <inheritdoc/>
    /// <remarks>A message that lies in several segments is sent as that many fragments.</remarks>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask SendAsync(OutputBuffer output, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var rest = output.Written;
            while (MessagePrefix.TryRead(rest, out var length, out var type))
            {
                var socketType = type == WsMessageType.Text ? WebSocketMessageType.Text : WebSocketMessageType.Binary;
                rest = rest.Slice(MessagePrefix.Size);
                for (var left = length; ;)
                {
                    var part = rest.First;
                    if (part.Length > left)
                    {
                        part = part[..left];
                    }

                    rest = rest.Slice(part.Length);
                    left -= part.Length;
                    if (part.Length > 0 || length == 0)
                    {
                        await _socket.SendAsync(part, socketType, left == 0, cancellationToken).ConfigureAwait(false);
                    }

                    if (left == 0)
                    {
                        break;
                    }
                }
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw Lost(exception);
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Does nothing when a close frame has been sent already, also one that the socket sent by itself because of an error.
    /// <see cref="WsCloseCode.NoStatus"/> is sent as <see cref="WsCloseCode.Normal"/>.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// <paramref name="code"/> cannot travel: <see cref="WsCloseCode.Abnormal"/>, or less than 1000.
    /// </exception>
    /// <exception cref="IOException">The connection was lost.</exception>
    public override async ValueTask CloseAsync(WsCloseCode code, string? reason, CancellationToken cancellationToken)
    {
        var status = (WebSocketCloseStatus)CloseFrame.Sendable(code);
        if (_aborted || _socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
        {
            return;
        }

        try
        {
            _closeSent = true;
            await _socket.CloseOutputAsync(status, CloseFrame.CutReason(reason), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw Lost(exception);
        }
    }

    /// <inheritdoc/>
    public override void Abort()
    {
        _aborted = true;
        _socket.Abort();
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _aborted = true;
        _socket.Dispose();
        _ = _receiver.ReleaseAsync();
        return ValueTask.CompletedTask;
    }

    private bool BreaksProtocol(Exception exception) => !_aborted
        && exception is WebSocketException
        {
            WebSocketErrorCode: WebSocketError.Faulted or WebSocketError.HeaderError or WebSocketError.InvalidMessageType,
        };

    private IOException Lost(Exception cause)
        => new(_aborted ? "The connection was dropped by this end." : "The connection was lost.", cause);
}
