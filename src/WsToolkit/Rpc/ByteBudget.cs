namespace WsToolkit.Rpc;

/// <summary>Bounds what all calls of a connection together hold of received bytes. Thread-safe.</summary>
internal sealed class ByteBudget(long limit)
{
    private long _used;

    public bool TryTake(int bytes)
    {
        if (Interlocked.Add(ref _used, bytes) <= limit)
        {
            return true;
        }

        Interlocked.Add(ref _used, -bytes);
        return false;
    }

    public void Return(int bytes) => Interlocked.Add(ref _used, -bytes);
}
