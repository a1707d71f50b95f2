using System.Diagnostics.CodeAnalysis;
using System.Text;
using WsToolkit.Dialects;

namespace WsToolkit.Testing;

/// <summary>Bytes that are no messages, and messages that somebody has changed.</summary>
internal sealed class ConformanceHostility(WsDialectConformance checks)
{
    private const int MaxHops = 4;

    private static readonly WsMessageType[] Types = [WsMessageType.Text, WsMessageType.Binary];

    private readonly Random _random = new(checks.Seed);
    private int _number = 1000;

    public void RunMalformed()
    {
        var wire = new ConformanceWire(checks);
        foreach (var message in Malformed())
        {
            foreach (var type in Types)
            {
                Take(wire, message, type, toServer: true);
                Take(wire, message, type, toServer: false);
            }
        }

        StillServes(new ConformanceWire(checks));
    }

    [RequiresUnreferencedCode("Looks at everything that the dialect's objects refer to.")]
    public void RunMutations()
    {
        var samples = new ConformanceRoundTrips(checks);
        samples.Run();
        var wire = new ConformanceWire(checks);
        Mutate(wire, samples.Sent);
        var before = ConformanceMemory.Measure(wire.Server) + ConformanceMemory.Measure(wire.Client);
        Mutate(wire, samples.Sent);
        var after = ConformanceMemory.Measure(wire.Server) + ConformanceMemory.Measure(wire.Client);
        wire.Require(
            after - before <= checks.MaxGrowthBytes,
            $"what a connection remembers has grown from {before} to {after} bytes with {checks.Mutations} mutated messages at each end.");
    }

    private void Mutate(ConformanceWire wire, List<(byte[] Message, bool ToServer)> samples)
    {
        for (var i = 0; i < checks.Mutations; i++)
        {
            Take(wire, Mutated(Choose(samples, true)), Choose(Types), toServer: true);

            // A client that waits for an answer gets a wrong one before the right one.
            var request = wire.Request(++_number);
            var asked = wire.Write(wire.Client, in request, checks.Payload(1));
            Take(wire, Mutated(Choose(samples, false)), Choose(Types), toServer: false);
            if (asked is not null)
            {
                Take(wire, asked, wire.Client.MessageType, toServer: true);
            }

            wire.Sent.Clear();
        }
    }

    // Reads a message, and does what a connection does with what is found: calls are answered, malformed messages too, and so on.
    private void Take(ConformanceWire wire, byte[] message, WsMessageType type, bool toServer, int hops = 0)
    {
        wire.Require(hops < MaxHops, $"two ends keep each other busy with answers to answers, such as {ConformanceWire.Show(message)}");
        var at = toServer ? wire.Server : wire.Client;
        foreach (var found in wire.Read(at, message, type))
        {
            var answer = new WsEnvelope
            {
                Id = found.Id.ToArray(),
                Method = found.Method.ToArray(),
                Channel = found.Channel,
                Event = found.Event,
                Credit = -1,
            };
            byte[]? sent = null;
            if (found.Kind == WsEnvelopeKind.Request)
            {
                wire.Require(found.Method.Length <= message.Length, "a method is longer than its message.");
                var serves = toServer || checks.Client.Features.HasFlag(WsDialectFeatures.Callbacks);
                answer.Kind = serves ? WsEnvelopeKind.Response : WsEnvelopeKind.Error;
                answer.Error = serves ? null : new WsError(WsErrorCodes.MethodNotFound, "There is no such method here.");
                sent = found.Id.IsEmpty ? null : wire.Write(at, in answer, serves ? checks.Payload(2) : default);
            }
            else if (found is { Kind: WsEnvelopeKind.Malformed, Error: { } error })
            {
                answer.Kind = WsEnvelopeKind.Error;
                answer.Error = error;
                sent = wire.Write(at, in answer, default);
            }

            if (sent is not null)
            {
                Take(wire, sent, at.MessageType, !toServer, hops + 1);
            }
        }
    }

    private void StillServes(ConformanceWire wire)
    {
        var request = wire.Request(++_number);
        var asked = wire.Pass(wire.Client, in request, checks.Payload(3), "a request on a new connection");
        wire.RequireKind(in asked, WsEnvelopeKind.Request, "a request on a new connection");
    }

    private IEnumerable<byte[]> Malformed()
    {
        yield return [];
        for (var code = 0; code < 256; code++)
        {
            yield return [(byte)code];
        }

        string[] texts =
        [
            "{", "}", "[", "]", "[]", "{}", "[{}]", "[[]]", "null", "true", "1", "-", "1e999999999", "\"", "\"\\", "\"\\ud800\"", "{\"", "{\"a\"", "{\"a\":",
            "{\"a\":1,}", "{\"a\":1}{\"a\":1}", "// comment", "\uFEFF{}", "\0\0\0\0", "nul", "[1,2", "{\"id\":1}", "{\"id\":{}}", "{\"id\":[],\"method\":[]}",
            "{\"\\ud800\":1}", "{\"method\":\"\\udc00\",\"id\":\"\\udc00\"}", "{\"error\":{\"message\":{}}}", "{\"error\":[]}", "{\"id\":1,\"error\":\"\\ud800\"}",
        ];
        foreach (var text in texts)
        {
            yield return Encoding.UTF8.GetBytes(text);
        }

        yield return Encoding.UTF8.GetBytes(new string('[', 100_000));
        yield return Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 50_000)));
        yield return Encoding.UTF8.GetBytes($"{{\"id\":\"{new string('9', 100_000)}\"}}");
        yield return Encoding.UTF8.GetBytes(new string('9', 100_000));
        yield return [0xC3, 0x28];
        for (var i = 0; i < 2000; i++)
        {
            var noise = new byte[_random.Next(1, 64)];
            _random.NextBytes(noise);
            yield return noise;
        }
    }

    private byte[] Choose(List<(byte[] Message, bool ToServer)> samples, bool toServer)
    {
        var fitting = samples.Where(sample => sample.ToServer == toServer).ToList();
        return fitting[_random.Next(fitting.Count)].Message;
    }

    private WsMessageType Choose(WsMessageType[] types) => types[_random.Next(types.Length)];

    private byte[] Mutated(byte[] original)
    {
        var bytes = original.ToList();
        for (var changes = _random.Next(1, 5); changes > 0 && bytes.Count > 0; changes--)
        {
            var at = _random.Next(bytes.Count);
            switch (_random.Next(7))
            {
                case 0:
                    bytes[at] = (byte)_random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << _random.Next(8));
                    break;
                case 2:
                    bytes.RemoveAt(at);
                    break;
                case 3:
                    bytes.Insert(at, (byte)"{}[]\",:\\0e-. #"[_random.Next(14)]);
                    break;
                case 4:
                    bytes.RemoveRange(at, _random.Next(bytes.Count - at));
                    break;
                case 5:
                    var length = _random.Next(Math.Min(16, bytes.Count - at));
                    bytes.InsertRange(_random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                default:
                    (bytes[at], bytes[^1]) = (bytes[^1], bytes[at]);
                    break;
            }
        }

        return [.. bytes];
    }
}
