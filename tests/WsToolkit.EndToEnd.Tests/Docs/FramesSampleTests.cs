using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Docs;

/// <summary>The sample that uses the engine alone, each of its commands over real sockets.</summary>
public class FramesSampleTests
{
    private const string Walk = """
        > text "hello world!"
        < text "hello world!"{0}
        > binary 010203
        < binary 010203{0}
        > ascii "seven bits"
        < ascii "seven bits"{0}
        > ping "still there?"
        < pong "still there?"
        > time
        < text "UNIXTIME"{0}
        > close 1000 "bye"
        < close 1000 ""
        """;

    private const string Upgrade = """
        GET / HTTP/1.1
        Host: localhost
        Upgrade: websocket
        Connection: Upgrade
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==


        """;

    [Theory]
    [InlineData("ws")]
    [InlineData("ws", "--zlib")]
    [InlineData("tcp", "--bare")]
    [InlineData("tcp", "--bare", "--zlib")]
    public async Task The_walk_through_answers_every_type_of_frame(string scheme, params string[] options)
    {
        using var server = SampleProcess.Start("Frames", ["serve", "--port", "0", .. options]);
        var address = await AddressAsync(server);

        using var client = SampleProcess.Start("Frames", ["connect", $"{scheme}://{address}/", .. options.Where(option => option != "--bare")]);
        var (exitCode, output, errors) = await client.EndAsync();

        Assert.Equal("", errors);
        Assert.Equal(0, exitCode);
        var expected = string.Format(Walk, options.Contains("--zlib") ? " (Rsv1)" : "").ReplaceLineEndings("\n");
        var time = Regex.Match(output, "text \"(?<seconds>[0-9]{10,})\"");
        Assert.True(time.Success, output);
        Assert.Equal(expected, output.Replace(time.Groups["seconds"].Value, "UNIXTIME").TrimEnd());
        var shown = DateTimeOffset.FromUnixTimeSeconds(long.Parse(time.Groups["seconds"].Value));
        Assert.InRange(shown, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(5));
    }

