namespace WsToolkit.Rpc;

/// <summary>A method and where it is dispatched. Thread-safe.</summary>
internal sealed class MethodEntry(WsDispatcher dispatcher, int index, WsMethod method)
{
    private const int FewestCallsOffReader = 64;
    private const int MostCallsOffReader = 4096;
    private int _callsOffReader;
    private int _afterBlocking = FewestCallsOffReader;

    public WsDispatcher Dispatcher => dispatcher;

    public int Index => index;

    public WsMethod Method => method;

    /// <summary>Whether a call may begin on the thread that reads: none of the method's has held one up lately.</summary>
    public bool MayBeginOnReader()
    {
        // Counted roughly: it does not matter by which thread.
        if (_callsOffReader == 0)
        {
            return true;
        }

        _callsOffReader--;
        return false;
    }

    /// <summary>A call was slow to give back the thread that reads, if only because the machine is busy: the next few begin elsewhere.</summary>
    public void OnSlow() => _callsOffReader = FewestCallsOffReader;

    /// <summary>A call has blocked the thread that reads: the next ones begin elsewhere, each time more of them.</summary>
    public void OnBlocked()
    {
        _callsOffReader = _afterBlocking;
        _afterBlocking = Math.Min(2 * _afterBlocking, MostCallsOffReader);
    }
}
