using WsToolkit.Framing.Fuzz;

namespace WsToolkit.Framing.Tests.Frames;

/// <summary>A short run of the fuzzer; the long one is described in docs/rfc6455.md.</summary>
public sealed class FuzzTests
{
    [Fact]
    [Trait("Rfc6455", "10.7")]
    public void A_hundred_thousand_hostile_frames_are_read_as_the_reference_reads_them()
    {
        var run = new FuzzRun(seed: 6455);
        run.Run(100_000);
        Assert.True(run.Frames >= 100_000);
        Assert.Equal([CloseCodes.ProtocolError, CloseCodes.InvalidPayload, CloseCodes.MessageTooBig], run.Failures.Keys);
        Assert.All(run.Failures.Values, count => Assert.True(count > 100));
    }
}
