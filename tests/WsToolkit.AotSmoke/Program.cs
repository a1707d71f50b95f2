using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Quickstart;
using WsToolkit;
using WsToolkit.AotSmoke;
using WsToolkit.Framing;

// Exit code 0 and the last line say that every call did what it should. The first argument is what kind of program this has to be.
var expected = args.FirstOrDefault();
var kind = RuntimeFeature.IsDynamicCodeSupported ? "trimmed" : "native";

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.Services.AddWsToolkit();
builder.Services.AddSingleton<PriceBoard>();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton<PriceAlerts>().AddHostedService(provider => provider.GetRequiredService<PriceAlerts>());

await using var app = builder.Build();
app.Urls.Add("http://127.0.0.1:0");
app.MapWs("/ws", ws => ws.Add<TradingService>().Add<Payloads>());
app.MapWs("/compressed", ws =>
{
    ws.Options.Compression = new PerMessageDeflateOptions();
    ws.Add<TradingService>().Add<Payloads>();
});
app.MapWs("/platform", ws =>
{
    ws.Options.Transport = WsTransportKind.WebSocket;
    ws.Add<TradingService>().Add<Payloads>();
});
app.MapWalkers<CountUp>("/websocket", "/walker");
await app.StartAsync();

var server = app.Urls.First();
var checks = new Checks();
(TimeSpan Elapsed, TimeSpan Processor) startUp;
await using (var first = await TradingServiceClient.ConnectAsync(Address("/ws"), new Trader()))
{
    await first.EstimateSwapAsync(100, "ETH", "USDT");
    using var process = Process.GetCurrentProcess();
    startUp = (DateTime.Now - process.StartTime, process.TotalProcessorTime);
}

checks.Equal("kind of program", expected ?? kind, kind);
checks.Equal("reflection for JSON", false, System.Text.Json.JsonSerializer.IsReflectionEnabledByDefault);
await EveryCall.RunAsync("frames", Address("/ws"), new WsClientOptions(), checks);
await EveryCall.RunAsync("compressed", Address("/compressed"), new WsClientOptions { Compression = new PerMessageDeflateOptions() }, checks);
await EveryCall.RunAsync("platform", Address("/platform"), new WsClientOptions { Transport = WsTransportKind.WebSocket }, checks);
await ChannelUse.RunAsync(app.Services.GetRequiredService<WsPublisher<TradingService>>(), checks);
await WalkerUse.RunAsync(Address("/websocket"), new Uri(server), checks);
await WalkerDoorUse.RunAsync(new Uri(server), checks);
await app.StopAsync();

Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
    $"first call completed after {startUp.Elapsed.TotalMilliseconds:F0} ms, with {startUp.Processor.TotalMilliseconds:F0} ms of processor time"));
Console.WriteLine($"{kind}: {checks.Passed} passed, {checks.Failed} failed");
return checks.Failed == 0 ? 0 : 1;

Uri Address(string path) => new UriBuilder(server) { Scheme = "ws", Path = path }.Uri;
