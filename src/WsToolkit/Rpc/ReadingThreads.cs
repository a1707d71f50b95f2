namespace WsToolkit.Rpc;

/// <summary>
/// Looks at the threads that run handlers while they should read, for as long as there are any. It is the system's clock that counts here: a
/// blocked thread is blocked in real time.
/// </summary>
internal static class ReadingThreads
{
    /// <summary>So many looks after its last handler a connection is no longer looked at: about a second.</summary>
    public const int MostIdleLooks = 100;

    private const int LookEveryMilliseconds = 10;
    private static readonly Lock Gate = new();
    private static readonly List<ReadingThread> Watched = [];
    private static readonly Timer Timer = CreateTimer();

    public static void Watch(ReadingThread thread)
    {
        lock (Gate)
        {
            if (!thread.TryBeWatched())
            {
                return;
            }

            Watched.Add(thread);
            if (Watched.Count == 1)
            {
                Timer.Change(LookEveryMilliseconds, Timeout.Infinite);
            }
        }
    }

    private static void Look()
    {
        lock (Gate)
        {
            for (var index = Watched.Count - 1; index >= 0; index--)
            {
                if (!Watched[index].Look())
                {
                    Watched[index] = Watched[^1];
                    Watched.RemoveAt(Watched.Count - 1);
                }
            }

            if (Watched.Count > 0)
            {
                Timer.Change(LookEveryMilliseconds, Timeout.Infinite);
            }
        }
    }

    private static Timer CreateTimer()
    {
        using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
        {
            return new Timer(static _ => Look(), null, Timeout.Infinite, Timeout.Infinite);
        }
    }
}
