using ChatSample;
using ChatSample.Accounts;
using ChatSample.Walkers;
using WsToolkit;

// A chat: a web page at /, its walkers at /websocket and /walker/{name}, accounts at /user/register and /user/login.
//
//   dotnet run --project samples/Chat -- --urls http://127.0.0.1:8080
//
// With --compat it speaks to clients of jac-cloud exactly as that does: whoever likes notifies whomever, and nothing tells who it was.
const string Compat = "--compat";
var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
{
    Args = [.. args.Where(arg => arg != Compat)],

    // The page lies beside the program, wherever it is started.
    ContentRootPath = AppContext.BaseDirectory,
});
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddAccounts();
builder.Services.AddOpenApi();
builder.Services.AddSingleton<People>();
builder.Services.AddWsToolkit(options =>
{
    options.Walkers.UserId = user => user.FindFirst(TokenAuthentication.RootIdClaim)?.Value;

    // What clients may send to others by themselves: anything but what only the server says. Whom it is from stands in it.
    options.Walkers.AuthorizeNotification = request => ValueTask.FromResult(request.EventName is not ("people" or "progress"));
});

var app = builder.Build();
app.Use((context, next) =>
{
    context.Response.Headers.ContentSecurityPolicy = "default-src 'self'";
    context.Response.Headers.XContentTypeOptions = "nosniff";
    return next(context);
});
app.UseDefaultFiles();
app.UseStaticFiles();
app.UseRateLimiter();
app.MapOpenApi();
app.MapAccounts();
app.MapWalkers("/websocket", "/walker", ws =>
{
    ws.AddWalkers<SendChatToUser>();
    if (args.Contains(Compat))
    {
        ws.UseWalkersCompat();
    }
});
await app.StartAsync();

Console.WriteLine($"Listening on {app.Urls.First()}");
await app.WaitForShutdownAsync();
