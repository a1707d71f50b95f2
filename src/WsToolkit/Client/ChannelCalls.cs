using WsToolkit.Channels;
using WsToolkit.Dialects;
using WsToolkit.Framing;
using WsToolkit.Json;
using WsToolkit.Rpc;

namespace WsToolkit.Client;

/// <summary>The calls by which a client subscribes and publishes. They are part of the protocol and of no contract.</summary>
internal static class ChannelCalls
{
    /// <summary>Subscribing twice is as good as once.</summary>
    public static readonly WsMethod Subscribe = new("subscribe", "subscribe") { Idempotent = true };

    public static readonly WsMethod Unsubscribe = new("unsubscribe", "unsubscribe");

    public static readonly WsMethod Publish = new("publish", "publish");

    /// <summary>Makes a call to <see cref="Subscribe"/> or <see cref="Unsubscribe"/>.</summary>
    public static Task SelectAsync(WsOutgoingCall call, string channel, string pattern, CancellationToken cancellationToken)
    {
        call.WritePayload(new Selection(channel, pattern), SelectionPayload.Instance);
        return call.InvokeAsync(cancellationToken);
    }

    /// <summary>Makes a call to <see cref="Publish"/>.</summary>
    public static Task PublishAsync<T>(
        WsOutgoingCall call, WsChannelType<T> type, string channel, string eventName, T value, CancellationToken cancellationToken)
    {
        call.WritePayload(new Publication<T>(type, channel, eventName, value), PublicationPayload<T>.Instance);
        return call.InvokeAsync(cancellationToken);
    }

    private readonly record struct Selection(string Channel, string Pattern);

    private readonly record struct Publication<T>(WsChannelType<T> Type, string Channel, string Event, T Value);

    private sealed class SelectionPayload : WsPayloadType<Selection>
    {
        public static readonly SelectionPayload Instance = new();

        public override void Write(OutputBuffer output, Selection value)
        {
            output.Write("{\"channel\":"u8);
            JsonText.Write(output, value.Channel);
            if (value.Pattern != EventPattern.All.Text)
            {
                output.Write(",\"event\":"u8);
                JsonText.Write(output, value.Pattern);
            }

            output.Write("}"u8);
        }

        public override Selection Read(ReadOnlyMemory<byte> payload) => throw new NotSupportedException();
    }

    private sealed class PublicationPayload<T> : WsPayloadType<Publication<T>>
    {
        public static readonly PublicationPayload<T> Instance = new();

        public override void Write(OutputBuffer output, Publication<T> value)
        {
            output.Write("{\"channel\":"u8);
            JsonText.Write(output, value.Channel);
            if (value.Event.Length > 0)
            {
                output.Write(",\"event\":"u8);
                JsonText.Write(output, value.Event);
            }

            output.Write(",\"data\":"u8);
            value.Type.Write(output, value.Event, value.Value);
            output.Write("}"u8);
        }

        public override Publication<T> Read(ReadOnlyMemory<byte> payload) => throw new NotSupportedException();
    }
}
