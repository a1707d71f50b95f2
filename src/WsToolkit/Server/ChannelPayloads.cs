using System.Text;
using System.Text.Json;
using WsToolkit.Channels;
using WsToolkit.Dialects;
using WsToolkit.Framing;
using WsToolkit.Json;

namespace WsToolkit.Server;

/// <summary>
/// Reads and writes what the toolkit's own methods for channels take and give. In JSON, as the envelopes of the dialects that can carry
/// channels.
/// </summary>
internal static class ChannelPayloads
{
    /// <summary>Where an argument stands in the payload, whatever it is.</summary>
    public static WsPayloadType<Range> Place { get; } = new PlaceArgument();

    /// <summary><c>{"subscribed":{"a":["*"]}}</c>.</summary>
    public static WsPayloadType<(string Channel, EventPattern[] Patterns)[]> Subscribed { get; } = new SubscribedResult();

    /// <summary><c>{"channel":"a","event":null,"data":…}</c>.</summary>
    public static WsPayloadType<(string Channel, string? Event, ReadOnlyMemory<byte> Data)> Published { get; } = new PublishedResult();

    /// <summary><c>{"connections":1,"channels":{"a":{"*":1}}}</c>.</summary>
    public static WsPayloadType<(int Connections, IReadOnlyDictionary<string, Dictionary<string, int>> Channels)> Info { get; } = new InfoResult();

    private sealed class PlaceArgument : WsPayloadType<Range>
    {
        public override Range Read(ReadOnlyMemory<byte> payload) => throw new NotSupportedException();

        public override void Write(OutputBuffer output, Range value) => throw new NotSupportedException();

        public override Range ReadMember(ref Utf8JsonReader reader)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            return start..(int)reader.BytesConsumed;
        }
    }

    private abstract class Result<T> : WsPayloadType<T>
    {
        public sealed override T Read(ReadOnlyMemory<byte> payload) => throw new NotSupportedException();
    }

    private sealed class SubscribedResult : Result<(string Channel, EventPattern[] Patterns)[]>
    {
        public override void Write(OutputBuffer output, (string Channel, EventPattern[] Patterns)[] value)
        {
            output.Write("{\"subscribed\":{"u8);
            for (var i = 0; i < value.Length; i++)
            {
                output.Write(i == 0 ? ""u8 : ","u8);
                JsonText.Write(output, value[i].Channel);
                output.Write(":["u8);
                for (var j = 0; j < value[i].Patterns.Length; j++)
                {
                    output.Write(j == 0 ? ""u8 : ","u8);
                    JsonText.Write(output, value[i].Patterns[j].Text);
                }

                output.Write("]"u8);
            }

            output.Write("}}"u8);
        }
    }

    private sealed class PublishedResult : Result<(string Channel, string? Event, ReadOnlyMemory<byte> Data)>
    {
        public override void Write(OutputBuffer output, (string Channel, string? Event, ReadOnlyMemory<byte> Data) value)
        {
            output.Write("{\"channel\":"u8);
            JsonText.Write(output, value.Channel);
            output.Write(",\"event\":"u8);
            if (value.Event is null)
            {
                output.Write("null"u8);
            }
            else
            {
                JsonText.Write(output, value.Event);
            }

            output.Write(",\"data\":"u8);
            output.Write(value.Data.Span);
            output.Write("}"u8);
        }
    }

    private sealed class InfoResult : Result<(int Connections, IReadOnlyDictionary<string, Dictionary<string, int>> Channels)>
    {
        public override void Write(OutputBuffer output, (int Connections, IReadOnlyDictionary<string, Dictionary<string, int>> Channels) value)
        {
            output.Write(Encoding.UTF8.GetBytes($"{{\"connections\":{value.Connections},\"channels\":{{"));
            var first = true;
            foreach (var (channel, patterns) in value.Channels)
            {
                output.Write(first ? ""u8 : ","u8);
                first = false;
                JsonText.Write(output, channel);
                output.Write(":"u8);
                var separator = "{"u8;
                foreach (var (pattern, count) in patterns)
                {
                    output.Write(separator);
                    separator = ","u8;
                    JsonText.Write(output, pattern);
                    output.Write(Encoding.UTF8.GetBytes($":{count}"));
                }

                output.Write("}"u8);
            }

            output.Write("}}"u8);
        }
    }
}
