using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using WsToolkit.Framing;

namespace WsToolkit.Dialects;

/// <summary>Bodies that are JSON objects.</summary>
internal sealed class FixedHeaderJsonBody(int maxDepth) : FixedHeaderBody
{
    private static readonly byte[] EmptyObject = "{}"u8.ToArray();
    private static readonly WsError JsonExpected = new(WsErrorCodes.ParseError, "The body is not JSON.");
    private readonly WsError _tooDeep = new(WsErrorCodes.ParseError, $"JSON nested deeper than {maxDepth} levels");
    private readonly JsonReaderOptions _options = new() { MaxDepth = maxDepth };

    private static ReadOnlySpan<byte> WhiteSpace => " \t\r\n"u8;

    public override ReadOnlyMemory<byte> Empty => EmptyObject;

    public override bool IsEmpty(ReadOnlySpan<byte> body)
    {
        body = body.Trim(WhiteSpace);
        return body.IsEmpty || (body[0] == (byte)'{' && body[1..].TrimStart(WhiteSpace).SequenceEqual("}"u8));
    }

    public override WsError? Check(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
        {
            return null;
        }

        if (!Utf8.IsValid(body))
        {
            return JsonExpected;
        }

        try
        {
            // One level deeper than allowed, so that depth is told apart from what is no JSON at all.
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = maxDepth + 1 });
            while (reader.Read())
            {
                if (reader.CurrentDepth >= maxDepth && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                {
                    return _tooDeep;
                }
            }

            return null;
        }
        catch (JsonException)
        {
            return JsonExpected;
        }
    }

    public override string? ReadText(ReadOnlySpan<byte> body, string member)
        => !IsEmpty(body) && Find(body, member) is var (start, end, _, isText) && isText
            ? Text(body[start..end])
            : null;

    public override bool WriteText(OutputBuffer output, ReadOnlySpan<byte> body, string member, string text)
    {
        if (IsEmpty(body))
        {
            output.Write("{"u8);
            WriteMember(output, member, text);
        }
        else if (Find(body, member) is var (start, end, last, _) && start > 0)
        {
            output.Write(body[..start]);
            JsonText.Write(output, text);
            output.Write(body[end..]);
            return true;
        }
        else
        {
            output.Write(body[..last]);
            output.Write(","u8);
            WriteMember(output, member, text);
        }

        output.Write("}"u8);
        return true;
    }

    private static void WriteMember(OutputBuffer output, string member, string text)
    {
        JsonText.Write(output, member);
        output.Write(":"u8);
        JsonText.Write(output, text);
    }

    private static string? Text(ReadOnlySpan<byte> value)
    {
        var reader = new Utf8JsonReader(value);
        reader.Read();
        try
        {
            return reader.TokenType == JsonTokenType.String ? reader.GetString() : Encoding.UTF8.GetString(value);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair.
            return null;
        }
    }

    /// <summary>Finds the value of a member of an object.</summary>
    /// <returns>Where it stands, if it is there: it begins at 0 otherwise; where the last member ends; and whether the value is a text that
    /// is not empty or a number.</returns>
    /// <exception cref="JsonException">The body is no JSON object.</exception>
    private (int Start, int End, int Last, bool IsText) Find(ReadOnlySpan<byte> body, string member)
    {
        var reader = new Utf8JsonReader(body, _options);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("The body is no JSON object.");
        }

        var last = (int)reader.BytesConsumed;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(member);
            reader.Read();
            var (start, type, isEmpty) = ((int)reader.TokenStartIndex, reader.TokenType, reader.ValueSpan.IsEmpty);
            reader.Skip();
            last = (int)reader.BytesConsumed;
            if (found)
            {
                return (start, last, last, type == JsonTokenType.Number || (type == JsonTokenType.String && !isEmpty));
            }
        }

        return (0, 0, last, false);
    }
}
