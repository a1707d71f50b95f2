using TradingSample;

const string Usage = """
    serve --urls http://127.0.0.1:PORT                     a broker, at /ws/v1/stream; port 0 lets the system choose
    run --url ws://HOST:PORT/ws/v1/stream [--raw-secret]   a client of it; --raw-secret signs with the secret itself

    --key KEY and --secret SECRET, with both; "key" and "s3cr3t" without.
    """;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    stop.Cancel();
};
var (key, secret) = (Option("--key") ?? "key", Option("--secret") ?? "s3cr3t");
try
{
    switch (args)
    {
        case ["serve", ..]:
            await Server.RunAsync(Option("--urls") ?? "http://127.0.0.1:0", key, secret, stop.Token);
            return 0;
        case ["run", ..] when Uri.TryCreate(Option("--url"), UriKind.Absolute, out var address) && address.Scheme is "ws" or "wss":
            address = address.AbsolutePath == "/" ? new Uri(address, "/ws/v1/stream") : address;
            await Walk.RunAsync(address, key, secret, args.Contains("--raw-secret"), stop.Token);
            return 0;
    }
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 0;
}
catch (Exception exception) when (exception is WsToolkit.WsException or IOException or TimeoutException)
{
    Console.Error.WriteLine($"{exception.GetType().Name}: {exception.Message}");
    return 1;
}

Console.Error.WriteLine(Usage);
return 2;

string? Option(string name) => args.SkipWhile(argument => argument != name).Skip(1).FirstOrDefault();
