using WsToolkit.Rpc;

namespace WsToolkit.Tests.Client;

/// <summary>Not beside others: those may listen to the same meter.</summary>
[Collection(nameof(TelemetryTests))]
[CollectionDefinition(nameof(TelemetryTests), DisableParallelization = true)]
public class TelemetryTests
{
    [Fact]
    public void Nothing_is_recorded_or_allocated_while_nobody_listens()
    {
        var method = new WsMethod("quiet", "Test.Quiet");
        Record();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            Record();
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Record()
        {
            Assert.True(RpcTelemetry.StartClient(method) is null && RpcTelemetry.StartServer(method) is null);
            RpcTelemetry.CountDisconnect(WsDisconnectReason.NetworkFailure);
        }
    }
}
