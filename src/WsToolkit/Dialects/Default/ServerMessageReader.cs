using System.Text.Json;
using System.Text.Unicode;

namespace WsToolkit.Dialects;

/// <summary>
/// Reads the messages of the default dialect that belong to no call and that only servers send: messages of channels, notices of gaps, and
/// the
/// notice that the server goes away. Their members mean something only where no member of a call stands beside them.
/// </summary>
internal static class ServerMessageReader
{
    private enum Member
    {
        Channel,
        Event,
        Data,
        Missed,
        GoingAway,
        Notification,
        Unknown,
    }

    /// <summary>Whether a message begins as the toolkit's own servers write messages of channels.</summary>
    public static bool IsLikely(ReadOnlySpan<byte> message) => message.StartsWith("{\"channel\":"u8);

    /// <summary>Reads a message.</summary>
    /// <returns>False when it is no such message, or is not well-formed: what to answer is for others to find out.</returns>
    public static bool TryRead(ReadOnlyMemory<byte> message, int maxDepth, out WsEnvelope envelope)
    {
        envelope = new WsEnvelope { Credit = -1 };
        try
        {
            return Utf8.IsValid(message.Span) && TryFindAndInterpret(message, maxDepth, ref envelope);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool TryFindAndInterpret(ReadOnlyMemory<byte> message, int maxDepth, ref WsEnvelope envelope)
    {
        EnvelopeValue channel = default, name = default, data = default, missed = default, goingAway = default, notification = default, ignored = default;
        var reader = new Utf8JsonReader(message.Span, new JsonReaderOptions { MaxDepth = maxDepth + 1 });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = Find(ref reader);
            if (member == Member.Unknown && EnvelopeMembers.Find(ref reader) != EnvelopeMember.Unknown)
            {
                return false;
            }

            ref var value = ref ignored;
            switch (member)
            {
                case Member.Channel:
                    value = ref channel;
                    break;
                case Member.Event:
                    value = ref name;
                    break;
                case Member.Data:
                    value = ref data;
                    break;
                case Member.Missed:
                    value = ref missed;
                    break;
                case Member.GoingAway:
                    value = ref goingAway;
                    break;
                case Member.Notification:
                    value = ref notification;
                    break;
            }

            reader.Read();
            if (member != Member.Unknown && value.Exists)
            {
                return false;
            }

            value.Start = (int)reader.TokenStartIndex;
            value.Type = reader.TokenType;
            value.Escaped = reader.TokenType == JsonTokenType.String && reader.ValueIsEscaped;
            if (!EnvelopeReader.TrySkip(ref reader, maxDepth))
            {
                return false;
            }

            value.Length = (int)reader.BytesConsumed - value.Start;
        }

        // Finds what stands behind the object.
        reader.Read();
        if (notification.Exists)
        {
            envelope.Kind = WsEnvelopeKind.Notification;
            envelope.Payload = notification.Of(message);
            return !channel.Exists && !goingAway.Exists;
        }

        if (goingAway.Exists)
        {
            envelope.Kind = WsEnvelopeKind.GoingAway;
            return !channel.Exists
                && goingAway.TryReadInteger(message, out envelope.TimeoutMilliseconds)
                && envelope.TimeoutMilliseconds >= 0;
        }

        if (!channel.TryReadText(message, out envelope.Channel) || envelope.Channel.IsEmpty || data.Exists == missed.Exists)
        {
            return false;
        }

        if (missed.Exists)
        {
            envelope.Kind = WsEnvelopeKind.Gap;
            return missed.TryReadInteger(message, out envelope.Missed) && envelope.Missed > 0;
        }

        envelope.Kind = WsEnvelopeKind.Push;
        envelope.Payload = data.Of(message);
        return !name.Exists || name.Type == JsonTokenType.Null || name.TryReadText(message, out envelope.Event);
    }

    private static Member Find(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.ValueTextEquals("channel"u8) ? Member.Channel
                : reader.ValueTextEquals("event"u8) ? Member.Event
                : reader.ValueTextEquals("data"u8) ? Member.Data
                : reader.ValueTextEquals("missed"u8) ? Member.Missed
                : reader.ValueTextEquals("going_away"u8) ? Member.GoingAway
                : reader.ValueTextEquals("notification"u8) ? Member.Notification
                : Member.Unknown;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: no name of ours.
            return Member.Unknown;
        }
    }
}
