using System.Text;
using System.Text.Json;
using WsToolkit.Rpc;

namespace WsToolkit.Server;

/// <summary>What the toolkit's own methods for channels are called with. Everything that is wrong with it is told at once.</summary>
internal readonly struct ChannelArguments
{
    private static readonly WsParameter[] Parameters = [new("channel", false, true), new("event", false, true), new("data", false, true)];

    private ChannelArguments(string channel, string? eventName, ReadOnlyMemory<byte> data)
    {
        Channel = channel;
        Event = eventName;
        Data = data;
    }

    public string Channel { get; }

    /// <summary>The event or pattern; null when there is none.</summary>
    public string? Event { get; }

    /// <summary>A copy of the message to publish; empty where none is expected.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>Reads the arguments. To be called while the call is being bound.</summary>
    /// <param name="call">The call.</param>
    /// <param name="publishes">Whether a message is expected.</param>
    /// <param name="compat">Whether a message must not be a number, <c>true</c> or <c>false</c>.</param>
    /// <param name="maxLength">The longest name, in characters.</param>
    /// <exception cref="WsException">Something is wrong.</exception>
    public static ChannelArguments Read(WsCall call, bool publishes, bool compat, int maxLength)
        => call.Channel.IsEmpty ? ReadPayload(call, publishes, compat, maxLength) : ReadEnvelope(call, publishes, maxLength);

    // The dialect has taken the message apart; the payload is what is published.
    private static ChannelArguments ReadEnvelope(WsCall call, bool publishes, int maxLength)
    {
        Dictionary<string, string>? errors = null;
        if (publishes && call.Payload.IsEmpty)
        {
            Add(ref errors, "data", "required");
        }

        var name = TextOf(call.Channel, "channel", maxLength, ref errors);
        var named = call.Event.IsEmpty ? null : TextOf(call.Event, "event", maxLength, ref errors);
        return errors is not null
            ? throw RpcErrors.InvalidArguments(errors)
            : new ChannelArguments(name, named, publishes ? call.Payload.ToArray() : default);
    }

    private static string TextOf(ReadOnlyMemory<byte> utf8, string field, int maxLength, ref Dictionary<string, string>? errors)
    {
        var text = Encoding.UTF8.GetString(utf8.Span);
        if (text.Length > maxLength)
        {
            Add(ref errors, field, $"longer than {maxLength} characters");
        }

        return text;
    }

    private static ChannelArguments ReadPayload(WsCall call, bool publishes, bool compat, int maxLength)
    {
        var payload = call.Payload.Span;
        Range? channel = null, eventName = null, data = null;
        var arguments = call.ReadArguments(Parameters.AsSpan(0, publishes ? 3 : 2));
        while (arguments.Next(out var parameter))
        {
            var place = arguments.Get(ChannelPayloads.Place);
            switch (parameter)
            {
                case 0:
                    channel = place;
                    break;
                case 1:
                    eventName = place;
                    break;
                default:
                    data = place;
                    break;
            }
        }

        Dictionary<string, string>? errors = null;
        if (publishes && CheckData(payload, data, compat) is { } wrong)
        {
            Add(ref errors, "data", wrong);
        }

        var name = channel is { } given ? TextOf(payload[given], "channel", maxLength, ref errors) : null;
        if (name is null)
        {
            Add(ref errors, "channel", channel is null ? "required" : "must not be null");
        }

        var named = eventName is { } written ? TextOf(payload[written], "event", maxLength, ref errors) : null;
        return errors is not null
            ? throw RpcErrors.InvalidArguments(errors)
            : new ChannelArguments(name!, named, publishes ? payload[data!.Value].ToArray() : default);
    }

    private static string? CheckData(ReadOnlySpan<byte> payload, Range? data, bool compat)
    {
        if (data is not { } place)
        {
            return "required";
        }

        return compat && payload[place][0] is not ((byte)'"' or (byte)'{' or (byte)'[' or (byte)'n') ? "not valid type" : null;
    }

    private static string? TextOf(ReadOnlySpan<byte> json, string field, int maxLength, ref Dictionary<string, string>? errors)
    {
        if (json is [(byte)'n', ..])
        {
            return null;
        }

        var text = "";
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            text = reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // No string, or half of a surrogate pair.
            Add(ref errors, field, "not valid type");
        }

        if (text.Length > maxLength)
        {
            Add(ref errors, field, $"longer than {maxLength} characters");
        }

        return text;
    }

    // The first thing that is wrong with a field is what counts.
    private static void Add(ref Dictionary<string, string>? errors, string field, string text) => (errors ??= []).TryAdd(field, text);
}
