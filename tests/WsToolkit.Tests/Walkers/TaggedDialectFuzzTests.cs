using System.Text.Json;
using WsToolkit.Dialects;
using WsToolkit.Framing;

namespace WsToolkit.Tests.Walkers;

/// <summary>Mutilated messages at both ends of the dialect: nothing escapes, and what is answered is JSON.</summary>
public class TaggedDialectFuzzTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void A_server_takes_or_answers_every_message(int seed, bool compat)
    {
        var random = new Random(seed);
        var server = Side(WsDialectRole.Server, compat);
        using var output = new OutputBuffer();
        for (var i = 0; i < 20_000; i++)
        {
            server.Parse(Mutilations.Next(random), WsMessageType.Text, out var envelope);
            switch (envelope.Kind)
            {
                case WsEnvelopeKind.Request:
                    Assert.Null(envelope.Error);
                    envelope.Kind = WsEnvelopeKind.Error;
                    envelope.Error = new WsError(WsErrorCodes.Forbidden, "no \"\u0001");
                    break;
                case WsEnvelopeKind.Malformed:
                    Assert.NotNull(envelope.Error);
                    envelope.Kind = WsEnvelopeKind.Error;
                    break;
                default:
                    Assert.True(envelope.Kind is WsEnvelopeKind.Cancel or WsEnvelopeKind.Credit && !compat && !envelope.Id.IsEmpty);
                    continue;
            }

            output.Reset();
            var start = output.Mark();
            server.Begin(output, in envelope);
            Assert.True(server.Finish(output, in envelope, start, output.Mark()));
            using var answer = JsonDocument.Parse(output.Written);
            Assert.True(answer.RootElement.TryGetProperty("error", out _));
        }
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void A_client_takes_every_message(int seed, bool compat)
    {
        var random = new Random(seed);
        var client = Side(WsDialectRole.Client, compat);
        for (var i = 0; i < 20_000; i++)
        {
            client.Parse(Mutilations.Next(random), WsMessageType.Text, out var envelope);
            if (envelope.Kind == WsEnvelopeKind.Error)
            {
                Assert.NotNull(client.ReadError(envelope.Payload).Message);
            }
            else
            {
                Assert.True(envelope.Kind is WsEnvelopeKind.Notification or WsEnvelopeKind.Response or WsEnvelopeKind.Malformed or WsEnvelopeKind.Item or WsEnvelopeKind.Progress);
            }
        }
    }

    private static WsDialect Side(WsDialectRole role, bool compat)
        => (compat ? TaggedDialect.Compat : TaggedDialect.Instance).ForConnection(new WsDialectContext(role, TimeProvider.System));
}
