using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace WsToolkit.Framing.Tests.Handshake;

/// <summary>What holds for any bytes, cut anywhere. Seeds are fixed, so that a failure comes back.</summary>
public class HandshakePropertyTests
{
    private const int Rounds = 20_000;

    // With a head of at most 1 KiB: its strings, its lists and what the first use of a type costs.
    private const long MostAllocated = 32 * 1024;

    private static readonly string[] Requests =
    [
        Http.Request("Sec-WebSocket-Protocol: a, b", "Sec-WebSocket-Extensions: x; y=\"1, 2\"", "Origin: https://a.example"),
        "\r\n" + Http.Message("GET ws://[::1]:80/a?b HTTP/1.1", Http.RequestFields),
        Http.RequestWithout("Sec-WebSocket-Version", "sec-websocket-version: 8"),
        "broken nonsense\r\n\r\n",
        "GET /" + new string('x', 20_000) + '\0',
    ];

    private static readonly string[] Responses =
    [
        Http.Message("HTTP/1.1 401 Unauthorized", "WWW-Authenticate: Basic", "Content-Length: 12") + "who are you?",
        Http.Message("HTTP/1.1 103 Early") + Http.Message("HTTP/1.1 403", "Transfer-Encoding: chunked")
            + "3;x\r\nabc\r\n10\r\n0123456789abcdef\r\n0\r\nT: t\r\n\r\n",
        Http.Message("HTTP/1.1 500 Oh", "X: y") + "until the end",
        Http.Message("HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Accept: wrong"),
        "broken nonsense\r\n\r\n",
    ];

    [Fact]
    public void Any_cuts_of_a_request_give_the_same_result()
        => Check(Gen.Elements(Requests), (request, sizes) => Serve(request, sizes) == Serve(request, [int.MaxValue]));

    [Fact]
    public void Any_cuts_of_a_response_give_the_same_result()
        => Check(Gen.Elements(Responses), (response, sizes) => Answer(response, sizes) == Answer(response, [int.MaxValue]));

    [Fact]
    public void Any_cuts_of_an_acceptance_give_the_same_agreement()
        => Check(
            Gen.Choose(0, 30).Select(length => new string('x', length)),
            (frames, sizes) =>
            {
                var (client, accept) = Http.Started(new() { Subprotocols = ["a"], Extensions = [new FakeNegotiator()] });
                var head = Http.Message(
                    "HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade", $"Sec-WebSocket-Accept: {accept}",
                    "Sec-WebSocket-Protocol: a", "Sec-WebSocket-Extensions: fake");
                var taken = Feed(
                    head + frames, sizes, bytes => client.Receive(bytes), () => client.State == ClientHandshakeState.AwaitingResponse);
                return taken == head.Length && client.Agreement is { Subprotocol: "a", Extensions.Count: 1 };
            });

    [Fact]
    public void Byte_by_byte_gives_the_same_result_as_at_once()
    {
        Assert.All(Requests, request => Assert.Equal(Serve(request, [int.MaxValue]), Serve(request, [1])));
        Assert.All(Responses, response => Assert.Equal(Answer(response, [int.MaxValue]), Answer(response, [1])));
    }

    [Fact]
    public void Random_and_mutated_requests_never_throw_nor_allocate_beyond_the_limit()
    {
        var random = new Random(6455);
        var limits = new HandshakeLimits { MaxHeadBytes = 1024, MaxHeaderFields = 20 };
        var most = 0L;
        var outcomes = new HashSet<int>();
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = Mutated(random, Requests[random.Next(Requests.Length)]);
            var server = new ServerHandshake(limits);
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var taken = 0; taken < bytes.Length && server.State == ServerHandshakeState.Reading;)
                taken += server.Receive(bytes.AsSpan(taken, random.Next(1, bytes.Length - taken + 1)));
            most = Math.Max(most, GC.GetAllocatedBytesForCurrentThread() - before);

