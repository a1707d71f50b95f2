using WsToolkit.Framing;
using WsToolkit.Json;

namespace MeasurementsSample.Protobuf;

/// <summary>
/// The messages in protobuf, by hand. With a library the types would be its own, and each <see cref="WsPayloadType{T}"/> two calls into it.
/// </summary>
public sealed class ProtobufCodec : WsPayloadCodec
{
    private static readonly Dictionary<Type, object> Types = new()
    {
        [typeof(AddDataRequest)] = new MessageType<AddDataRequest>(ReadAddData, WriteAddData),
        [typeof(AddDataResponse)] = new MessageType<AddDataResponse>(ReadAdded, WriteAdded),
        [typeof(SubscribeRequest)] = new MessageType<SubscribeRequest>(ReadSubscribe, WriteSubscribe),
        [typeof(MeasurementResult)] = new MessageType<MeasurementResult>(ResultMessage.Read, ResultMessage.Write),
        [typeof(LoginMessage)] = new MessageType<LoginMessage>(ReadLogin, (message, value) => message.Text(1, value.Token)),
    };

    public static ProtobufCodec Instance { get; } = new();

    public override bool SupportsNamedArguments => false;

    public override WsPayloadType<T> GetPayloadType<T>()
        => Types.TryGetValue(typeof(T), out var type)
            ? (WsPayloadType<T>)type
            : throw new NotSupportedException($"There is no message for {typeof(T)}.");

    private static AddDataRequest ReadAddData(ReadOnlySpan<byte> bytes)
    {
        var message = new AddDataRequest(new MeasurementParams(""), "");
        var reader = new ProtobufReader(bytes);
        while (reader.Next(out var field))
        {
            message = field switch
            {
                1 => message with { Params = ReadParams(reader.Bytes) },
                2 => message with { Action = reader.Text },
                3 => message with { ChunkOrder = reader.Number },
                7 => message with { Payload = reader.Bytes.ToArray() },
                _ => message,
            };
        }

        return message;
    }

    private static void WriteAddData(ProtobufWriter message, AddDataRequest value)
    {
        message.Message(1, parameters => parameters.Text(1, value.Params.ID));
        message.Text(2, value.Action);
        message.Number(3, value.ChunkOrder ?? 0);
        message.Bytes(7, value.Payload);
    }

    private static AddDataResponse ReadAdded(ReadOnlySpan<byte> bytes)
    {
        var message = new AddDataResponse("", 0);
        var reader = new ProtobufReader(bytes);
        while (reader.Next(out var field))
        {
            message = field switch
            {
                1 => message with { ID = reader.Text },
                2 => message with { ChunkOrder = reader.Number },
                _ => message,
            };
        }

        return message;
    }

    private static void WriteAdded(ProtobufWriter message, AddDataResponse value)
    {
        message.Text(1, value.ID);
        message.Number(2, value.ChunkOrder);
    }

    private static SubscribeRequest ReadSubscribe(ReadOnlySpan<byte> bytes)
    {
        var message = new SubscribeRequest(new MeasurementParams(""));
        var reader = new ProtobufReader(bytes);
        while (reader.Next(out var field))
        {
            message = field switch
            {
                1 => message with { Params = ReadParams(reader.Bytes) },
                2 => message with { RequestID = reader.Text },
                _ => message,
            };
        }

        return message;
    }

    private static void WriteSubscribe(ProtobufWriter message, SubscribeRequest value)
    {
        message.Message(1, parameters => parameters.Text(1, value.Params.ID));
        message.Text(2, value.RequestID);
    }

    private static MeasurementParams ReadParams(ReadOnlySpan<byte> bytes)
    {
        var reader = new ProtobufReader(bytes);
        var id = "";
        while (reader.Next(out var field))
        {
            id = field == 1 ? reader.Text : id;
        }

        return new MeasurementParams(id);
    }

    private static LoginMessage ReadLogin(ReadOnlySpan<byte> bytes)
    {
        var reader = new ProtobufReader(bytes);
        var token = "";
        while (reader.Next(out var field))
        {
            token = field == 1 ? reader.Text : token;
        }

        return new LoginMessage(token);
    }

    private delegate T MessageReader<T>(ReadOnlySpan<byte> bytes);

    private sealed class MessageType<T>(MessageReader<T> read, Action<ProtobufWriter, T> write) : WsPayloadType<T>
    {
        public override T Read(ReadOnlyMemory<byte> payload) => read(payload.Span);

        public override void Write(OutputBuffer output, T value) => write(new ProtobufWriter(output), value);
    }
}
