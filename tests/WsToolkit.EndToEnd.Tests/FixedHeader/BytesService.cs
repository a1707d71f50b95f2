using System.Buffers.Binary;
using System.Text;
using WsToolkit.Dialects;
using WsToolkit.Framing;
using WsToolkit.Json;

namespace WsToolkit.EndToEnd.Tests.FixedHeader;

/// <summary>A service whose payloads are bytes.</summary>
[WsService]
public partial class BytesService
{
    [WsRpcMethod("0001")]
    public byte[] Echo([WsPayload] byte[] bytes) => bytes;

    [WsRpcMethod("0002")]
    public ReadOnlyMemory<byte> Half([WsPayload] ReadOnlyMemory<byte> bytes) => bytes[(bytes.Length / 2)..];

    [WsRpcMethod("0003")]
    public void Nothing()
    {
    }

    [WsRpcMethod("0510")]
    public async IAsyncEnumerable<byte[]> EachAsync([WsPayload] byte[] bytes)
    {
        foreach (var one in bytes)
        {
            await Task.Yield();
            yield return [one];
        }
    }
}

public sealed record Order(string Stream, int From, int To);

public sealed record Place(int At);

public sealed record Note(string Text);

/// <summary>A service whose payloads have a format of the application's own.</summary>
[WsService]
public partial class CodedService
{
    [WsRpcMethod("0001")]
    public Note Describe([WsPayload] Place place) => new($"at {place.At}");

    [WsRpcMethod("0510")]
    public async IAsyncEnumerable<Place> WalkAsync([WsPayload] Order order)
    {
        for (var at = order.From; at < order.To; at++)
        {
            await Task.Yield();
            yield return new Place(at);
        }
    }
}

/// <summary>Three messages in a format of its own: numbers of four bytes, texts to the end.</summary>
internal sealed class CodedCodec : WsPayloadCodec
{
    private static readonly object[] Types =
    [
        new CodedType<Place>((output, place) => Number(output, place.At), bytes => new Place(BinaryPrimitives.ReadInt32BigEndian(bytes))),
        new CodedType<Note>((output, note) => output.Write(Encoding.UTF8.GetBytes(note.Text)), bytes => new Note(Encoding.UTF8.GetString(bytes))),
        new CodedType<Order>(
            (output, order) =>
            {
                Number(output, order.From);
                Number(output, order.To);
                output.Write(Encoding.UTF8.GetBytes(order.Stream));
            },
            bytes => new Order(
                Encoding.UTF8.GetString(bytes[8..]), BinaryPrimitives.ReadInt32BigEndian(bytes), BinaryPrimitives.ReadInt32BigEndian(bytes[4..]))),
    ];

    public override bool SupportsNamedArguments => false;

    public override WsPayloadType<T> GetPayloadType<T>()
        => Types.OfType<WsPayloadType<T>>().SingleOrDefault() ?? throw new NotSupportedException($"No code for {typeof(T)}.");

    private static void Number(OutputBuffer output, int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(output.GetSpan(4), value);
        output.Advance(4);
    }

    private delegate T Reader<T>(ReadOnlySpan<byte> bytes);

    private sealed class CodedType<T>(Action<OutputBuffer, T> write, Reader<T> read) : WsPayloadType<T>
    {
        public override T Read(ReadOnlyMemory<byte> payload) => read(payload.Span);

        public override void Write(OutputBuffer output, T value) => write(output, value);
    }
}

/// <summary>The id of a stream is what stands behind two numbers.</summary>
internal sealed class CodedBody : FixedHeaderBody
{
    public override WsPayloadCodec Codec { get; } = new CodedCodec();

    public override string? ReadText(ReadOnlySpan<byte> body, string member) => body.Length > 8 ? Encoding.UTF8.GetString(body[8..]) : null;

    public override bool WriteText(OutputBuffer output, ReadOnlySpan<byte> body, string member, string text)
    {
        output.Write(body[..8]);
        output.Write(Encoding.UTF8.GetBytes(text));
        return true;
    }
}
