using System.Collections.Concurrent;
using WsToolkit.Dialects;
using WsToolkit.Framing;

namespace WsToolkit.EndToEnd.Tests.Support;

/// <summary>The default dialect, which also counts what one end sends and receives by the kind of the message.</summary>
internal sealed class CountingDialect : WsDialect
{
    private readonly DefaultDialect _inner = DefaultDialect.Instance;
    private readonly ConcurrentDictionary<WsEnvelopeKind, int> _received = new();
    private readonly ConcurrentDictionary<WsEnvelopeKind, int> _sent = new();

    public override string Name => _inner.Name;

    public override WsDialectFeatures Features => _inner.Features;

    /// <summary>Called with each message that has been received, before it is handled.</summary>
    public Action<WsEnvelopeKind>? OnReceived { get; set; }

    public int Received(WsEnvelopeKind kind) => _received.GetValueOrDefault(kind);

    public int Sent(WsEnvelopeKind kind) => _sent.GetValueOrDefault(kind);

    public override void Parse(ReadOnlyMemory<byte> message, WsMessageType type, out WsEnvelope envelope)
    {
        _inner.Parse(message, type, out envelope);
        _received.AddOrUpdate(envelope.Kind, 1, static (_, count) => count + 1);
        OnReceived?.Invoke(envelope.Kind);
    }

    public override void Begin(OutputBuffer output, in WsEnvelope envelope)
    {
        _sent.AddOrUpdate(envelope.Kind, 1, static (_, count) => count + 1);
        _inner.Begin(output, in envelope);
    }

    public override void End(OutputBuffer output, in WsEnvelope envelope) => _inner.End(output, in envelope);

    public override WsError ReadError(ReadOnlyMemory<byte> payload) => _inner.ReadError(payload);
}
