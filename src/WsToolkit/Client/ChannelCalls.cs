using System.Text;
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
    public static readonly WsMethod Subscribe = new(WsChannelMethods.Subscribe, "subscribe") { Idempotent = true };

    public static readonly WsMethod Unsubscribe = new(WsChannelMethods.Unsubscribe, "unsubscribe");

    public static readonly WsMethod Publish = new(WsChannelMethods.Publish, "publish");

    /// <summary>Makes a call to <see cref="Subscribe"/> or <see cref="Unsubscribe"/>.</summary>
    public static Task SelectAsync(WsOutgoingCall call, string channel, string pattern, CancellationToken cancellationToken)
    {
        call.Channel = Utf8(channel);
        call.Event = pattern == EventPattern.All.Text ? default : Utf8(pattern);
        return NameRefusalAsync(call.InvokeAsync(cancellationToken));
    }

    /// <summary>Makes a call to <see cref="Publish"/>.</summary>
    public static Task PublishAsync<T>(
        WsOutgoingCall call, WsChannelType<T> type, string channel, string eventName, T value, CancellationToken cancellationToken)
    {
        call.Channel = Utf8(channel);
        call.Event = Utf8(eventName);
        call.WritePayload((type, eventName, value), MessagePayload<T>.Instance);
        return NameRefusalAsync(call.InvokeAsync(cancellationToken));
    }

    // The protocol's message is the same for every refusal; what is refused, and why, stands in the fields.
    private static async Task NameRefusalAsync(Task call)
    {
        try
        {
            await call.ConfigureAwait(false);
        }
        catch (WsException refusal) when (refusal.GetType() == typeof(WsException) && refusal.Errors.Count > 0)
        {
            var fields = string.Join(", ", refusal.Errors.Select(static error => $"{error.Key}: {error.Value}"));
            throw new WsException(refusal.Code, $"{refusal.Message.TrimEnd('.')} ({fields}; {refusal.Code}).", refusal.Errors, refusal);
        }
    }

    private static ReadOnlyMemory<byte> Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private sealed class MessagePayload<T> : WsPayloadType<(WsChannelType<T> Type, string Event, T Value)>
    {
        public static readonly MessagePayload<T> Instance = new();

        public override void Write(OutputBuffer output, (WsChannelType<T> Type, string Event, T Value) value)
            => value.Type.Write(output, value.Event, value.Value);

        public override (WsChannelType<T> Type, string Event, T Value) Read(ReadOnlyMemory<byte> payload) => throw new NotSupportedException();
    }
}
