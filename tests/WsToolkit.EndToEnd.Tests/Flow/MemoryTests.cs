using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Flow;

/// <summary>Memory is counted for the whole process, so these tests run while no others do.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
[Collection(nameof(MemoryTests))]
public class MemoryTests
{
    [Theory, BothHosts]
    public async Task Memory_is_bounded_however_many_streams_stall(HostKind kind)
    {
        await using var host = await ServiceHost.StartAsync(kind, ws => ws.Add<FlowsService>());
        var flows = await host.ConnectAsync<FlowsServiceClient>(new WsClientOptions { MaxBufferedStreamBytes = 256 * 1024 * 1024 });
        var streams = new List<IAsyncEnumerator<string>>();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < 10; i++)
        {
            var stream = flows.PourAsync($"{i}", 10_000).GetAsyncEnumerator();
            streams.Add(stream);
            Assert.True(await stream.MoveNextAsync().Soon());
        }

        for (var i = 0; i < 10; i++)
        {
            await host.Probe.Reached($"{i}:produced", 33);
        }

        // Ten windows of 32 items, of 20 kB each as text in memory, and buffers.
        Assert.Equal(7, await flows.PingAsync(7).Soon());
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 25_000_000);
        foreach (var stream in streams)
        {
            await stream.DisposeAsync().Soon();
        }
    }
}
