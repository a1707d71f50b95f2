using System.Text.Json;
using WsToolkit.Framing;
using WsToolkit.Json;
using WsToolkit.Rpc;
using WsToolkit.Walkers;

namespace WsToolkit.Server;

/// <summary>Reads what a client wants to be passed on to others, within bounds.</summary>
internal static class NotificationArguments
{
    public static readonly WsParameter[] Users = [new("root_ids"), new("data")];
    public static readonly WsParameter[] Channels = [new("channel_ids"), new("data")];
    public static readonly WsParameter[] Clients = [new("client_ids"), new("data")];

    /// <summary>Reads the arguments of a call.</summary>
    /// <exception cref="WsException">Something is missing, wrong, or too much.</exception>
    public static (string[] Ids, ForwardedMessage Data) Read(WsCall call, WsParameter[] parameters, WsWalkerOptions options)
    {
        string[] ids = [];
        Range place = default;
        var arguments = call.ReadArguments(parameters);
        while (arguments.Next(out var parameter))
        {
            if (parameter == 0)
            {
                ids = arguments.Get(new IdList(parameters[0].Name, options))!;
            }
            else
            {
                place = arguments.Get(PlaceArgument.Instance);
            }
        }

        var data = call.Payload[place];
        if (data.Length > options.MaxNotificationBytes)
        {
            throw WalkerErrors.TooLarge(options.MaxNotificationBytes);
        }

        return ids.Length == 0
            ? throw RpcErrors.InvalidArguments(parameters[0].Name, "must not be empty")
            : (ids, ForwardedMessage.Read(data.ToArray()));
    }

    private sealed class IdList(string name, WsWalkerOptions options) : WsPayloadType<string[]>
    {
        public override string[] Read(ReadOnlyMemory<byte> payload) => throw new NotSupportedException();

        public override void Write(OutputBuffer output, string[] value) => throw new NotSupportedException();

        public override string[] ReadMember(ref Utf8JsonReader reader)
        {
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                throw new JsonException();
            }

            List<string> ids = [];
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType != JsonTokenType.String)
                {
                    throw new JsonException();
                }

                if (ids.Count == options.MaxIdsPerNotification)
                {
                    throw WalkerErrors.TooMany("ids", options.MaxIdsPerNotification);
                }

                var id = reader.GetString()!;
                if (id.Length > options.MaxIdLength)
                {
                    throw WalkerErrors.TooLong(name, options.MaxIdLength);
                }

                ids.Add(id);
            }

            return [.. ids];
        }
    }

    private sealed class PlaceArgument : WsPayloadType<Range>
    {
        public static readonly PlaceArgument Instance = new();

        public override Range Read(ReadOnlyMemory<byte> payload) => throw new NotSupportedException();

        public override void Write(OutputBuffer output, Range value) => throw new NotSupportedException();

        public override Range ReadMember(ref Utf8JsonReader reader)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw new JsonException();
            }

            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            return start..(int)reader.BytesConsumed;
        }
    }
}
