using System.Text.RegularExpressions;
using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Docs;

/// <summary>The sample of signed operations, both ends as processes of their own.</summary>
public class TradingSampleTests
{
    [Theory]
    [InlineData]
    [InlineData("--raw-secret")]
    public async Task A_client_does_the_whole_of_the_introduction_and_gets_over_a_lost_connection(params string[] options)
    {
        using var server = SampleProcess.Start("Trading", "serve", "--urls", "http://127.0.0.1:0");
        var address = await AddressAsync(server);
        using var client = SampleProcess.Start("Trading", ["run", "--url", address, .. options]);
        var (exitCode, output, errors) = await client.EndAsync();

        Assert.Equal("", errors);
        Assert.Equal(0, exitCode);
        string[] expected =
        [
            "connected to", "subscribed to balances", "subscribed to ord_12345678", "balances are 250000 USDT (0 locked), 1000 ETH (0 locked)",
            "100 ETH would give 249750 USDT at 2500, less 250", "swap of 100 ETH is order ord_12345679, Pending", "status of ord_12345679",
            "order ord_12345679: Filled 249750", "Connected -> Reconnecting", "Reconnecting -> Connected", "swap of 1 ETH is order ord_12345680",
            "order ord_12345680: Filled 2497.5", "closed",
        ];
        var position = 0;
        Assert.All(expected, text =>
        {
            position = output.IndexOf(text, position, StringComparison.Ordinal);
            Assert.True(position >= 0, $"'{text}' is missing, or out of order, in:\n{output}");
        });
        Assert.DoesNotContain("nothing more was heard", output);
        Assert.Contains("499750 USDT (0 locked), 900 ETH (0 locked)", output);
        Assert.Single(Regex.Matches(output, "swap of 100 ETH"));
    }

    [Theory]
    [InlineData("--key", "other", "Invalid API key")]
    [InlineData("--secret", "other", "Invalid signature")]
    public async Task A_client_with_the_wrong_key_is_told_at_once(string option, string value, string error)
    {
        using var server = SampleProcess.Start("Trading", "serve", "--urls", "http://127.0.0.1:0");
        using var client = SampleProcess.Start("Trading", "run", "--url", await AddressAsync(server), option, value);
        var (exitCode, _, errors) = await client.EndAsync();
        Assert.Equal(1, exitCode);
        Assert.Equal($"WsAuthenticationException: The server refused the login: {error}", errors.Trim());
    }

    [Fact]
    public async Task Without_arguments_it_says_how_it_is_used()
    {
        using var sample = SampleProcess.Start("Trading");
        var (exitCode, _, errors) = await sample.EndAsync();
        Assert.Equal(2, exitCode);
        Assert.Contains("serve --urls", errors);
    }

    private static async Task<string> AddressAsync(SampleProcess server)
    {
        var line = await server.ReadLineAsync();
        Assert.StartsWith("Listening on ws://127.0.0.1:", line);
        return line["Listening on ".Length..];
    }
}
