namespace WsToolkit.Rpc;

/// <summary>
/// How far ahead of its answers a caller may be before it is no longer read from, where calls run in order. Kept by
/// <see cref="IncomingCalls"/>, under its lock; connections without order have none.
/// </summary>
internal sealed class CallRoom(int maxCalls, long maxBytes)
{
    private TaskCompletionSource? _waiting;

    public int MaxCalls => maxCalls;

    /// <summary>The encoded arguments of all calls, also of those that are bound by now.</summary>
    public long Bytes { get; set; }

    public bool HasBytes => Bytes <= maxBytes;

    /// <summary>Completes with <see cref="Signal"/>.</summary>
    public Task Wait() => (_waiting ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Signal()
    {
        _waiting?.TrySetResult();
        _waiting = null;
    }
}
