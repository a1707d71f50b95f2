using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace WsToolkit.Framing.Tests.Docs;

/// <summary>The code of docs/framing.md compiles, does what the page says, and stands there word for word.</summary>
public class FramingPageTests
{
    private static readonly string Root = RepositoryRoot();

    [Fact]
    public void Code_on_the_page_stands_in_its_source_word_for_word()
    {
        var page = File.ReadAllText(Path.Combine(Root, "docs", "framing.md"));
        var blocks = Regex.Matches(page, @"<!-- source: (?<file>\S+) -->\n```csharp\n(?<code>.*?)```", RegexOptions.Singleline);

        Assert.Equal(8, blocks.Count);
        Assert.Equal(blocks.Count, Regex.Count(page, "```csharp"));
        Assert.All(blocks, block =>
        {
            var source = File.ReadAllText(Path.Combine(Root, block.Groups["file"].Value));
            Assert.Contains(WithoutIndentation(block.Groups["code"].Value), WithoutIndentation(source), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_client_says_hello()
    {
        var Console = new List<string>();

        using var client = new FrameConnection(FrameRole.Client);
        using var server = new FrameConnection(FrameRole.Server);
        using var wire = new OutputBuffer();

        client.WriteText(wire, "hello world!");    // 18 bytes: a header, a masking key and the text, masked
        server.Receive(wire.Written);

        while (server.TryRead(out var received))
        {
            Console.WriteLine($"{received.Kind} {received.Type}: {Encoding.UTF8.GetString(received.Payload.Span)}"); // Data text: hello world!
        }

        Assert.Equal(["Data text: hello world!"], Console);
        Assert.Equal(18, wire.Length);
    }

    [Fact]
    public void Every_way_of_writing_arrives()
    {
        using var client = new FrameConnection(FrameRole.Client);
        using var server = new FrameConnection(FrameRole.Server);
        using var wire = new OutputBuffer();

        server.Write(wire, FrameType.Binary, [1, 2, 3]);
        server.Write(wire, FrameType.Ping, "still there?"u8);

        server.Write(wire, FrameType.Text, "one message, "u8, endOfMessage: false);    // fragments: control frames may go in between
        server.Write(wire, FrameType.Continuation, "two frames"u8);

        var message = server.BeginMessage(wire, FrameType.Text);                       // or straight into the output
        WriteJson(wire);
        server.EndMessage(wire, message, FrameType.Text);

        Assert.Equal(
            ["binary \u0001\u0002\u0003", "ping still there?", "text one message, two frames", """text {"three":3}"""],
            Events(client, wire));
    }

    [Fact]
    public void Types_of_frames_of_ones_own_arrive()
    {
        var time = FrameType.Control(11, "time");
        var ascii = FrameType.Data(3, "ascii");
        var options = new FrameConnectionOptions { FrameTypes = { time, ascii } };

        using var client = new FrameConnection(FrameRole.Client, options);
        using var server = new FrameConnection(FrameRole.Server, options);
        using var wire = new OutputBuffer();
        client.Write(wire, ascii, "seven "u8, endOfMessage: false);
        client.Write(wire, time, []);
        client.Write(wire, ascii, "bits"u8);

        Assert.Equal(["time ", "ascii seven bits"], Events(server, wire));
    }

    [Fact]
    public void An_extension_of_ones_own_transforms_messages()
    {
        using var client = new FrameConnection(FrameRole.Client, extensions: [new Complement()]);
        using var server = new FrameConnection(FrameRole.Server, extensions: [new Complement()]);
        using var wire = new OutputBuffer();
        server.WriteText(wire, "hello");

        Assert.Equal([0x91, 5, .. "hello"u8.ToArray().Select(value => (byte)~value)], wire.Written.ToArray());
        Assert.Equal(["text hello"], Events(client, wire));
    }

    private static void WriteJson(OutputBuffer output)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteNumber("three", 3);
        json.WriteEndObject();
    }

    private static List<string> Events(FrameConnection connection, OutputBuffer wire)
    {
        connection.Receive(wire.Written);
        var events = new List<string>();
        while (connection.TryRead(out var received))
        {
            events.Add($"{received.Type} {Encoding.UTF8.GetString(received.Payload.Span)}");
        }

        return events;
    }

    private static string WithoutIndentation(string code) => string.Join('\n', code.Trim().Split('\n').Select(line => line.Trim()));

    private static string RepositoryRoot([CallerFilePath] string path = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", ".."));

    private sealed class Complement() : FrameExtension("complement", ReservedBits.Rsv3)
    {
        public override void Encode(ReadOnlySpan<byte> payload, bool endOfFrame, bool endOfMessage, IBufferWriter<byte> output)
        {
            foreach (var value in payload)
            {
                output.Write([(byte)~value]);
            }
        }

        public override FrameDecodeResult Decode(ReadOnlySpan<byte> payload, bool endOfMessage, IBufferWriter<byte> output, long maxBytes)
        {
            if (payload.Length > maxBytes)
            {
                return FrameDecodeResult.TooBig;
            }

            Encode(payload, endOfFrame: true, endOfMessage, output);
            return FrameDecodeResult.Done;
        }
    }
}

/// <summary>Lets the page's code write lines into a list.</summary>
file static class Lines
{
    public static void WriteLine(this List<string> lines, string line) => lines.Add(line);
}
