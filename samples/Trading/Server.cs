using WsToolkit.Dialects;

namespace TradingSample;

/// <summary>The broker: <c>ws://…/ws/v1/stream</c> speaks signed operations.</summary>
internal static class Server
{
    public static async Task RunAsync(string urls, string key, string secret, CancellationToken stop)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls(urls);
        builder.Services.AddWsToolkit(options
            => options.Dialect = SignedDialect.ForServer((given, _) => ValueTask.FromResult(given == key ? secret : null)));
        builder.Services.AddSingleton<Exchange>().AddSingleton<Settlement>()
            .AddHostedService(services => services.GetRequiredService<Settlement>());

        await using var app = builder.Build();
        app.MapWs<ITrading, TradingDesk>("/ws/v1/stream");

        // By which clients set their clocks.
        app.MapGet("/api/v1/time", (RequestDelegate)(context =>
        {
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync($"{{\"serverTime\":{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}}}");
        }));
        await app.StartAsync(stop);
        Console.WriteLine($"Listening on {new UriBuilder(app.Urls.First()) { Scheme = "ws", Path = "/ws/v1/stream" }.Uri}");
        await app.WaitForShutdownAsync(stop);
    }
}
