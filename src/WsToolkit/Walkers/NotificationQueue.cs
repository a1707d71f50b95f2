using WsToolkit.Sessions;

namespace WsToolkit.Walkers;

/// <summary>
/// The notifications of one connection. They go straight into its send queue while there is room; then they wait here, within bounds.
/// Nobody
/// waits for a slow connection. Thread-safe.
/// </summary>
internal sealed class NotificationQueue(WsSession session, WsWalkerOptions options)
{
    private readonly Queue<ReadOnlyMemory<byte>> _pending = [];
    private long _pendingBytes;
    private bool _draining;
    private bool _left;

    /// <summary>Held while a notification is queued: who holds it comes before or after all of it.</summary>
    public Lock Gate { get; } = new();

    /// <summary>How many notifications were dropped because the connection was too slow.</summary>
    public long Dropped { get; private set; }

    /// <summary>Queues a notification.</summary>
    public void Send(ReadOnlyMemory<byte> message)
    {
        lock (Gate)
        {
            if (_left || (!_draining && TrySend(message)) || _left)
            {
                return;
            }

            Keep(message);
            if (_left || _draining)
            {
                return;
            }

            _draining = true;
        }

        _ = DrainAsync();
    }

    /// <summary>Nothing is queued any more.</summary>
    public void Leave()
    {
        lock (Gate)
        {
            GiveUp();
        }
    }

    // Within the gate, as everything below.
    private void GiveUp()
    {
        _left = true;
        _pending.Clear();
        _pendingBytes = 0;
    }

    private bool TrySend(ReadOnlyMemory<byte> message)
    {
        var sent = session.Queue.SendMany(new ReadOnlySpan<ReadOnlyMemory<byte>>(ref message), inLine: _draining);
        if (sent < 0)
        {
            GiveUp();
        }

        return sent > 0;
    }

    private void Keep(ReadOnlyMemory<byte> message)
    {
        _pending.Enqueue(message);
        _pendingBytes += message.Length;
        while (_pending.Count > options.NotificationQueueMessages || _pendingBytes > options.NotificationQueueBytes)
        {
            if (options.SlowReceiver == WsSlowConsumer.Disconnect)
            {
                WalkerMetrics.Dropped(_pending.Count, "disconnected");
                GiveUp();
                session.BeginClose(WsCloseCode.TryAgainLater, "Too slow for notifications");
                return;
            }

            _pendingBytes -= _pending.Dequeue().Length;
            Dropped++;
            WalkerMetrics.Dropped(1, "oldest");
        }
    }

    private async Task DrainAsync()
    {
        do
        {
            await session.Queue.WaitForRoomAsync(CancellationToken.None).ConfigureAwait(false);
        }
        while (SendWaiting());
    }

    // As much as there is room for; whether there is more.
    private bool SendWaiting()
    {
        lock (Gate)
        {
            while (_pending.TryPeek(out var message))
            {
                if (!TrySend(message))
                {
                    break;
                }

                _pending.Dequeue();
                _pendingBytes -= message.Length;
            }

            if (_pending.Count > 0)
            {
                return true;
            }

            _draining = false;
            return false;
        }
    }
}
