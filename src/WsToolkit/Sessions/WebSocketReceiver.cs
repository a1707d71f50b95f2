using System.Buffers;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;

namespace WsToolkit.Sessions;

/// <summary>
/// Puts received messages together in pooled buffers. While one message is being read, the next is already received into another
/// buffer. A connection that is idle holds one small buffer.
/// </summary>
internal sealed class WebSocketReceiver(WebSocket socket, int maxMessageBytes)
{
    private const int SmallBuffer = 4096;

    /// <summary>The buffer of the message that was handed out last.</summary>
    private byte[] _handedOut = [];

    /// <summary>The buffer of the message that is being received.</summary>
    private byte[] _filling = [];

    private ValueTask<WsMessage> _ahead;
    private int _hasAhead;
    private bool _skipping;

    /// <summary>Whether the next message has been received already.</summary>
    public bool HasMessage => _hasAhead == 1 && _ahead.IsCompleted;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<WsMessage> ReceiveAsync()
    {
        var receiving = Interlocked.Exchange(ref _hasAhead, 0) == 1 ? _ahead : FillAsync();
        if (!receiving.IsCompleted && _handedOut.Length > SmallBuffer)
        {
            Release(ref _handedOut);
        }

        var message = await receiving.ConfigureAwait(false);
        (_handedOut, _filling) = (_filling, _handedOut);
        if (message.Type == WsMessageType.Close)
        {
            Release(ref _handedOut);
            Release(ref _filling);
        }
        else
        {
            _ahead = FillAsync();
            Volatile.Write(ref _hasAhead, 1);
        }

        return message;
    }

    /// <summary>Gives the buffers back as soon as the socket, which has been disposed, lets go of them.</summary>
    public async Task ReleaseAsync()
    {
        // Where a reader is still waiting it owns the buffers, and the garbage collector gets them.
        if (Interlocked.Exchange(ref _hasAhead, 0) == 1)
        {
            try
            {
                await _ahead.ConfigureAwait(false);
            }
            catch (Exception)
            {
                // Nobody is left to be told.
            }

            Release(ref _handedOut);
            Release(ref _filling);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<WsMessage> FillAsync()
    {
        if (_skipping && await SkipAsync().ConfigureAwait(false))
        {
            return new WsMessage(WsMessageType.Close, default);
        }

        if (_filling.Length > SmallBuffer)
        {
            // A receive without a buffer completes when there is something to receive.
            var ready = socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None);
            if (!ready.IsCompleted)
            {
                Release(ref _filling);
            }

            var first = await ready.ConfigureAwait(false);
            if (first.EndOfMessage || first.MessageType == WebSocketMessageType.Close)
            {
                return Message(first, 0);
            }
        }

        var count = 0;
        while (true)
        {
            if (count == _filling.Length)
            {
                Grow(count);
            }

            // One byte more than the limit tells a message that is too long from one that just fits.
            var room = _filling.AsMemory(count, Math.Min(_filling.Length, maxMessageBytes + 1) - count);
            var result = await socket.ReceiveAsync(room, CancellationToken.None).ConfigureAwait(false);
            count += result.Count;
            if (count > maxMessageBytes)
            {
                _skipping = !result.EndOfMessage;
                throw new WsTransportException(WsCloseCode.MessageTooBig, $"A message is larger than the limit of {maxMessageBytes} bytes.");
            }

            if (result.EndOfMessage || result.MessageType == WebSocketMessageType.Close)
            {
                return Message(result, count);
            }
        }
    }

    /// <summary>Drops the rest of a message that was too big. Returns whether a close frame came instead of it.</summary>
    private async ValueTask<bool> SkipAsync()
    {
        Release(ref _filling);
        Grow(0);
        while (_skipping)
        {
            var result = await socket.ReceiveAsync(_filling.AsMemory(), CancellationToken.None).ConfigureAwait(false);
            _skipping = !result.EndOfMessage;
            if (result.MessageType == WebSocketMessageType.Close)
            {
                return true;
            }
        }

        return false;
    }

    private WsMessage Message(ValueWebSocketReceiveResult result, int count) => result.MessageType switch
    {
        WebSocketMessageType.Text => new WsMessage(WsMessageType.Text, _filling.AsMemory(0, count)),
        WebSocketMessageType.Binary => new WsMessage(WsMessageType.Binary, _filling.AsMemory(0, count)),
        _ => new WsMessage(WsMessageType.Close, default),
    };

    private void Grow(int count)
    {
        var size = Math.Max(SmallBuffer, Math.Min(count * 2L, maxMessageBytes + 1L));
        var larger = ArrayPool<byte>.Shared.Rent((int)size);
        _filling.AsSpan(0, count).CopyTo(larger);
        Release(ref _filling);
        _filling = larger;
    }

    private static void Release(ref byte[] buffer)
    {
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = [];
        }
    }
}
