using System.Diagnostics;

namespace WsToolkit.Benchmarks.Json;

/// <summary>Two ways to do the same, measured by turns: what else runs on the machine meets both.</summary>
/// <param name="Theirs">The fastest turn of the first, nanoseconds each time.</param>
/// <param name="Ours">The fastest turn of the second.</param>
/// <param name="MedianRatio">The median of the second's time by the first's, over all pairs of turns.</param>
/// <param name="TheirBytes">Bytes that the first allocates each time.</param>
/// <param name="OurBytes">Bytes that the second allocates each time.</param>
internal sealed record Duel(double Theirs, double Ours, double MedianRatio, double TheirBytes, double OurBytes)
{
    public static Duel Run(Action<int> theirs, Action<int> ours, int rounds, int milliseconds)
    {
        // Long enough for the code to be compiled for good.
        var warm = Stopwatch.StartNew();
        while (warm.ElapsedMilliseconds < 400)
        {
            theirs(500);
            ours(500);
        }

        var times = Math.Max(1, (int)(milliseconds * 1e6 / Time(theirs, 5000)));
        var ratios = new List<double>();
        var (least, ourLeast) = (double.MaxValue, double.MaxValue);
        for (var round = 0; round < rounds; round++)
        {
            var first = Time(round % 2 == 0 ? theirs : ours, times);
            var second = Time(round % 2 == 0 ? ours : theirs, times);
            var (their, our) = round % 2 == 0 ? (first, second) : (second, first);
            (least, ourLeast) = (Math.Min(least, their), Math.Min(ourLeast, our));
            ratios.Add(our / their);
        }

        ratios.Sort();
        return new Duel(least, ourLeast, ratios[ratios.Count / 2], Bytes(theirs), Bytes(ours));
    }

    private static double Time(Action<int> action, int times)
    {
        var start = Stopwatch.GetTimestamp();
        action(times);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / times;
    }

    private static double Bytes(Action<int> action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        action(1000);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / 1000.0;
    }
}
