using MeasurementsSample;
using WsToolkit;

const string Usage = """
    serve [--urls http://127.0.0.1:PORT] [--none proto|json] [--token TOKEN]
        a server at /; clients without a subprotocol speak protobuf, unless --none says json;
        with --token they have to show it, in the header Authorization or in a first request 0718
    run --url ws://HOST:PORT/ [--subprotocol json|proto|none] [--token TOKEN] [--login TOKEN]
        a client; none is protobuf without a subprotocol; the token travels in the header or by 0718
    """;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = true;
    stop.Cancel();
};

switch (args)
{
    case ["serve", ..] when Option("--none") is null or "proto" or "json":
        await Server.RunAsync(args, Option("--none") ?? "proto", Option("--token"));
        return 0;
    case ["run", ..] when Uri.TryCreate(Option("--url"), UriKind.Absolute, out var address)
        && Option("--subprotocol") is null or "json" or "proto" or "none":
        try
        {
            await Client.RunAsync(address, Option("--subprotocol") ?? "json", Option("--token"), Option("--login"), stop.Token);
            return 0;
        }
        catch (Exception exception) when (exception is WsException or WsHandshakeException or TimeoutException)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }

    default:
        Console.Error.WriteLine(Usage);
        return 2;
}

string? Option(string name) => args.SkipWhile(argument => argument != name).Skip(1).FirstOrDefault();
