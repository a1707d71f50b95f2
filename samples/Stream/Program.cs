using StreamSample;
using WsToolkit.Channels;

// A server for clients of aio-openapi: ws://…/stream behaves as the example server of that library does.
//
//   dotnet run --project samples/Stream -- --urls http://127.0.0.1:8080
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddWsToolkit(options => options.ServerInfo = true);
builder.Services.AddSingleton<LocalBroker>().AddSingleton<IWsChannelBus>(services => services.GetRequiredService<LocalBroker>());

var app = builder.Build();
app.MapWs("/stream", ws => ws.UseCompat().Add<StreamService>().AddFilter<LocalBroker>());
await app.StartAsync();

Console.WriteLine($"Listening on {new UriBuilder(app.Urls.First()) { Scheme = "ws", Path = "/stream" }.Uri}");
await app.WaitForShutdownAsync();
