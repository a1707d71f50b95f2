using Microsoft.Extensions.Logging;
using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Compat;

/// <summary>Exchanges that were recorded with the original server, sent to the Stream sample: to its service here, and to its process.</summary>
public sealed class ReplayTests(StreamProcess process) : IClassFixture<StreamProcess>
{
    [Theory]
    [BothHosts]
    public Task Calls_are_answered_as_the_original_answers(HostKind over) => ReplayHereAsync("calls.exchanges.txt", 79, over);

    [Theory]
    [BothHosts]
    public Task Channels_behave_as_those_of_the_original(HostKind over) => ReplayHereAsync("channels.exchanges.txt", 78, over);

    [Theory]
    [InlineData("calls.exchanges.txt")]
    [InlineData("channels.exchanges.txt")]
    public async Task The_process_of_the_sample_answers_in_the_same_way(string file)
    {
        foreach (var exchange in Exchange.Read(file))
        {
            await using var connection = await process.OpenAsync();
            await exchange.ReplayAsync(connection);
        }
    }

    private static async Task ReplayHereAsync(string file, int messages, HostKind over)
    {
        var exchanges = Exchange.Read(file);
        Assert.Equal(messages, exchanges.Sum(exchange => exchange.Messages));
        await using var host = await CompatHost.StartSampleAsync(over);
        foreach (var exchange in exchanges)
        {
            await using var connection = await host.OpenAsync();
            await exchange.ReplayAsync(connection);
        }

        // What is logged is the result that cannot be written.
        Assert.All(host.Logged(LogLevel.Error), line => Assert.Contains("The result of badjson cannot be written", line));
    }
}
