namespace MeasurementsSample.Protobuf;

/// <summary>The results of a chunk in protobuf.</summary>
internal static class ResultMessage
{
    public static MeasurementResult Read(ReadOnlySpan<byte> bytes)
    {
        var message = new MeasurementResult("", "", "", 0) { Channels = [], Error = new ResultError("") };
        var reader = new ProtobufReader(bytes);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    message = message with { MeasurementID = reader.Text };
                    break;
                case 2:
                    message = message with { MeasurementDataID = reader.Text };
                    break;
                case 3:
                    message = message with { MeasurementResultID = reader.Text };
                    break;
                case 4:
                    message = message with { Multiplier = reader.Number };
                    break;
                case 5:
                    ReadEntry(reader.Bytes, message.Channels);
                    break;
                case 6:
                    message = message with { Error = ReadError(reader.Bytes) };
                    break;
            }
        }

        return message;
    }

    public static void Write(ProtobufWriter message, MeasurementResult value)
    {
        message.Text(1, value.MeasurementID);
        message.Text(2, value.MeasurementDataID);
        message.Text(3, value.MeasurementResultID);
        message.Number(4, value.Multiplier);
        foreach (var (name, channel) in value.Channels)
        {
            message.Message(5, entry =>
            {
                entry.Text(1, name);
                entry.Message(2, inner =>
                {
                    inner.PackedSigned(1, channel.Data);
                    inner.Text(2, channel.Channel);
                });
            });
        }

        message.Message(6, error => error.Text(1, value.Error.Code));
    }

    // An entry of a map is a message of key and value.
    private static void ReadEntry(ReadOnlySpan<byte> bytes, Dictionary<string, ResultChannel> channels)
    {
        var (name, channel) = ("", new ResultChannel("", []));
        var reader = new ProtobufReader(bytes);
        while (reader.Next(out var field))
        {
            if (field == 1)
            {
                name = reader.Text;
            }
            else if (field == 2)
            {
                channel = ReadChannel(reader.Bytes);
            }
        }

        channels[name] = channel;
    }

    private static ResultChannel ReadChannel(ReadOnlySpan<byte> bytes)
    {
        var (name, data) = ("", new List<int>());
        var reader = new ProtobufReader(bytes);
        while (reader.Next(out var field))
        {
            if (field == 1)
            {
                var packed = new ProtobufReader(reader.Bytes);
                while (packed.NextSigned(out var value))
                {
                    data.Add(value);
                }
            }
            else if (field == 2)
            {
                name = reader.Text;
            }
        }

        return new ResultChannel(name, [.. data]);
    }

    private static ResultError ReadError(ReadOnlySpan<byte> bytes)
    {
        var reader = new ProtobufReader(bytes);
        var code = "";
        while (reader.Next(out var field))
        {
            code = field == 1 ? reader.Text : code;
        }

        return new ResultError(code);
    }
}
