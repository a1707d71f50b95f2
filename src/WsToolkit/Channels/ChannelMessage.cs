using System.Text;
using WsToolkit.Dialects;
using WsToolkit.Sessions;

namespace WsToolkit.Channels;

/// <summary>A published message in this process: encoded once for each dialect, and shared by all its subscribers.</summary>
/// <param name="message">The message.</param>
/// <param name="number">Counts the messages of a topic.</param>
/// <param name="maxDepth">Where it was written elsewhere, and has to be looked at: how deep its JSON may be nested.</param>
internal sealed class ChannelMessage(WsBusMessage message, long number, int? maxDepth)
{
    private readonly List<(WsDialect Dialect, ReadOnlyMemory<byte> Bytes)> _encoded = new(1);

    private bool _isLookedAt = maxDepth is null;

    public WsBusMessage Bus => message;

    /// <summary>Counts the messages of a topic.</summary>
    public long Number => number;

    public string Event => message.Event;

    /// <summary>By what <see cref="WsSlowConsumer.KeepLatest"/> tells messages apart.</summary>
    public string Key => message.Key ?? message.Event;

    /// <summary>The whole message in a dialect. Called by one thread at a time.</summary>
    public ReadOnlyMemory<byte> Encode(WsDialect dialect, ReadOnlyMemory<byte> channel)
    {
        foreach (var (known, bytes) in _encoded)
        {
            if (ReferenceEquals(known, dialect))
            {
                return bytes;
            }
        }

        if (!_isLookedAt && dialect.MessageType == WsMessageType.Text)
        {
            _isLookedAt = BusPayload.IsJson(message.Data.Span, maxDepth!.Value)
                ? true
                : throw new InvalidDataException("What the bus has brought is no JSON.");
        }

        var encoded = Push(dialect, channel, message.Event, message.Data);
        _encoded.Add((dialect, encoded));
        return encoded;
    }

    public static byte[] Push(WsDialect dialect, ReadOnlyMemory<byte> channel, string eventName, ReadOnlyMemory<byte> data)
    {
        var name = Encoding.UTF8.GetBytes(eventName);
        var envelope = new WsEnvelope { Kind = WsEnvelopeKind.Push, Channel = channel, Event = name, Credit = -1 };
        return SharedEncoder.Encode((dialect, envelope, data), static (output, parts) =>
        {
            var start = output.Mark();
            parts.dialect.Begin(output, in parts.envelope);
            var payload = output.Mark();
            output.Write(parts.data.Span);
            parts.dialect.Finish(output, in parts.envelope, start, payload);
        });
    }

    public static byte[] Gap(WsDialect dialect, ReadOnlyMemory<byte> channel, long missed)
    {
        var envelope = new WsEnvelope { Kind = WsEnvelopeKind.Gap, Channel = channel, Missed = missed, Credit = -1 };
        return SharedEncoder.Encode((dialect, envelope), static (output, parts) =>
        {
            var start = output.Mark();
            parts.dialect.Begin(output, in parts.envelope);
            parts.dialect.Finish(output, in parts.envelope, start, output.Mark());
        });
    }
}
