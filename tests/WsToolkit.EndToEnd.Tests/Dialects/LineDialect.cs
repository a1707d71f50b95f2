using System.Text;
using WsToolkit.Dialects;
using WsToolkit.Framing;

namespace WsToolkit.EndToEnd.Tests.Dialects;

/// <summary>
/// A line for each message: <c>add {"a":1,"b":2}</c> is answered with <c>= 3</c> or <c>! sold_out No more of these.</c>, in the order of the
/// calls.
/// </summary>
public sealed class LineDialect : WsDialect
{
    private const int MaxUnanswered = 1000;

    private readonly WsDialectRole _role;
    private readonly Lock _gate = new();
    private readonly Queue<ReadOnlyMemory<byte>> _unanswered = [];
    private long _received;

    public LineDialect()
        : this(WsDialectRole.Server)
    {
    }

    private LineDialect(WsDialectRole role) => _role = role;

    public override string Name => "line";

    public override string? Subprotocol => "line";

    // Calls with named arguments and one answer, and nothing else: the rest is refused when an endpoint is mapped.
    public override WsDialectFeatures Features => WsDialectFeatures.NamedArguments;

    // Answers have no ids, so each connection has to remember its calls.
    public override WsDialect ForConnection(WsDialectContext connection) => new LineDialect(connection.Role);

    public override string? RefuseMethodName(string name)
        => name.Length == 0 || name.AsSpan().IndexOfAny(" =!\n") >= 0 ? "a name is one word without '=' and '!'." : null;

    public override void Parse(ReadOnlyMemory<byte> message, WsMessageType type, out WsEnvelope envelope)
    {
        envelope = new WsEnvelope { Kind = WsEnvelopeKind.Malformed, Credit = -1, Order = WsAnswerOrder.Connection };
        var space = message.Span.IndexOf((byte)' ');
        if (_role == WsDialectRole.Client)
        {
            // An answer belongs to the call that has waited longest. One that nobody waits for stays malformed, and nobody answers it.
            if (space == 1 && message.Span[0] is (byte)'=' or (byte)'!' && TryTakeCall(out envelope.Id))
            {
                envelope.Kind = message.Span[0] == (byte)'=' ? WsEnvelopeKind.Response : WsEnvelopeKind.Error;
                envelope.Payload = message[2..];
            }

            return;
        }

        // Each request gets a number of its own, by which its answer is written.
        envelope.Id = Encoding.ASCII.GetBytes($"{++_received}");
        if (space > 0 && IsJson(message.Span[(space + 1)..]))
        {
            envelope.Kind = WsEnvelopeKind.Request;
            envelope.Method = message[..space];
            envelope.Payload = message[(space + 1)..];
        }
        else
        {
            envelope.Error = new WsError(WsErrorCodes.InvalidRequest, "Expected a method, a space and JSON.");
        }
    }

    public override void Begin(OutputBuffer output, in WsEnvelope envelope)
    {
        switch (envelope.Kind)
        {
            case WsEnvelopeKind.Request:
                Remember(envelope.Id);
                output.Write(envelope.Method.Span);
                output.Write(" "u8);
                break;
            case WsEnvelopeKind.Response:
                output.Write("= "u8);
                break;
            case WsEnvelopeKind.Error:
                output.Write(Encoding.UTF8.GetBytes($"! {envelope.Error!.Code.Replace(' ', '_')} {envelope.Error.Message}"));
                break;
        }
    }

    public override void End(OutputBuffer output, in WsEnvelope envelope)
    {
    }

    public override WsError ReadError(ReadOnlyMemory<byte> payload)
    {
        var text = Encoding.UTF8.GetString(payload.Span);
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? new WsError("", text) : new WsError(text[..space], text[(space + 1)..]);
    }

    // Requests are written by other threads than the one that reads answers.
    private void Remember(ReadOnlyMemory<byte> id)
    {
        lock (_gate)
        {
            if (_unanswered.Count == MaxUnanswered)
            {
                throw new WsException(WsErrorCodes.TooManyCalls, "The server answers nothing.");
            }

            _unanswered.Enqueue(id.ToArray());
        }
    }

    private bool TryTakeCall(out ReadOnlyMemory<byte> id)
    {
        lock (_gate)
        {
            return _unanswered.TryDequeue(out id);
        }
    }

    // What reads the arguments relies on it.
    private static bool IsJson(ReadOnlySpan<byte> payload)
    {
        try
        {
            var reader = new System.Text.Json.Utf8JsonReader(payload);
            while (reader.Read())
            {
            }

            return true;
        }
        catch (System.Text.Json.JsonException)
        {
            return false;
        }
    }
}
