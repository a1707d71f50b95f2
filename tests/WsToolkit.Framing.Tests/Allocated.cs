namespace WsToolkit.Framing.Tests;

/// <summary>
/// Counts what code allocates on the thread that runs it. While a garbage collection runs in the background, whoever brought it about, the platform counts what is left of a
/// thread's allocation context as allocated, some kilobytes, and trims pools; so the least of some rounds is the answer. What is allocated for each message is in all of them.
/// </summary>
internal static class Allocated
{
    private const int MostRounds = 10;

    /// <summary>The bytes that a number of runs allocates, after one run to warm up. Rounds end with the first that allocates nothing.</summary>
    public static long By(Action code, int runs = 100)
    {
        code();
        var least = long.MaxValue;
        for (var round = 0; round < MostRounds && least > 0; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var run = 0; run < runs; run++)
            {
                code();
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
