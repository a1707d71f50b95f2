using Microsoft.Extensions.Logging;
using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Compat;

/// <summary>Exchanges that were recorded with the original server, sent to the sample's service again.</summary>
public class ReplayTests
{
    [Theory]
    [BothHosts]
    public async Task Calls_are_answered_as_the_original_answers(HostKind over)
    {
        var exchanges = Exchange.Read("calls.exchanges.txt");
        Assert.Equal(79, exchanges.Sum(exchange => exchange.Messages));
        await using var host = await CompatHost.StartSampleAsync(over);

        foreach (var exchange in exchanges)
        {
            await using var connection = await host.OpenAsync();
            await exchange.ReplayAsync(connection);
        }

        // What is logged is the result that cannot be written, three times.
        Assert.All(host.Logged(LogLevel.Error), line => Assert.Contains("The result of badjson cannot be written", line));
    }
}
