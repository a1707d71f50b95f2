using System.Runtime.CompilerServices;
using System.Text.Json;

namespace WsToolkit.Dialects;

/// <summary>The members of <c>params</c> that the dialect itself knows.</summary>
internal enum JsonRpcParam
{
    Unknown = -1,
    Subscription,
    Result,
    Error,
    End,
    Event,
    Missed,
    Channel,
    Data,
    Id,
    Timeout,
}

/// <summary>
/// Where the dialect's own members of a <c>params</c> stand. Only looked for where a method or a notification is the dialect's own.
/// </summary>
internal struct JsonRpcParams
{
    private static readonly string[] Names =
        ["subscription", "result", "error", "end", "event", "missed", "channel", "data", "id", "timeout"];

    private ReadOnlyMemory<byte> _bytes;
    private Members _values;

    /// <summary>Reads what has been found to be JSON.</summary>
    /// <param name="bytes">The value of <c>params</c>.</param>
    /// <param name="positions">What stands at which position of an array.</param>
    /// <param name="found">Receives what was found.</param>
    /// <returns>False where one of the members is there twice, or an array has more elements.</returns>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, ReadOnlySpan<JsonRpcParam> positions, out JsonRpcParams found)
    {
        found = new JsonRpcParams { _bytes = bytes };
        var reader = new Utf8JsonReader(bytes.Span, new JsonReaderOptions { MaxDepth = 1001 });
        if (bytes.IsEmpty || !reader.Read())
        {
            return false;
        }

        if (reader.TokenType == JsonTokenType.StartArray)
        {
            for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
            {
                if (i == positions.Length || !found.Take(positions[i], ref reader))
                {
                    return false;
                }
            }

            return true;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = Find(ref reader);
            reader.Read();
            if (member == JsonRpcParam.Unknown)
            {
                reader.Skip();
            }
            else if (!found.Take(member, ref reader))
            {
                return false;
            }
        }

        return true;
    }

    public readonly bool Has(JsonRpcParam member) => _values[(int)member].Exists;

    public readonly JsonTokenType TypeOf(JsonRpcParam member) => _values[(int)member].Type;

    public readonly ReadOnlyMemory<byte> Slice(JsonRpcParam member) => _values[(int)member].Of(_bytes);

    public readonly bool TryReadText(JsonRpcParam member, out ReadOnlyMemory<byte> text)
        => _values[(int)member].TryReadText(_bytes, out text);

    public readonly bool TryReadInteger(JsonRpcParam member, out long number) => _values[(int)member].TryReadInteger(_bytes, out number);

    private bool Take(JsonRpcParam member, ref Utf8JsonReader reader)
    {
        ref var value = ref _values[(int)member];
        if (value.Exists)
        {
            return false;
        }

        value.Start = (int)reader.TokenStartIndex;
        value.Type = reader.TokenType;
        value.Escaped = reader.TokenType == JsonTokenType.String && reader.ValueIsEscaped;
        reader.Skip();
        value.Length = (int)reader.BytesConsumed - value.Start;
        return true;
    }

    private static JsonRpcParam Find(ref Utf8JsonReader reader)
    {
        try
        {
            for (var i = 0; i < Names.Length; i++)
            {
                if (reader.ValueTextEquals(Names[i]))
                {
                    return (JsonRpcParam)i;
                }
            }
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: no name of ours.
        }

        return JsonRpcParam.Unknown;
    }

    [InlineArray((int)JsonRpcParam.Timeout + 1)]
    private struct Members
    {
        private EnvelopeValue _first;
    }
}
