using System.Globalization;
using Frames;

const string Usage = """
    serve [--port N] [--bare] [--zlib]       the server of the walk-through
    connect ws://HOST:PORT/ [--zlib]         its client; tcp:// in place of ws:// skips the opening handshake, as --bare does
    echo-server [--port N] [--http]          echoes everything, permessage-deflate accepted; --http: behind ASP.NET Core
    echo-client ws://HOST:PORT --agent NAME  runs the cases of a fuzzing server

    Port 0, the default, lets the system choose. Messages are compressed with --zlib, on both ends or neither.
    """;

string[] known = args switch
{
    ["serve", ..] => ["--port", "--bare", "--zlib"],
    ["connect", ..] => ["--zlib"],
    ["echo-server", ..] => ["--port", "--http"],
    ["echo-client", ..] => ["--agent"],
    _ => [],
};
if (args.FirstOrDefault(argument => argument.StartsWith('-') && !known.Contains(argument)) is { } unknown)
{
    Console.Error.WriteLine($"What is '{unknown}'?\n{Usage}");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = true;
    stop.Cancel();
};

try
{
    switch (args)
    {
        case ["serve", ..] when Port() is { } port:
            await new WalkServer(args.Contains("--bare"), args.Contains("--zlib")).RunAsync(port, stop.Token);
            return 0;
        case ["connect", var address, ..] when Address(address, "ws", "tcp") is { } uri:
            await WalkClient.RunAsync(uri, args.Contains("--zlib"), stop.Token);
            return 0;
        case ["echo-server", ..] when Port() is { } port:
            await EchoServer.RunAsync(port, args.Contains("--http"), stop.Token);
            return 0;
        case ["echo-client", var address, ..] when Address(address, "ws") is { } uri:
            await EchoClient.RunAsync(uri, Option("--agent") ?? "WsToolkit", stop.Token);
            return 0;
    }
}
catch (Exception exception) when (exception is IOException or System.Net.Sockets.SocketException)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 0;
}

Console.Error.WriteLine(Usage);
return 2;

string? Option(string name) => args.SkipWhile(argument => argument != name).Skip(1).FirstOrDefault();

int? Port() => ushort.TryParse(Option("--port") ?? "0", CultureInfo.InvariantCulture, out var port) ? port : null;

static Uri? Address(string text, params string[] schemes)
    => Uri.TryCreate(text, UriKind.Absolute, out var uri) && schemes.Contains(uri.Scheme) ? uri : null;
