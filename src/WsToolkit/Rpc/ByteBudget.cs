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

    /// <summary>Takes more than there is, if need be: for those who see to the bound themselves.</summary>
    public void Take(int bytes) => Interlocked.Add(ref _used, bytes);

    public void Return(int bytes) => Interlocked.Add(ref _used, -bytes);
}
