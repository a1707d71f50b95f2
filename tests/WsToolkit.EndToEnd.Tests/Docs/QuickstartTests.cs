using System.Diagnostics;

namespace WsToolkit.EndToEnd.Tests.Docs;

/// <summary>The sample that a newcomer runs first.</summary>
public class QuickstartTests
{
    [Fact]
    public async Task It_shows_every_shape_of_call_and_exits_with_0()
    {
        var sample = Path.Combine(AppContext.BaseDirectory, "Quickstart.dll");
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { sample, "--urls", "http://127.0.0.1:0" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        string output;
        string errors;
        try
        {
            var reading = process.StandardOutput.ReadToEndAsync(limit.Token);
            errors = await process.StandardError.ReadToEndAsync(limit.Token);
            output = await reading;
            await process.WaitForExitAsync(limit.Token);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        Assert.Equal("", errors);
        Assert.Equal(0, process.ExitCode);
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
        ];
        var position = 0;
        Assert.All(expected, text =>
        {
            position = output.IndexOf(text, position, StringComparison.Ordinal);
            Assert.True(position >= 0, $"'{text}' is missing, or out of order, in:\n{output}");
        });
    }
}
