using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Channels;

/// <summary>A server that shuts down says so, lets calls end, and closes with 1001.</summary>
public sealed class ShutdownTests
{
    private const string Call = """{"id":1,"method":"publish","payload":{"channel":"hooked:a","data":{"n":1}}}""";

    [Theory]
    [BothHosts]
    public async Task Calls_in_flight_end_first(HostKind over)
    {
        await using var host = await BoardHost.StartAsync(over, options: static options => options.TimeProvider = new FakeTimeProvider());
        var (client, release, _) = await BeginCallAsync(host);
        var stopped = host.StopAsync();
        Assert.Equal("""{"going_away":5000}""", await client.ReceiveAsync());
        Assert.Equal(
            """{"id":2,"method":"server_info","error":{"message":"The server shuts down.","code":"shutting_down"}}""",
            await client.AskAsync("""{"id":2,"method":"server_info"}"""));
        release.SetResult();
        Assert.StartsWith("""{"id":1,"method":"publish","response":""", await client.ReceiveAsync(), StringComparison.Ordinal);
        Assert.Equal((WsCloseCode.GoingAway, "The server shuts down."), await client.ReceiveCloseAsync());
        await client.CloseAsync();
        await stopped.Soon();
        await client.DisposeAsync();
    }

    [Theory]
    [BothHosts]
    public async Task Calls_that_take_too_long_are_cut_off(HostKind over)
    {
        var time = new FakeTimeProvider();
        await using var host = await BoardHost.StartAsync(over, options: options =>
        {
            options.TimeProvider = time;
            options.KeepAliveInterval = TimeSpan.Zero;
            options.ShutdownTimeout = TimeSpan.FromSeconds(2);
        });
        var (client, _, cancelled) = await BeginCallAsync(host);
        var stopped = host.StopAsync();
        Assert.Equal("""{"going_away":2000}""", await client.ReceiveAsync());
        time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Contains("shutting_down", await client.AskAsync("""{"id":2,"method":"server_info"}"""));
        time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal((WsCloseCode.GoingAway, "The server shuts down."), await client.ReceiveCloseAsync());
        await client.CloseAsync();
        await cancelled.Soon();
        await stopped.Soon();
        await client.DisposeAsync();
    }

    [Theory]
    [BothHosts]
    public async Task Without_calls_in_flight_nobody_waits(HostKind over)
    {
        await using var host = await BoardHost.StartAsync(over, options: static options => options.TimeProvider = new FakeTimeProvider());
        await using var client = await host.OpenAsync("drop:a");
        var stopped = host.StopAsync();
        Assert.Equal("""{"going_away":5000}""", await client.ReceiveAsync());
        Assert.Equal((WsCloseCode.GoingAway, "The server shuts down."), await client.ReceiveCloseAsync());
        await client.CloseAsync();
        await stopped.Soon();
    }

    [Theory]
    [BothHosts]
    public async Task A_timeout_of_zero_closes_at_once(HostKind over)
    {
        await using var host = await BoardHost.StartAsync(over, options: static options => options.ShutdownTimeout = TimeSpan.Zero);
        var (client, _, cancelled) = await BeginCallAsync(host);
        var stopped = host.StopAsync();
        await Assert.ThrowsAnyAsync<Exception>(client.ReceiveAsync);
        await client.CloseAsync();
        await cancelled.Soon();
        await stopped.Soon();
        await client.DisposeAsync();
    }

    // A call whose hook waits until it is released or cancelled.
    private static async Task<(RawConnection Client, TaskCompletionSource Release, Task Cancelled)> BeginCallAsync(BoardHost host)
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.State.MayPublish = async (context, _) =>
        {
            begun.TrySetResult();
            try
            {
                await release.Task.WaitAsync(context.CancellationToken);
            }
            catch (OperationCanceledException)
            {
                cancelled.TrySetResult();
                throw;
            }

            return true;
        };
        var client = await host.OpenAsync();
        await client.SendAsync(Call);
        await begun.Task.Soon();
        return (client, release, cancelled.Task);
    }
}
