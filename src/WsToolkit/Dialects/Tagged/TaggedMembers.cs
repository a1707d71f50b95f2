using System.Runtime.CompilerServices;
using System.Text.Json;

namespace WsToolkit.Dialects;

/// <summary>The members of messages of the tagged dialect, in both directions.</summary>
internal enum TaggedMember
{
    Unknown = -1,
    Type,
    Id,
    Walker,
    Node,
    Response,
    Context,
    RootIds,
    ChannelIds,
    ClientIds,
    Data,
    Token,
    Credit,
    Timeout,
    Progress,
    Count,
    Status,
    Report,
    Error,
    Body,
    Sender,
}

/// <summary>The values that were found, by member.</summary>
[InlineArray(Count)]
internal struct TaggedValues
{
    public const int Count = (int)TaggedMember.Sender + 1;

    private EnvelopeValue _first;
}

/// <summary>Finds the members of a message.</summary>
internal static class TaggedMembers
{
    private static readonly byte[][] Names =
    [
        .. new[]
        {
            "type", "id", "walker", "node", "response", "context", "root_ids", "channel_ids", "client_ids", "data", "token", "credit",
            "timeout", "progress", "count", "status", "report", "error", "body", "sender",
        }.Select(System.Text.Encoding.UTF8.GetBytes),
    ];

    public static string Name(TaggedMember member) => System.Text.Encoding.UTF8.GetString(Names[(int)member]);

    /// <summary>Finds the members of the object on whose first token the reader stands, and what stands behind it.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="maxDepth">The deepest nesting.</param>
    /// <param name="values">Receives where the values stand; of a member that is there twice, the last.</param>
    /// <param name="twice">Receives a member that is there twice, else <see cref="TaggedMember.Unknown"/>.</param>
    /// <returns>False when the message is nested too deep.</returns>
    /// <exception cref="JsonException">The message is not JSON.</exception>
    public static bool TryFind(ref Utf8JsonReader reader, int maxDepth, ref TaggedValues values, out TaggedMember twice)
    {
        twice = TaggedMember.Unknown;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = Find(ref reader);
            reader.Read();
            EnvelopeValue ignored = default;
            ref var value = ref member == TaggedMember.Unknown ? ref ignored : ref values[(int)member];
            if (value.Exists)
            {
                twice = member;
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
        return true;
    }

    private static TaggedMember Find(ref Utf8JsonReader reader)
    {
        try
        {
            if (!reader.ValueIsEscaped)
            {
                var name = reader.ValueSpan;
                for (var i = 0; i < Names.Length; i++)
                {
                    if (name.SequenceEqual(Names[i]))
                    {
                        return (TaggedMember)i;
                    }
                }

                return TaggedMember.Unknown;
            }

            for (var i = 0; i < Names.Length; i++)
            {
                if (reader.ValueTextEquals(Names[i]))
                {
                    return (TaggedMember)i;
                }
            }
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: no name of ours.
        }

        return TaggedMember.Unknown;
    }
}
