using System.Text;
using WsToolkit.Dialects;
using WsToolkit.Framing;
using WsToolkit.Testing;

namespace WsToolkit.EndToEnd.Tests.Dialects;

/// <summary>All dialects of ours conform to what the kit asks of anybody's, and the kit finds what is wrong with others.</summary>
public class ConformanceTests
{
    private static readonly WsEnvelopeDescription Plain = SignedDialect.Description with
    {
        Name = "described",
        Signing = null,
        IsLogin = null,
        IsLoggedIn = null,
        LoggedIn = null,
        Call = """{"op":"{method}","data":{body}}""",
    };

    private static readonly JsonRpcOptions Renamed = new() { MessageMethod = "news", UnsubscribeMethod = "eth_unsubscribe" };

    private static readonly Dictionary<string, WsDialectConformance> All = new()
    {
        ["default"] = new(DefaultDialect.Instance),
        ["compat"] = new(DefaultDialect.Compat),
        ["json-rpc"] = new(JsonRpcDialect.Instance),
        ["json-rpc with names of its own"] = new(new JsonRpcDialect(Renamed with { StreamMethod = "eth_subscription" }), new JsonRpcDialect(Renamed)),
        ["fixed-header"] = new(new FixedHeaderDialect()),
        ["described"] = new(DescribedDialect.ForServer(Plain), DescribedDialect.ForClient(Plain)) { ErrorsAreAttributed = false },
        ["tagged"] = new(TaggedDialect.Instance),
        ["line"] = new(new LineDialect()),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_kind_of_message_arrives(string dialect) => All[dialect].CheckRoundTrips();

    [Theory]
    [MemberData(nameof(Names))]
    public void Answers_find_their_calls(string dialect) => All[dialect].CheckCorrelation();

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_no_message_throws_nothing(string dialect) => All[dialect].CheckMalformed();

    [Theory]
    [MemberData(nameof(Names))]
    public void Mutated_messages_throw_nothing_and_nothing_of_them_stays(string dialect) => All[dialect].CheckMutations();

    [Theory]
    [InlineData(Fault.LosesPayloads, "a request: expected the payload")]
    [InlineData(Fault.SwapsIds, "an answer among others: expected the id")]
    [InlineData(Fault.ThrowsOnNoise, "reading threw")]
    [InlineData(Fault.Remembers, "has grown from")]
    [InlineData(Fault.PromisesMore, "writing a message of kind StreamStart threw")]
    [InlineData(Fault.NeverEnds, "more envelopes than bytes")]
    public void The_kit_finds(Fault fault, string message)
    {
        var kit = new WsDialectConformance(new FaultyDialect(fault)) { Mutations = 3000 };
        var found = Assert.Throws<WsDialectConformanceException>(kit.Run);
        Assert.Contains(message, found.Message, StringComparison.Ordinal);
    }

    public enum Fault
    {
        LosesPayloads,
        SwapsIds,
        ThrowsOnNoise,
        Remembers,
        PromisesMore,
        NeverEnds,
    }

    /// <summary>The default dialect with something wrong.</summary>
    private sealed class FaultyDialect(Fault fault) : WsDialect
    {
        private readonly DefaultDialect _inner = DefaultDialect.Instance;
        private readonly List<byte[]> _kept = [];
        private ReadOnlyMemory<byte> _last;

        public override string Name => "faulty";

        public override WsDialectFeatures Features => fault == Fault.PromisesMore ? WsDialectFeatures.All | WsDialectFeatures.StreamStarts : WsDialectFeatures.None;

        public override WsDialect ForConnection(WsDialectContext connection) => new FaultyDialect(fault);

        public override void Parse(ReadOnlyMemory<byte> message, WsMessageType type, out WsEnvelope envelope)
        {
            if (fault == Fault.ThrowsOnNoise && !message.IsEmpty && message.Span[0] > 200)
            {
                throw new FormatException("Noise.");
            }

            _inner.Parse(message, type, out envelope);
            if (fault == Fault.Remembers && envelope.Kind == WsEnvelopeKind.Request)
            {
                _kept.Add(envelope.Id.ToArray());
            }

            envelope.HasMore = fault == Fault.NeverEnds;
            envelope.Payload = fault == Fault.LosesPayloads && envelope.Kind == WsEnvelopeKind.Request ? Encoding.UTF8.GetBytes("{}") : envelope.Payload;
            if (fault == Fault.SwapsIds && envelope.Kind == WsEnvelopeKind.Response && envelope.Id.Length == 2)
            {
                (envelope.Id, _last) = (_last.IsEmpty ? envelope.Id : _last, envelope.Id);
            }
        }

        public override bool ParseNext(out WsEnvelope envelope)
        {
            envelope = new WsEnvelope { Kind = WsEnvelopeKind.Malformed, Credit = -1, HasMore = true };
            return true;
        }

        public override void Begin(OutputBuffer output, in WsEnvelope envelope) => _inner.Begin(output, in envelope);

        public override void End(OutputBuffer output, in WsEnvelope envelope) => _inner.End(output, in envelope);

        public override WsError ReadError(ReadOnlyMemory<byte> payload) => _inner.ReadError(payload);
    }
}
