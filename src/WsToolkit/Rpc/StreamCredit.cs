namespace WsToolkit.Rpc;

/// <summary>
/// What the sender of a stream may still send. The receiver grants it item by item; without a number to begin with there is no
/// limit but that of the connection's send queue. Thread-safe.
/// </summary>
internal sealed class StreamCredit : IDisposable
{
    // Far beyond any window, and far from overflowing however often a hostile peer grants the maximum.
    private const int Limit = 1 << 30;
    private readonly SemaphoreSlim? _available;
    private readonly Lock _gate = new();

    public StreamCredit(int? initial) => _available = initial is { } count ? new SemaphoreSlim(Math.Min(count, Limit)) : null;

    /// <summary>Takes the credit for one item, waiting for it if need be.</summary>
    public ValueTask TakeAsync(CancellationToken cancellationToken)
    {
        if (_available is null)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return ValueTask.CompletedTask;
        }

        return new ValueTask(_available.WaitAsync(cancellationToken));
    }

    public void Grant(int count)
    {
        if (_available is null || count <= 0)
        {
            return;
        }

        lock (_gate)
        {
            var room = Limit - _available.CurrentCount;
            if (room > 0)
            {
                _available.Release(Math.Min(count, room));
            }
        }
    }

    public void Dispose() => _available?.Dispose();
}
