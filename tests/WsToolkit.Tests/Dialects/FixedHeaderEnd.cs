using System.Buffers;
using System.Text;
using WsToolkit.Dialects;
using WsToolkit.Framing;

namespace WsToolkit.Tests.Dialects;

/// <summary>One end of a connection in the fixed-header dialect, without a connection: envelopes and messages as texts.</summary>
internal sealed class FixedHeaderEnd
{
    private readonly WsDialect _dialect;
    private int _calls;

    public FixedHeaderEnd(WsDialectRole role, FixedHeaderOptions? options = null)
    {
        Shared = new FixedHeaderDialect(options);
        _dialect = Shared.ForConnection(new WsDialectContext(role, TimeProvider.System));
    }

    public FixedHeaderDialect Shared { get; }

    public static FixedHeaderOptions Counting { get; } = new()
    {
        Ids = FixedHeaderIds.Counter,
        Streams = [new FixedHeaderStream("0510")],
    };

    public static string Text(ReadOnlyMemory<byte> bytes) => Encoding.Latin1.GetString(bytes.Span);

    /// <summary>Reads a message.</summary>
    public WsEnvelope Parse(string message, WsMessageType type = WsMessageType.Binary)
    {
        _dialect.Parse(Encoding.Latin1.GetBytes(message), type, out var envelope);
        return envelope;
    }

    /// <summary>Reads a message on a client, and shows what call it is for and what it is.</summary>
    public string Receive(string message)
    {
        var envelope = Parse(message);
        return envelope.Kind switch
        {
            WsEnvelopeKind.Malformed => envelope.Error is null ? "nothing" : "reported",
            WsEnvelopeKind.Error => $"Error {Text(envelope.Id)} {Describe(_dialect.ReadError(envelope.Payload))}",
            _ => $"{envelope.Kind} {Text(envelope.Id)} {Text(envelope.Payload)}".TrimEnd(),
        };
    }

    /// <summary>Writes a message.</summary>
    /// <returns>It, or null when nothing is sent.</returns>
    public string? Write(in WsEnvelope envelope, string payload = "")
    {
        using var output = new OutputBuffer(16);
        output.Write("before"u8);
        var start = output.Mark();
        _dialect.Begin(output, in envelope);
        var mark = output.Mark();
        output.Write(Encoding.UTF8.GetBytes(payload));
        return _dialect.Finish(output, in envelope, start, mark) ? Encoding.Latin1.GetString(output.WrittenSince(start).ToArray()) : null;
    }

    /// <summary>Makes a call, the first of which is number 1.</summary>
    public string Call(string action, string payload = "{}", bool stream = false)
    {
        var envelope = new WsEnvelope
        {
            Kind = WsEnvelopeKind.Request,
            Id = Encoding.ASCII.GetBytes($"{++_calls}"),
            Method = Encoding.ASCII.GetBytes(action),
            Credit = stream ? 32 : -1,
        };
        return Write(in envelope, payload)!;
    }

    /// <summary>Gives up a call.</summary>
    public void Abandon(int call)
        => Assert.Null(Write(new WsEnvelope { Kind = WsEnvelopeKind.Cancel, Id = Encoding.ASCII.GetBytes($"{call}"), Credit = -1 }));

    /// <summary>Answers a request.</summary>
    public string? Answer(in WsEnvelope request, WsEnvelopeKind kind, string payload = "", WsError? error = null)
        => Write(new WsEnvelope { Kind = kind, Id = request.Id.ToArray(), Method = request.Method, Error = error, Credit = -1 }, payload);

    private static string Describe(WsError error)
    {
        var errors = string.Join(",", (error.Errors ?? new Dictionary<string, string>()).Select(pair => $"{pair.Key}={pair.Value}"));
        return $"{error.Status} {error.Code} '{error.Message}' [{errors}] {Text(error.Body)}".TrimEnd();
    }
}
