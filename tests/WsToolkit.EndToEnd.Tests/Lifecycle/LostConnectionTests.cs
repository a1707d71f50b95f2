using System.Reflection;
using WsToolkit.EndToEnd.Tests.Support;
using Xunit.Sdk;

namespace WsToolkit.EndToEnd.Tests.Lifecycle;

/// <summary>How a connection can end.</summary>
public enum Loss
{
    ClientAborts,
    ClientCloses,
    ServerAborts,
    ServerCloses,
    ServerStops,
}

/// <summary>When the connection is lost, in whatever way and phase, everything that was in flight ends, on both ends.</summary>
public class LostConnectionTests
{
    [Theory, EveryLoss]
    public async Task Everything_in_flight_ends(HostKind kind, Loss loss)
    {
        await using var host = await ServiceHost.StartAsync(kind, ws => ws.Add<JobsService>());
        var (answerer, callbackStarted, callbackCancelled) = HoldingCallback();
        var options = new WsClientOptions { Reconnect = null }.AddCallback<IShapesCallback>(answerer);
        var jobs = await host.ConnectAsync<JobsServiceClient>(options);
        var argument = new Source(3);
        var duplex = new Source(2);

        var callers = new Dictionary<string, Task>
        {
            ["waiting for an answer"] = jobs.HoldAsync("hold"),
            ["waiting for an answer without a deadline"] = jobs.WithTimeout(Timeout.InfiniteTimeSpan).HoldAsync("hold2"),
            ["half-way through a result stream"] = jobs.TickAsync("tick", 3).ListAsync(),
            ["half-way through an argument stream"] = jobs.DrainAsync("drain", argument.Items()),
            ["half-way through an argument stream that is read blindly"] = jobs.DrainBlindlyAsync("blind", new Source(1).Items()),
            ["half-way through both"] = jobs.EchoAsync("echo", duplex.Items()).ListAsync(),
            ["during a callback"] = jobs.AskAsync("ask"),
        };
        await Task.WhenAll(
            host.Probe.Reached("hold:started"),
            host.Probe.Reached("hold2:started"),
            host.Probe.Reached("tick:started"),
            host.Probe.Reached("drain:items", 3),
            host.Probe.Reached("blind:items", 1),
            host.Probe.Reached("echo:items", 2),
            callbackStarted);

        await LoseAsync(host, jobs, loss);

        foreach (var (phase, caller) in callers)
        {
            var lost = await Assert.ThrowsAsync<WsConnectionLostException>(() => caller).Soon();
            Assert.True(Expected(loss) == lost.Close, $"{phase}: {lost.Close}");
        }

        await Task.WhenAll(
            host.Probe.Reached("hold:cancelled"),
            host.Probe.Reached("hold2:cancelled"),
            host.Probe.Reached("tick:cancelled"),
            host.Probe.Reached("tick:left"),
            host.Probe.Reached("drain:cancelled"),
            host.Probe.Reached("blind:left"),
            host.Probe.Reached("echo:left"),
            host.Probe.Reached("ask:cancelled"),
            callbackCancelled,
            argument.Left.Soon(),
            duplex.Left.Soon());
        await ConnectionIsGoneAsync(host, loss);
        Assert.Contains(nameof(WsConnectionLostException), host.Probe.Log);
    }

    [Theory, EveryLoss]
    public async Task After_it_no_call_can_be_made(HostKind kind, Loss loss)
    {
        await using var host = await ServiceHost.StartAsync(kind, ws => ws.Add<JobsService>());
        var jobs = await host.ConnectAsync<JobsServiceClient>(new WsClientOptions { Reconnect = null });
        await host.Probe.Reached("connected", 1);

        await LoseAsync(host, jobs, loss);
        await jobs.Connection.Completion.Soon();
        await jobs.Connection.Closed.Cancelled();

        await Assert.ThrowsAsync<WsConnectionLostException>(() => jobs.AddAsync(1, 2)).Soon();
        await Assert.ThrowsAsync<WsConnectionLostException>(() => jobs.TickAsync("a", 1).ListAsync()).Soon();
        await Assert.ThrowsAsync<WsConnectionLostException>(() => jobs.DrainAsync("b", new Source(1).Items())).Soon();
        await ConnectionIsGoneAsync(host, loss);
    }

    [Theory, BothHosts]
    public async Task Disposing_a_client_twice_or_after_the_loss_does_nothing(HostKind kind)
    {
        await using var host = await ServiceHost.StartAsync(kind, ws => ws.Add<JobsService>());
        var jobs = await host.ConnectAsync<JobsServiceClient>();

        await jobs.DisposeAsync().Soon();
        await jobs.DisposeAsync().Soon();
        Assert.Equal(new WsCloseInfo(WsCloseCode.Normal, "", Remote: false), await jobs.Connection.Completion.Soon());
        await ConnectionIsGoneAsync(host, Loss.ClientCloses);
    }

    [Theory, BothHosts]
    public async Task A_handler_may_close_its_own_connection(HostKind kind)
    {
        await using var host = await ServiceHost.StartAsync(kind, ws => ws.Add<JobsService>());
        var jobs = await host.ConnectAsync<JobsServiceClient>();

        var lost = await Assert.ThrowsAsync<WsConnectionLostException>(() => jobs.CloseAsync()).Soon();
        Assert.Equal(new WsCloseInfo(WsCloseCode.PolicyViolation, "Enough of this.", Remote: true), lost.Close);
        await ConnectionIsGoneAsync(host, Loss.ServerCloses);
    }