    [Fact]
    public async Task One_end_that_compresses_alone_is_told_so()
    {
        using var server = SampleProcess.Start("Frames", "serve");
        var address = await AddressAsync(server);

        using var client = SampleProcess.Start("Frames", "connect", $"ws://{address}/", "--zlib");
        var (exitCode, output, _) = await client.EndAsync();

        Assert.Equal(1, exitCode);
        Assert.Contains("< close 1002 \"A reserved bit is set that nobody has given a meaning.\"", output);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("connect")]
    [InlineData("connect", "not a uri")]
    [InlineData("echo-client", "wss://localhost/")]
    [InlineData("serve", "--port", "65536")]
    public async Task What_cannot_be_done_is_answered_with_what_can(params string[] arguments)
    {
        using var sample = SampleProcess.Start("Frames", arguments);
        var (exitCode, _, errors) = await sample.EndAsync();

        Assert.Equal(2, exitCode);
        Assert.Contains("echo-client ws://HOST:PORT", errors);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [InlineData(false, "--http")]
    [InlineData(true, "--http")]
    public async Task The_echo_server_sends_every_message_back(bool compressed, params string[] options)
    {
        using var server = SampleProcess.Start("Frames", ["echo-server", "--port", "0", .. options]);
        var address = await AddressAsync(server);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var client = new ClientWebSocket();
        client.Options.DangerousDeflateOptions = compressed ? new WebSocketDeflateOptions() : null;
        client.Options.CollectHttpResponseDetails = true;
        await client.ConnectAsync(new Uri($"ws://{address}/"), limit.Token);
        var agreed = client.HttpResponseHeaders!.TryGetValue("Sec-WebSocket-Extensions", out var values) ? string.Join(", ", values) : "";
        Assert.Equal(compressed, agreed.Contains("permessage-deflate", StringComparison.Ordinal));

        foreach (var size in (int[])[0, 1, 125, 126, 65_535, 65_536, 16 * 1024 * 1024])
        {
            var sent = new byte[size];
            new Random(size).NextBytes(sent);
            var received = new byte[size + 1];
            var sending = client.SendAsync(sent, WebSocketMessageType.Binary, true, limit.Token);
            var length = 0;
            ValueWebSocketReceiveResult result;
            do
            {
                result = await client.ReceiveAsync(received.AsMemory(length), limit.Token);
                length += result.Count;
            }
            while (!result.EndOfMessage);
            await sending;
            Assert.Equal(WebSocketMessageType.Binary, result.MessageType);
            Assert.True(sent.AsSpan().SequenceEqual(received.AsSpan(0, length)), $"{size} bytes came back differently.");
        }

        await client.CloseAsync(WebSocketCloseStatus.NormalClosure, "done", limit.Token);
        Assert.Equal(WebSocketCloseStatus.NormalClosure, client.CloseStatus);
    }

    [Theory]
    [InlineData]
    [InlineData("--http")]
    public async Task What_came_before_a_mistake_is_answered_in_order_then_the_close_frame_arrives_whole(params string[] options)
    {
        using var server = SampleProcess.Start("Frames", ["echo-server", "--port", "0", .. options]);
        var address = await AddressAsync(server);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var client = new TcpClient();
        await client.ConnectAsync(IPEndPoint.Parse(address), limit.Token);
        var stream = client.GetStream();

        // Text, ping, bytes, an opcode that nobody knows, and much that comes too late to be read.
        await stream.WriteAsync(Encoding.ASCII.GetBytes(Upgrade.ReplaceLineEndings("\r\n")), limit.Token);
        await stream.WriteAsync(Convert.FromHexString("8181000000006189810000000062828100000000638380000000009999"), limit.Token);
        var late = Record.ExceptionAsync(() => stream.WriteAsync(new byte[1024 * 1024], limit.Token).AsTask());
        using var received = new MemoryStream();
        await stream.CopyToAsync(received, limit.Token);

        // The server hangs up after a moment, whether it has taken all of it or not.
        await late;

        var bytes = received.ToArray();
        var frames = bytes.AsSpan(bytes.AsSpan().IndexOf("\r\n\r\n"u8) + 4);
        Assert.Equal("8101618A0162820163", Convert.ToHexString(frames[..9]));
        Assert.Equal(0x88, frames[9]);
        Assert.Equal(frames.Length - 11, frames[10]);
        Assert.Equal(1002, BinaryPrimitives.ReadUInt16BigEndian(frames[11..]));
    }

    [Fact]
    public async Task The_echo_client_runs_every_case_of_a_fuzzing_server()
    {
        var requests = new List<string>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.UseWebSockets();
        app.Run(async context =>
        {
            // In the order in which they come: one may end here when the client has begun the next.
            int place;
            lock (requests)
            {
                place = requests.Count;
                requests.Add(context.Request.Path + context.Request.QueryString.ToString());
            }

            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            var end = await CaseAsync(context.Request.Path, socket);
            lock (requests)
            {
                requests[place] += end;
            }
        });
        await app.StartAsync();

        using var client = SampleProcess.Start("Frames", "echo-client", app.Urls.Single().Replace("http", "ws"), "--agent", "we & us");
        var (exitCode, _, errors) = await client.EndAsync();

        Assert.Equal("", errors);
        Assert.Equal(0, exitCode);
        await app.StopAsync().Soon();
        Assert.Equal(
            [
                "/getCaseCount ended 1000",
                "/runCase?case=1&agent=we%20%26%20us echoed, ended 1000",
                "/runCase?case=2&agent=we%20%26%20us echoed, ended 1000",
                "/updateReports?agent=we%20%26%20us ended 1000",
            ],
            requests);
    }

    /// <summary>What a fuzzing server does, with two cases that want an echo.</summary>
    private static async Task<string> CaseAsync(string path, WebSocket socket)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var echoed = "";
        if (path == "/getCaseCount")
        {
            await socket.SendAsync("2"u8.ToArray(), WebSocketMessageType.Text, true, limit.Token);
        }
        else if (path == "/runCase")
        {
            var message = "Wörter"u8.ToArray();
            await socket.SendAsync(message.AsMemory(0, 2), WebSocketMessageType.Text, false, limit.Token);
            await socket.SendAsync(message.AsMemory(2), WebSocketMessageType.Text, true, limit.Token);
            var buffer = new byte[64];
            var result = await socket.ReceiveAsync(buffer.AsMemory(), limit.Token);
            Assert.True(result.EndOfMessage);
            Assert.Equal(message, buffer[..result.Count]);
            echoed = " echoed,";
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);
        return $"{echoed} ended {(int?)socket.CloseStatus}";
    }

    private static async Task<string> AddressAsync(SampleProcess server)
    {
        var line = await server.ReadLineAsync();
        Assert.StartsWith("Listening on ", line);
        return line["Listening on ".Length..];
    }
}
