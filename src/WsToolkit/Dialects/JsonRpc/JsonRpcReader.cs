using System.Text.Json;
using System.Text.Unicode;

namespace WsToolkit.Dialects;

/// <summary>What a received message is at its outside.</summary>
internal enum JsonRpcForm
{
    /// <summary>No JSON, or nested too deep.</summary>
    Unreadable,
    TooDeep,

    /// <summary>JSON, but neither an object nor an array.</summary>
    Scalar,
    Single,
    Batch,
}

/// <summary>Finds the members of a message, or the messages of a batch, in one pass over the bytes.</summary>
internal static class JsonRpcReader
{
    private static readonly string[] Names = ["jsonrpc", "id", "method", "params", "result", "error"];

    public static string Name(JsonRpcMember member) => Names[(int)member];

    /// <summary>Reads a message.</summary>
    /// <param name="bytes">The message.</param>
    /// <param name="maxDepth">The deepest nesting.</param>
    /// <param name="message">Receives the members of a single message.</param>
    /// <param name="batch">Receives where the first messages of a batch stand, one more than allowed at most.</param>
    /// <param name="maxBatch">The most messages of a batch.</param>
    public static JsonRpcForm Read(
        ReadOnlyMemory<byte> bytes, int maxDepth, int maxBatch, out JsonRpcMessage message, out List<Range>? batch)
    {
        message = new JsonRpcMessage { Bytes = bytes, Duplicate = JsonRpcMember.Unknown };
        batch = null;
        if (!Utf8.IsValid(bytes.Span))
        {
            return JsonRpcForm.Unreadable;
        }

        try
        {
            // One level more than allowed, so that the reader does not throw before it is noticed here.
            var reader = new Utf8JsonReader(bytes.Span, new JsonReaderOptions { MaxDepth = maxDepth + 1 });
            reader.Read();
            var form = reader.TokenType switch
            {
                JsonTokenType.StartObject => JsonRpcForm.Single,
                JsonTokenType.StartArray => JsonRpcForm.Batch,
                _ => JsonRpcForm.Scalar,
            };
            var whole = form switch
            {
                JsonRpcForm.Single => FindMembers(ref reader, maxDepth, ref message),
                JsonRpcForm.Batch => FindMessages(ref reader, maxDepth, maxBatch, out batch),
                _ => true,
            };

            // Finds what stands behind it.
            return whole ? reader.Read() ? JsonRpcForm.Unreadable : form : JsonRpcForm.TooDeep;
        }
        catch (JsonException)
        {
            return JsonRpcForm.Unreadable;
        }
    }

    /// <summary>Finds the members of an object that is known to be JSON.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, int maxDepth, out JsonRpcMessage message)
        => Read(bytes, maxDepth, 0, out message, out _) == JsonRpcForm.Single;

    private static bool FindMembers(ref Utf8JsonReader reader, int maxDepth, ref JsonRpcMessage message)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = Find(ref reader);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            var type = reader.TokenType;
            var escaped = type == JsonTokenType.String && reader.ValueIsEscaped;
            if (!EnvelopeReader.TrySkip(ref reader, maxDepth))
            {
                return false;
            }

            if (member == JsonRpcMember.Unknown)
            {
                continue;
            }

            ref var value = ref message.Values[(int)member];
            if (value.Exists)
            {
                message.Duplicate = member;
            }

            value = new EnvelopeValue { Start = start, Length = (int)reader.BytesConsumed - start, Type = type, Escaped = escaped };
        }

        return true;
    }

    private static bool FindMessages(ref Utf8JsonReader reader, int maxDepth, int maxBatch, out List<Range> messages)
    {
        messages = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            if (!EnvelopeReader.TrySkip(ref reader, maxDepth))
            {
                return false;
            }

            if (messages.Count <= maxBatch)
            {
                messages.Add(start..(int)reader.BytesConsumed);
            }
        }

        return true;
    }

    private static JsonRpcMember Find(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            var name = reader.ValueSpan;
            return name.Length switch
            {
                2 when name.SequenceEqual("id"u8) => JsonRpcMember.Id,
                5 when name.SequenceEqual("error"u8) => JsonRpcMember.Error,
                6 when name.SequenceEqual("method"u8) => JsonRpcMember.Method,
                6 when name.SequenceEqual("params"u8) => JsonRpcMember.Params,
                6 when name.SequenceEqual("result"u8) => JsonRpcMember.Result,
                7 when name.SequenceEqual("jsonrpc"u8) => JsonRpcMember.Version,
                _ => JsonRpcMember.Unknown,
            };
        }

        try
        {
            for (var i = 0; i < Names.Length; i++)
            {
                if (reader.ValueTextEquals(Names[i]))
                {
                    return (JsonRpcMember)i;
                }
            }
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: no name of ours.
        }

        return JsonRpcMember.Unknown;
    }
}
