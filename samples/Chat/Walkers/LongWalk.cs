using System.Runtime.CompilerServices;
using WsToolkit;

namespace ChatSample.Walkers;

/// <summary>
/// Takes its time, and tells its caller how far it has come: 0 %, 20 %, … 100 %, as notifications while it runs, as reports, and as the progress that a
/// caller can ask for. Who goes away, or cancels the call, ends it.
/// </summary>
[WsWalker("long_walk", Group = "Chat")]
public partial class LongWalk(TimeProvider time)
{
    private const int Steps = 5;

    /// <summary>How long a step takes; at most 2 s.</summary>
    public int StepMilliseconds { get; init; } = 400;

    [WsEntry]
    public async IAsyncEnumerable<WalkProgress> WalkAsync(
        WsWalkerContext walker, IProgress<int> percent, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var step = TimeSpan.FromMilliseconds(Math.Clamp(StepMilliseconds, 0, 2000));
        for (var done = 0; done <= Steps; done++)
        {
            if (done > 0)
            {
                await Task.Delay(step, time, cancellationToken);
            }

            percent.Report(done * 100 / Steps);
            var progress = new WalkProgress($"{done * 100 / Steps}%", done == 0 ? "started" : done < Steps ? "walking" : "done");
            await walker.NotifySelfAsync(progress, cancellationToken);
            yield return progress;
        }
    }
}
