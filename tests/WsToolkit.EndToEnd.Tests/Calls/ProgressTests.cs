using System.Runtime.CompilerServices;
using WsToolkit.Client;
using WsToolkit.Dialects;
using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Calls;

public class ProgressTests
{
    [Theory, BothHosts]
    public async Task Reports_arrive_in_order_and_all_before_the_call_completes(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var shapes = await host.ConnectAsync<ShapesServiceClient>();
        var reports = new Reports<Step>();

        Assert.Equal(50, await shapes.ImportAsync(50, reports).Soon());
        Assert.Equal(Enumerable.Range(1, 50).Select(i => new Step(i, 50)), reports.All);
    }

    [Theory, BothHosts]
    public async Task A_slow_receiver_sees_the_latest_report_and_holds_up_only_its_own_call(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var shapes = await host.ConnectAsync<ShapesServiceClient>();
        using var gate = new ManualResetEventSlim();
        var reports = new Reports<Step> { OnReport = _ => gate.Wait(Waiting.Bound) };

        var slow = shapes.ImportAsync(1000, reports);
        Assert.Equal(3, await shapes.AddAsync(1, 2).Soon());
        Assert.Equal(10, await shapes.ImportAsync(10, null).Soon());
        Assert.False(slow.IsCompleted);
        gate.Set();

        Assert.Equal(1000, await slow.Soon());
        Assert.Equal(new Step(1000, 1000), reports.All[^1]);
        Assert.Equal(reports.All.OrderBy(step => step.Done), reports.All);
        Assert.InRange(reports.All.Count, 2, 1000);
    }

    [Theory, BothHosts]
    public async Task Who_asks_for_no_progress_is_sent_none(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var wire = new CountingDialect();
        var shapes = await host.ConnectAsync<ShapesServiceClient>(new WsClientOptions { Dialect = wire });

        Assert.Equal(20, await shapes.ImportAsync(20).Soon());
        Assert.Equal(0, wire.Received(WsEnvelopeKind.Progress));
        Assert.Equal(5, await shapes.ImportAsync(5, new Reports<Step>()).Soon());
        Assert.Equal(5, wire.Received(WsEnvelopeKind.Progress));
    }

    [Theory, BothHosts]
    public async Task Nothing_is_reported_after_the_call_has_completed(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var late = await host.ConnectAsync<LateReporterClient>();
        var shapes = await host.ConnectAsync<ShapesServiceClient>();
        var reports = new Reports<int>();

        await late.BeginAsync(reports).Soon();
        Assert.Equal([1], reports.All);
        host.Probe.Mark("report late");
        await host.Probe.Reached("reported late");
        Assert.Equal(3, await shapes.AddAsync(1, 2).Soon());
        Assert.Equal([1], reports.All);
    }

    [Theory, BothHosts]
    public async Task A_receiver_that_throws_does_not_harm_the_call(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var shapes = await host.ConnectAsync<ShapesServiceClient>();
        var reports = new Reports<Step> { OnReport = _ => throw new InvalidOperationException("Not interested.") };

        Assert.Equal(5, await shapes.ImportAsync(5, reports).Soon());
        Assert.Equal(5, reports.All.Count);
    }

    [Theory, BothHosts]
    public async Task A_call_that_is_cancelled_does_not_wait_for_a_slow_receiver(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var late = await host.ConnectAsync<LateReporterClient>();
        using var receiver = new Stuck();
        using var cancellation = new CancellationTokenSource();
        var call = late.GoOnAsync(receiver.Reports, cancellation.Token);
        await receiver.IsTold.Soon();
        await host.Probe.Reached("reported all");

        cancellation.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Soon());
        Assert.Equal([0], await receiver.LetGoAsync(late));
    }

    [Theory, BothHosts]
    public async Task A_call_whose_reply_has_arrived_can_still_be_cancelled(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var late = await host.ConnectAsync<LateReporterClient>();
        using var receiver = new Stuck();
        using var cancellation = new CancellationTokenSource();
        var call = late.ReportAllAsync(receiver.Reports, cancellation.Token);
        await receiver.IsTold.Soon();

        // Answered after it, in the order of one connection.
        await late.ReportAllAsync(null).Soon();
        Assert.False(call.IsCompleted);
        cancellation.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Soon());
        Assert.Equal([0], await receiver.LetGoAsync(late));
    }

    [Theory, BothHosts]
    public async Task A_call_that_loses_its_connection_does_not_wait_for_a_slow_receiver(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var late = await host.ConnectAsync<LateReporterClient>();
        using var receiver = new Stuck();
        var call = late.GoOnAsync(receiver.Reports);
        await receiver.IsTold.Soon();
        await ((WsClient)late.Connection).DisposeAsync().AsTask().Soon();
        await Assert.ThrowsAsync<WsConnectionLostException>(() => call.Soon());
    }

    [Theory, BothHosts]
    public async Task Who_leaves_a_stream_is_told_nothing_more(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var late = await host.ConnectAsync<LateReporterClient>();
        using var receiver = new Stuck();
        await foreach (var item in late.LateAsync(receiver.Reports))
        {
            Assert.Equal(1, item);
            await receiver.IsTold.Soon();
            await host.Probe.Reached("reported all");
            break;
        }

        Assert.Equal([0], await receiver.LetGoAsync(late));
    }

    private static Task<ServiceHost> StartAsync(HostKind kind)
        => ServiceHost.StartAsync(kind, ws => ws.Add<ShapesService>().Add<LateReporter>());
}

/// <summary>Goes on reporting when its call has long been answered.</summary>
[WsService("late")]
public partial class LateReporter(Probe probe)
{
    [WsRpcMethod]
    public void Begin(IProgress<int> progress)
    {
        progress.Report(1);
        _ = Task.Run(async () =>
        {
            await probe.Reached("report late");
            progress.Report(2);
            probe.Mark("reported late");
        });
    }

    [WsRpcMethod]
    public void ReportAll(IProgress<int> progress)
    {
        for (var number = 0; number < 5; number++)
        {
            progress.Report(number);
        }
    }

    [WsRpcMethod]
    public Task GoOnAsync(IProgress<int> progress, CancellationToken cancellationToken)
    {
        ReportAll(progress);
        probe.Mark("reported all");
        return Task.Delay(Timeout.Infinite, cancellationToken);
    }

    [WsRpcMethod]
    public async IAsyncEnumerable<int> LateAsync(IProgress<int> progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return 1;
        await GoOnAsync(progress, cancellationToken);
    }
}

/// <summary>Does not come back from its first report until it is let go.</summary>
internal sealed class Stuck : IDisposable
{
    private readonly TaskCompletionSource _isTold = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _gate = new();

    public Stuck() => Reports = new Reports<int>
    {
        OnReport = _ =>
        {
            _isTold.TrySetResult();
            _gate.Wait(Waiting.Bound);
        },
    };

    public Reports<int> Reports { get; }

    public Task IsTold => _isTold.Task;

    /// <summary>Lets it go, and waits until others have been told something.</summary>
    public async Task<IReadOnlyList<int>> LetGoAsync(LateReporterClient client)
    {
        _gate.Set();
        await client.ReportAllAsync(new Reports<int>()).Soon();
        return Reports.All;
    }

    public void Dispose()
    {
        _gate.Set();
        _gate.Dispose();
    }
}
