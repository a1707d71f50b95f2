using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quickstart;
using WsToolkit.EndToEnd.Tests.Door;
using Xunit.Abstractions;

namespace WsToolkit.EndToEnd.Tests.Interop;

/// <summary>The Quickstart's service, called with hand-written JSON by clients that share no code with us.</summary>
public sealed class ForeignClientTests(ITestOutputHelper output)
{
    [ForeignFact(nameof(ForeignClient.Node))]
    public Task Node_with_ws() => RunAsync(ForeignClient.Node, checks: 21);

    [ForeignFact(nameof(ForeignClient.Python))]
    public Task Python_with_websockets() => RunAsync(ForeignClient.Python, checks: 12);

    private async Task RunAsync(ForeignClient client, int checks)
    {
        await using var app = await KestrelApp.StartAsync(
            app => app.MapWs<TradingService>("/ws"),
            services => services
                .AddSingleton<PriceBoard>()
                .AddSingleton<PriceAlerts>()
                .AddHostedService(provider => provider.GetRequiredService<PriceAlerts>()));

        var (exitCode, text) = await client.RunAsync(app.Ws());

        output.WriteLine(text);
        Assert.True(exitCode == 0, text);
        Assert.Equal(checks, text.Split('\n').Count(line => line.StartsWith("ok ", StringComparison.Ordinal)));
        Assert.Empty(app.Log.AtLeast(LogLevel.Error));
    }
}
