using System.Buffers;
using System.Buffers.Binary;
using WsToolkit.Framing;

namespace WsToolkit.Dialects;

/// <summary>
/// The server's end of a connection. Clients may use an id for several requests at once, so within the server a call's id is the client's,
/// a number that makes it unique, and the stream's id, if it has one: everything that an answer needs.
/// </summary>
internal sealed class FixedHeaderServer(FixedHeaderDialect shared) : FixedHeaderConnection(shared)
{
    private static readonly WsError NoRequest =
        new(WsErrorCodes.InvalidRequest, "The message is shorter than its header, or the header is not ASCII.");

    // What is written is written by one thread at a time.
    private readonly HashSet<long> _streams = [];
    private readonly byte[] _id = new byte[(2 * shared.Format.Id.Width) + sizeof(long)];
    private long _number;

    private int Width => Format.Id.Width;

    public override void Parse(ReadOnlyMemory<byte> message, WsMessageType type, out WsEnvelope envelope)
    {
        envelope = new WsEnvelope { Kind = WsEnvelopeKind.Malformed, Credit = -1 };
        var isRequest = Format.TryReadRequest(message, out var request);
        if (!request.Id.IsEmpty)
        {
            request.Id.Span.CopyTo(_id);
            BinaryPrimitives.WriteInt64LittleEndian(_id.AsSpan(Width), ++_number);
            envelope.Id = _id.AsMemory(0, Width + sizeof(long));
        }

        envelope.Method = request.Action;
        envelope.Error = isRequest ? Shared.Check(request.Body.Span) : NoRequest;
        if (envelope.Error is not null)
        {
            return;
        }

        if (Shared.Streams.TryGetValue(request.Action, out var stream) && Shared.ReadText(request.Body.Span, stream.Member) is { } name)
        {
            Span<byte> utf8 = stackalloc byte[FixedHeaderField.MaxWidth];
            var field = _id.AsSpan(Width + sizeof(long));
            if (!System.Text.Encoding.UTF8.TryGetBytes(name, utf8, out var length) || !Format.Id.TryFill(field, utf8[..length]))
            {
                envelope.Error = new WsError(
                    WsErrorCodes.InvalidArguments,
                    "The id of the stream does not fit into the header.",
                    new Dictionary<string, string> { [stream.Member] = $"{Width} printable ASCII characters expected" });
                return;
            }

            envelope.Id = _id;
        }

        envelope.Kind = WsEnvelopeKind.Request;
        envelope.Payload = request.Body;
    }

    public override void Begin(OutputBuffer output, in WsEnvelope envelope)
    {
        var id = envelope.Id.Span;
        switch (envelope.Kind)
        {
            case WsEnvelopeKind.StreamStart:
                Format.WriteResponse(output, RequestId(id), FixedHeaderFormat.Success);
                break;
            case WsEnvelopeKind.Item:
                Format.WriteResponse(output, StreamId(id), FixedHeaderFormat.Success);
                break;
            case WsEnvelopeKind.Response when IsStream(id):
                Format.WriteResponse(output, StreamId(id), Shared.Options.StreamEndStatus);
                break;
            case WsEnvelopeKind.Response:
                Format.WriteResponse(output, RequestId(id), FixedHeaderFormat.Success);
                break;
            case WsEnvelopeKind.Error:
                Shared.WriteError(output, IsStream(id) ? StreamId(id) : RequestId(id), envelope.Method.Span, envelope.Error!);
                break;
        }
    }

    public override bool Finish(OutputBuffer output, in WsEnvelope envelope, OutputMark start, OutputMark payload)
    {
        switch (envelope.Kind)
        {
            case WsEnvelopeKind.StreamStart:
                _streams.Add(Number(envelope.Id.Span));
                output.Write(Body.Empty.Span);
                return true;
            case WsEnvelopeKind.Response when _streams.Remove(Number(envelope.Id.Span)):
                output.Rewind(payload);
                output.Write(Body.Empty.Span);
                return Shared.Options.StreamEndStatus != 0;
            case WsEnvelopeKind.Response:
                if (Body is FixedHeaderJsonBody && IsNull(output.WrittenSince(payload)))
                {
                    // Bodies are objects: nobody expects null.
                    output.Rewind(payload);
                    output.Write(Body.Empty.Span);
                }

                return true;
            case WsEnvelopeKind.Error:
                _streams.Remove(Number(envelope.Id.Span));
                return true;
            default:
                return envelope.Kind == WsEnvelopeKind.Item;
        }
    }

    private static bool IsNull(ReadOnlySequence<byte> json)
    {
        Span<byte> text = stackalloc byte[4];
        if (json.Length != text.Length)
        {
            return false;
        }

        json.CopyTo(text);
        return text.SequenceEqual("null"u8);
    }

    private ReadOnlySpan<byte> RequestId(ReadOnlySpan<byte> id) => id.IsEmpty ? id : id[..Width];

    private ReadOnlySpan<byte> StreamId(ReadOnlySpan<byte> id)
        => id.Length > Width + sizeof(long) ? id[(Width + sizeof(long))..] : RequestId(id);

    private long Number(ReadOnlySpan<byte> id) => id.IsEmpty ? 0 : BinaryPrimitives.ReadInt64LittleEndian(id[Width..]);

    private bool IsStream(ReadOnlySpan<byte> id) => _streams.Contains(Number(id));
}
