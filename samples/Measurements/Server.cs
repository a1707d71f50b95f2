using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using WsToolkit.Dialects;

namespace MeasurementsSample;

/// <summary>Serves measurements at <c>/</c>.</summary>
internal static class Server
{
    /// <param name="args">The command line, with <c>--urls</c>.</param>
    /// <param name="none">What clients without a subprotocol speak: <c>proto</c> or <c>json</c>.</param>
    /// <param name="token">The token that clients need, in the header <c>Authorization</c> or in a first request 0718; null for
    /// none.</param>
    public static async Task RunAsync(string[] args, string none, string? token)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddWsToolkit();
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<Evaluation>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Evaluation>());

        var app = builder.Build();
        app.Use((context, next) => LetInAsync(context, next, token));
        app.MapWs("/", ws =>
        {
            ws.Add<MeasurementService>();
            ws.Options.Dialect = Dialect((none == "json" ? Protocol.Json : Protocol.Proto) with { Subprotocol = null });
            ws.Options.FurtherDialects.Add(Dialect(Protocol.Json));
            ws.Options.FurtherDialects.Add(Dialect(Protocol.Proto));
        });
        await app.StartAsync();

        Console.WriteLine($"Listening on {new UriBuilder(app.Urls.First()) { Scheme = "ws", Path = "/" }.Uri}");
        await app.WaitForShutdownAsync();

        FixedHeaderDialect Dialect(FixedHeaderOptions options) => new(options with
        {
            LoginCheck = token is null
                ? null
                : new FixedHeaderLoginCheck((given, _) => ValueTask.FromResult(Equal(given, token) ? User() : null)),
        });
    }

    // A token in the header is good or bad; without one, the connection logs in by its first request.
    private static Task LetInAsync(HttpContext context, RequestDelegate next, string? token)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (token is not null && header.StartsWith("Bearer ", StringComparison.Ordinal))
        {
            if (!Equal(header["Bearer ".Length..], token))
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return Task.CompletedTask;
            }

            context.User = User();
        }

        return next(context);
    }

    private static ClaimsPrincipal User() => new(new ClaimsIdentity([new Claim(ClaimTypes.Name, "device")], "token"));

    private static bool Equal(string given, string expected)
        => CryptographicOperations.FixedTimeEquals(Hash(given), Hash(expected));

    // Of equal lengths, whatever was given.
    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