    [Theory, BothHosts]
    public async Task What_was_answered_before_a_close_still_arrives(HostKind kind)
    {
        await using var host = await ServiceHost.StartAsync(kind, ws => ws.Add<JobsService>());
        var jobs = await host.ConnectAsync<JobsServiceClient>();

        var calls = Enumerable.Range(0, 50).Select(i => jobs.HoldAsync($"{i}")).ToArray();
        for (var i = 0; i < 16; i++)
        {
            await host.Probe.Reached($"{i}:started");
        }

        var stream = jobs.TickAsync("tick", 20).ListAsync();
        for (var i = 0; i < 50; i++)
        {
            host.Probe.Mark($"{i}");
        }

        host.Probe.Mark("tick");
        await host.Probe.Reached("tick:left");
        Assert.Equal(50, (await Task.WhenAll(calls).Soon()).Distinct().Count());
        Assert.Equal(20, (await stream.Soon()).Count);
    }

    [Theory, BothHosts]
    public async Task A_handler_that_does_not_stop_is_waited_for_before_the_end_is_announced(HostKind kind)
    {
        await using var host = await ServiceHost.StartAsync(kind, ws => ws.Add<JobsService>());
        var jobs = await host.ConnectAsync<JobsServiceClient>();

        var call = jobs.InsistAsync("a");
        await host.Probe.Reached("a:started");
        ((WsClient)jobs.Connection).Abort();
        await Assert.ThrowsAsync<WsConnectionLostException>(() => call).Soon();
        var other = await host.ConnectAsync<JobsServiceClient>();
        Assert.Equal(3, await other.AddAsync(1, 2).Soon());
        Assert.Equal(0, host.Probe.Count("disconnected"));
        host.Probe.Mark("a");
        await host.Probe.Reached("disconnected", 1);
    }

    [Theory, BothHosts]
    public async Task One_lost_connection_leaves_the_others_alone(HostKind kind)
    {
        await using var host = await ServiceHost.StartAsync(kind, ws => ws.Add<JobsService>());
        var clients = new List<JobsServiceClient>();
        for (var i = 0; i < 5; i++)
        {
            clients.Add(await host.ConnectAsync<JobsServiceClient>());
        }

        var calls = clients.Select((client, i) => client.HoldAsync($"{i}")).ToArray();
        for (var i = 0; i < 5; i++)
        {
            await host.Probe.Reached($"{i}:started");
        }

        ((WsClient)clients[2].Connection).Abort();
        await host.Probe.Reached("disconnected", 1);
        Assert.Equal(4, host.Connections.Count);
        for (var i = 0; i < 5; i++)
        {
            host.Probe.Mark($"{i}");
        }

        await Assert.ThrowsAsync<WsConnectionLostException>(() => calls[2]).Soon();
        Assert.Equal(["0", "1", "3", "4"], await Task.WhenAll(calls[0], calls[1], calls[3], calls[4]).Soon());
    }

    private static (Answerer Answerer, Task Started, Task Cancelled) HoldingCallback()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answerer = new Answerer
        {
            OnAnswer = async (_, cancellationToken) =>
            {
                started.SetResult();
                await cancellationToken.Cancelled();
                cancelled.SetResult();
                throw new OperationCanceledException(cancellationToken);
            },
        };
        return (answerer, started.Task.Soon(), cancelled.Task.Soon());
    }

    private static Task LoseAsync(ServiceHost host, JobsServiceClient client, Loss loss)
    {
        switch (loss)
        {
            case Loss.ClientAborts:
                ((WsClient)client.Connection).Abort();
                return Task.CompletedTask;
            case Loss.ClientCloses:
                return client.DisposeAsync().Soon();
            case Loss.ServerAborts:
                host.Connections.All.Single().Abort();
                return Task.CompletedTask;
            case Loss.ServerCloses:
                return host.Connections.All.Single().CloseAsync(WsCloseCode.PolicyViolation, "Enough of this.").Soon();
            default:
                return host.StopAsync().Soon();
        }
    }

    private static WsCloseInfo Expected(Loss loss) => loss switch
    {
        Loss.ClientAborts => new WsCloseInfo(WsCloseCode.Abnormal, "", Remote: false),
        Loss.ClientCloses => new WsCloseInfo(WsCloseCode.Normal, "", Remote: false),
        Loss.ServerAborts => new WsCloseInfo(WsCloseCode.Abnormal, "", Remote: true),
        Loss.ServerCloses => new WsCloseInfo(WsCloseCode.PolicyViolation, "Enough of this.", Remote: true),
        _ => new WsCloseInfo(WsCloseCode.GoingAway, "The server shuts down.", Remote: true),
    };

    // The end is announced exactly once, with how it came about, and nothing of the connection remains.
    private static async Task ConnectionIsGoneAsync(ServiceHost host, Loss loss)
    {
        await host.Probe.Reached("disconnected", 1);
        var announced = loss switch
        {
            Loss.ClientAborts => "disconnected 1006 by the client",
            Loss.ClientCloses => "disconnected 1000 by the client",
            Loss.ServerAborts => "disconnected 1006 by the server",
            Loss.ServerCloses => "disconnected 1008 by the server",
            _ => "disconnected 1001 by the server",
        };
        Assert.Equal([announced], host.Probe.Log.Where(line => line.StartsWith("disconnected", StringComparison.Ordinal)));
        Assert.Equal(1, host.Probe.Count("connected"));
        Assert.Equal(0, host.Connections.Count);
        await host.StopAsync().Soon();
        Assert.Equal(1, host.Probe.Count("disconnected"));
    }
}

/// <summary>Runs a theory with every loss on both kinds of host.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EveryLossAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod)
        => from kind in Enum.GetValues<HostKind>() from loss in Enum.GetValues<Loss>() select new object[] { kind, loss };
}
