using WsToolkit.Framing.Tests;
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
        Assert.Equal(0, Allocated.By(Record));

        void Record()
        {
            Assert.True(RpcTelemetry.StartClient(method) is null && RpcTelemetry.StartServer(method) is null);
            RpcTelemetry.CountDisconnect(WsDisconnectReason.NetworkFailure);
        }
    }
}
