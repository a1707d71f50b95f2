using WsToolkit.Framing;

namespace Frames;

/// <summary>The client of the walk-through: sends a frame of every type, one after the other, and shows what comes back.</summary>
internal sealed class WalkClient(FrameStream connection, CancellationToken cancellationToken)
{
    /// <summary>Runs the walk-through.</summary>
    /// <param name="uri">The server: <c>ws://</c> with the opening handshake, <c>tcp://</c> without.</param>
    /// <param name="zlib">Whether messages are compressed.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public static async Task RunAsync(Uri uri, bool zlib, CancellationToken cancellationToken)
    {
        using var connection = uri.Scheme == "tcp"
            ? new FrameStream(await Handshake.DialAsync(uri, cancellationToken), Vocabulary.Connect(FrameRole.Client, zlib))
            : await Handshake.ConnectAsync(uri, [], _ => Vocabulary.Connect(FrameRole.Client, zlib), cancellationToken);
        await new WalkClient(connection, cancellationToken).WalkAsync();
    }

    private async Task WalkAsync()
    {
        await AskAsync("text \"hello world!\"", () => connection.WriteText("hello world!"), FrameEventKind.Data);
        await AskAsync("binary 010203", () => connection.Write(FrameType.Binary, [1, 2, 3]), FrameEventKind.Data);
        await AskAsync("ascii \"seven bits\"", () => connection.Write(Vocabulary.Ascii, "seven bits"u8), FrameEventKind.Data);
        await AskAsync("ping \"still there?\"", () => connection.Write(FrameType.Ping, "still there?"u8), FrameEventKind.Pong);
        await AskAsync("time", () => connection.Write(Vocabulary.Time, []), FrameEventKind.Data);
        await AskAsync("close 1000 \"bye\"", () => connection.WriteClose(CloseCodes.Normal, "bye"), FrameEventKind.Close);
        await connection.EndAsync(cancellationToken);
    }

    private async Task AskAsync(string what, Action write, FrameEventKind answer)
    {
        Console.WriteLine($"> {what}");
        write();
        var received = await connection.ReadAsync(cancellationToken);
        Console.WriteLine($"< {received.Describe()}");
        if (received.Kind != answer)
        {
            await connection.EndAsync(cancellationToken);
            throw new IOException("The walk-through has ended early.");
        }
    }
}
