using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Docs;

/// <summary>The sample that a newcomer runs first.</summary>
public class QuickstartTests
{
    [Fact]
    public async Task It_shows_every_shape_of_call_a_channel_and_a_recovery_and_exits_with_0()
    {
        using var sample = SampleProcess.Start("Quickstart", "--urls", "http://127.0.0.1:0");
        var (exitCode, output, errors) = await sample.EndAsync();

        Assert.Equal("", errors);
        Assert.Equal(0, exitCode);
        string[] expected =
        [
            "Request and response", "= SwapQuote { AmountOut = 10.0, Rate = 20, Route = BTC -> ETH }",
            "One way", "= sent",
            "The server streams", "= 3196.8, 3196.8, 3199.9968",
            "The client streams", "= 30",
            "duplex", "= 64000, 128000",
            "Progress", "= 25 % 50 % 75 % 100 %, then BacktestReport { Days = 4, Return = 0.042 }",
            "from inside a call", "= OrderReceipt { Id = ord_1, Status = Open }",
            "from a background service", "= ETH has reached 3200",
            "A typed error", "= WsException unknown_asset: There is no price for DOGE.",
            "A deadline", "= WsDeadlineExceededException",
            "Cancelling", "= OperationCanceledException",
            "A channel", "= placed ord_1, filled ord_1",
            "The connection breaks", "Connected -> Reconnecting", "(Reconnected: messages may have been missed)", "placed ord_1, filled ord_1",
        ];
        var position = 0;
        Assert.All(expected, text =>
        {
            position = output.IndexOf(text, position, StringComparison.Ordinal);
            Assert.True(position >= 0, $"'{text}' is missing, or out of order, in:\n{output}");
        });
    }
}
