using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using WsToolkit.Dialects;
using WsToolkit.Json;
using WsToolkit.Sessions;

namespace WsToolkit.Walkers;

/// <summary>
/// A notification on its way: written once, and put into the envelope of each dialect once. Used by one thread at a time.
/// </summary>
internal sealed class WalkerNotification(ReadOnlyMemory<byte> payload)
{
    private readonly List<(WsDialect Dialect, ReadOnlyMemory<byte> Bytes)> _encoded = new(1);

    /// <summary>Writes a typed notification: <c>{"type":"chat","data":{…}}</c>.</summary>
    public static WalkerNotification Of<T>(T notification, CodecCache codecs)
        where T : IWsEvent<T>
    {
        ArgumentNullException.ThrowIfNull(notification);
        var type = codecs.Get(T.Naming, T.Enums, T.JsonTypeInfoResolver).GetPayloadType<T>();
        return new WalkerNotification(EventText.Write(notification, type));
    }

    /// <summary>Writes a message of the application's own.</summary>
    public static WalkerNotification Of<T>(T data, JsonTypeInfo<T> type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return new WalkerNotification(JsonSerializer.SerializeToUtf8Bytes(data, type));
    }

    /// <summary>The whole message in a dialect.</summary>
    public ReadOnlyMemory<byte> Encode(WsDialect dialect)
    {
        foreach (var (known, bytes) in _encoded)
        {
            if (ReferenceEquals(known, dialect))
            {
                return bytes;
            }
        }

        var envelope = new WsEnvelope { Kind = WsEnvelopeKind.Notification, Credit = -1 };
        var encoded = SharedEncoder.Encode((dialect, envelope, payload), static (output, parts) =>
        {
            var start = output.Mark();
            parts.dialect.Begin(output, in parts.envelope);
            var content = output.Mark();
            output.Write(parts.payload.Span);
            parts.dialect.Finish(output, in parts.envelope, start, content);
        });
        _encoded.Add((dialect, encoded));
        return encoded;
    }
}
