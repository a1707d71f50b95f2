using System.Text;
using WsToolkit.Dialects;
using WsToolkit.Framing;

namespace WsToolkit.Tests.Dialects;

/// <summary>Mutilated frames at both ends: nothing escapes and nothing grows.</summary>
public sealed class FixedHeaderFuzzTests
{
    private const int Frames = 20_000;

    private static readonly string[] Requests =
    [
        """0506abcdefghij{"Params":{"ID":"7e2a"},"Action":"FIRST::PROCESS","Payload":"AQI="}""",
        """0510     12345{"Params":{"ID":"7e2a"},"RequestID":"RESULTS001"}""",
        """07180718OhoZaO{"Token":"DEVTOKEN"}""",
        "0999abcdefghij",
    ];

    private static readonly string[] Responses =
    [
        "0506000001200{\"ID\":\"M:0\",\"ChunkOrder\":0}",
        "0510000002200{}",
        "0510000003200{\"MeasurementID\":\"M\"}",
        "0510000003204",
        """0506000001400{"Code":"VALIDATION_ERROR","Errors":{"ID":{"msgs":["no"]}},"Message":"no"}""",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_server_answers_or_runs_every_frame(int seed)
    {
        var random = new Random(seed);
        var server = new FixedHeaderDialect(FixedHeaderEnd.Counting).ForConnection(new WsDialectContext(WsDialectRole.Server, TimeProvider.System));
        using var output = new OutputBuffer();
        for (var i = 0; i < Frames; i++)
        {
            server.Parse(Mutilate(Requests, random), (WsMessageType)random.Next(2), out var envelope);
            Assert.True(envelope.Kind is WsEnvelopeKind.Request or WsEnvelopeKind.Malformed);
            Assert.Equal(envelope.Kind == WsEnvelopeKind.Malformed, envelope.Error is not null);
            envelope.Kind = WsEnvelopeKind.Error;
            envelope.Error ??= new WsError(WsErrorCodes.MethodNotFound, "no");
            output.Reset();
            var start = output.Mark();
            server.Begin(output, in envelope);
            Assert.True(server.Finish(output, in envelope, start, output.Mark()));
            Assert.InRange(output.Length, 13, 2000);
        }
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void A_client_takes_or_keeps_every_frame(int seed, bool byLength)
    {
        var random = new Random(seed);
        var options = FixedHeaderEnd.Counting with { LengthClasses = byLength ? new FixedHeaderLengthClasses() : null, MaxAbandonedCalls = 10 };
        var client = new FixedHeaderEnd(WsDialectRole.Client, options);
        var (claimed, unclaimed, calls) = (0, 0L, 0);
        for (var i = 0; i < Frames; i++)
        {
            if (i % 200 == 0)
            {
                client = new FixedHeaderEnd(WsDialectRole.Client, options);
                client.Call("0506");
                client.Call("0510", stream: true);
                calls = 2;
            }
            else if (i % 3 == 0)
            {
                client.Call("0506");
                client.Abandon(++calls);
            }

            var text = client.Receive(Encoding.Latin1.GetString(Mutilate(Responses, random)));
            claimed += text is "nothing" or "reported" ? 0 : 1;
            unclaimed = Math.Max(unclaimed, client.Shared.Unclaimed.Count);
        }

        Assert.True(claimed > 100, $"Only {claimed} frames were for anybody.");
        Assert.Equal(options.MaxUnclaimedFrames, unclaimed);
    }

    private static byte[] Mutilate(string[] seeds, Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(seeds[random.Next(seeds.Length)]).ToList();
        for (var edits = random.Next(4); edits > 0 && bytes.Count > 0; edits--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveAt(at);
                    break;
                case 2:
                    bytes.Insert(at, bytes[random.Next(bytes.Count)]);
                    break;
                case 3:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    bytes.AddRange(bytes.Skip(at).Take(20).ToArray());
                    break;
            }
        }

        return [.. bytes];
    }
}
