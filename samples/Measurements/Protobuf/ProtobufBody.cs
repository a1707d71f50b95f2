using WsToolkit.Dialects;
using WsToolkit.Framing;
using WsToolkit.Json;

namespace MeasurementsSample.Protobuf;

/// <summary>Bodies in protobuf: what the dialect itself has to know of them.</summary>
public sealed class ProtobufBody : FixedHeaderBody
{
    public static ProtobufBody Instance { get; } = new();

    public override WsPayloadCodec Codec => ProtobufCodec.Instance;

    public override string? ReadText(ReadOnlySpan<byte> body, string member)
    {
        var wanted = FieldOf(member);
        var reader = new ProtobufReader(body);
        while (reader.Next(out var field))
        {
            if (field == wanted && reader.Bytes.Length > 0)
            {
                return reader.Text;
            }
        }

        return null;
    }

    public override bool WriteText(OutputBuffer output, ReadOnlySpan<byte> body, string member, string text)
    {
        // Of a field that is there twice the last counts.
        output.Write(body);
        new ProtobufWriter(output).Text(FieldOf(member), text);
        return true;
    }

    public override void WriteError(OutputBuffer output, WsError error)
    {
        var message = new ProtobufWriter(output);
        message.Text(1, error.Code);
        foreach (var (name, text) in error.Errors ?? new Dictionary<string, string>())
        {
            message.Message(2, entry =>
            {
                entry.Text(1, name);
                entry.Message(2, description => description.Text(1, text));
            });
        }

        message.Text(3, error.Message);
    }

    public override WsError ReadError(ReadOnlyMemory<byte> body)
    {
        var error = new WsError("", "");
        var reader = new ProtobufReader(body.Span);
        while (reader.Next(out var field))
        {
            error = field switch
            {
                1 => error with { Code = reader.Text },
                3 => error with { Message = reader.Text },
                _ => error,
            };
        }

        return error;
    }

    private static int FieldOf(string member) => member == "RequestID" ? 2 : 1;
}