            outcomes.Add(server.Error?.StatusCode ?? (server.Request is null ? 0 : 101));
            if (server.Request is not null)
                Http.Written(output => server.Accept(output, server.Request.Subprotocols.FirstOrDefault(), [new FakeNegotiator("x")]));
            else if (server.Error is not null)
                Http.Written(server.RejectInvalid);
        }

        Assert.InRange(most, 1, MostAllocated);
        Assert.Superset(new HashSet<int> { 0, 101, 400, 426, 431 }, outcomes);
    }

    [Fact]
    public void Random_and_mutated_responses_never_throw_nor_allocate_beyond_the_limits()
    {
        var random = new Random(9112);
        var limits = new HandshakeLimits { MaxHeadBytes = 512, MaxHeaderFields = 20, MaxBodyBytes = 20 };
        var options = new ClientHandshakeOptions { Limits = limits, Subprotocols = ["a"], Extensions = [new FakeNegotiator()] };
        var most = 0L;
        var outcomes = new HashSet<ClientHandshakeState>();
        for (var round = 0; round < Rounds; round++)
        {
            var (client, accept) = Http.Started(options);
            var response = Responses[random.Next(Responses.Length)].Replace("wrong", accept);
            var bytes = round % 10 == 0 ? Http.Bytes(response) : Mutated(random, response);
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var taken = 0; taken < bytes.Length && client.State == ClientHandshakeState.AwaitingResponse;)
                taken += client.Receive(bytes.AsSpan(taken, random.Next(1, bytes.Length - taken + 1)));
            most = Math.Max(most, GC.GetAllocatedBytesForCurrentThread() - before);

            client.ReceiveEnd();
            outcomes.Add(client.State);
        }

        Assert.InRange(most, 1, MostAllocated);
        Assert.Equal(3, outcomes.Count);
        Assert.DoesNotContain(ClientHandshakeState.AwaitingResponse, outcomes);
    }

    [Fact]
    public void What_is_formatted_is_read_back()
    {
        var value = Gen.OneOf(
            Gen.Constant<string?>(null),
            Gen.Elements(" \t\"\\,;=az09~".ToCharArray()).ArrayOf().Select(chars => (string?)new string(chars)));
        var name = Gen.Elements("!#az-Z09".ToCharArray()).NonEmptyListOf().Select(chars => string.Concat(chars));
        var parameter = from key in name from text in value select new KeyValuePair<string, string?>(key, text);
        var element = from key in name from parameters in parameter.ArrayOf() select new ExtensionHeader(key, parameters);
        Prop.ForAll(Arb.From(element.NonEmptyListOf()), elements =>
        {
            Assert.True(ExtensionHeader.TryParse([ExtensionHeader.Format(elements)], out var read));
            Assert.Equal(elements.Select(Parts), read.Select(Parts));
        }).Check(Seeded);

        static (string, string) Parts(ExtensionHeader header)
            => (header.Name, string.Join('\n', header.Parameters.Select(pair => $"{pair.Key}={pair.Value}|{pair.Value is null}")));
    }

    private static Config Seeded => Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(6455, 13);

    private static void Check(Gen<string> texts, Func<string, int[], bool> holds)
    {
        var cases = from text in texts from sizes in Gen.Choose(1, 40).NonEmptyListOf() select (text, sizes: sizes.ToArray());
        Prop.ForAll(Arb.From(cases), pair => holds(pair.text, pair.sizes)).Check(Seeded);
    }

    /// <summary>Feeds a text in pieces of the sizes, over and over, and gives the number of bytes that were taken.</summary>
    private static int Feed(string text, int[] sizes, Func<byte[], int> receive, Func<bool> isReading)
    {
        var bytes = Http.Bytes(text);
        var taken = 0;
        for (var i = 0; taken < bytes.Length && isReading(); i++)
            taken += receive(bytes[taken..(int)Math.Min((long)taken + sizes[i % sizes.Length], bytes.Length)]);
        return taken;
    }

    private static string Serve(string request, int[] sizes)
    {
        var server = new ServerHandshake();
        var taken = Feed(request + "frames", sizes, bytes => server.Receive(bytes), () => server.State == ServerHandshakeState.Reading);
        if (server.Request is not { } read)
            return $"{server.State} {server.Error}";
        Assert.Equal(request.Length, taken);
        return $"{server.State} {read.Target} {read.Authority} {read.Origin} {string.Join(' ', read.Subprotocols)} "
            + ExtensionHeader.Format(read.Extensions) + string.Join('\n', read.Headers);
    }

    private static string Answer(string response, int[] sizes)
    {
        var (client, _) = Http.Started();
        var taken = Feed(response, sizes, bytes => client.Receive(bytes), () => client.State == ClientHandshakeState.AwaitingResponse);
        client.ReceiveEnd();
        var body = client.Response is { } read
            ? $"{read.StatusCode} {read.IsBodyComplete} {Encoding.Latin1.GetString(read.Body.Span)}"
            : "";
        return $"{client.State} {client.Error} {body} {(client.State == ClientHandshakeState.Rejected ? taken : 0)}";
    }

    private static byte[] Mutated(Random random, string text)
    {
        var bytes = Http.Bytes(text).ToList();
        if (random.Next(8) == 0)
            bytes = [.. Enumerable.Range(0, random.Next(1, 3000)).Select(_ => (byte)random.Next(32, 127))];
        const string interesting = "\r\n :;,=\"\\/[]0\0\t\u00e4";
        for (var count = random.Next(4); count > 0 && bytes.Count > 0; count--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.Insert(at, (byte)interesting[random.Next(interesting.Length)]);
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 10), bytes.Count - at));
                    break;
                default:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 60), bytes.Count - at)));
                    break;
            }
        }

        return [.. bytes];
    }
}
