using System.Buffers;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using WsToolkit.Framing;
using WsToolkit.Json;
using WsToolkit.Walkers;

namespace WsToolkit.Client;

/// <summary>Puts the members of a walker where its HTTP door looks for them: into the path, the query or the body.</summary>
internal static class HttpWalkerRequest
{
    /// <summary>Creates a request.</summary>
    public static HttpRequestMessage Create<TRequest>(
        HttpMethod method, string prefix, WsWalkerOperation<TRequest> operation, TRequest request, WsPayloadType<TRequest> type)
        where TRequest : notnull
    {
        using var output = new OutputBuffer();
        type.Write(output, request);
        var members = output.Written.ToArray();
        var hasBody = method == HttpMethod.Post || method == HttpMethod.Put || method == HttpMethod.Patch || method == HttpMethod.Delete;
        var path = operation.Path ?? "";
        var query = new StringBuilder();
        var body = new ArrayBufferWriter<byte>();
        body.Write("{"u8);
        var reader = new Utf8JsonReader(members, new JsonReaderOptions { MaxDepth = 1001 });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            var start = (int)reader.TokenStartIndex;
            reader.Read();
            if (TryPutIntoPath(ref path, name, ref reader))
            {
                reader.Skip();
            }
            else if (!hasBody || operation.Query.Contains("*") || operation.Query.Contains(name))
            {
                AddToQuery(query, name, members, ref reader);
            }
            else
            {
                reader.Skip();
                body.Write(body.WrittenCount > 1 ? ","u8 : ""u8);
                body.Write(members.AsSpan(start..(int)reader.BytesConsumed));
            }
        }

        body.Write("}"u8);
        var address = new StringBuilder(prefix.TrimEnd('/')).Append('/').Append(Uri.EscapeDataString(operation.Name));
        if (path.Length > 0)
        {
            address.Append('/').Append(path.TrimStart('/'));
        }

        var message = new HttpRequestMessage(method, new Uri(address.Append(query).ToString(), UriKind.RelativeOrAbsolute));
        if (hasBody)
        {
            message.Content = new ReadOnlyMemoryContent(body.WrittenMemory);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return message;
    }

    // {name} and {name:constraint} alike: what follows a colon is the server's affair.
    private static bool TryPutIntoPath(ref string path, string name, ref Utf8JsonReader reader)
    {
        for (var open = path.IndexOf('{', StringComparison.Ordinal); open >= 0; open = path.IndexOf('{', open + 1))
        {
            var close = path.IndexOf('}', open);
            if (close < 0)
            {
                return false;
            }

            var inside = path[(open + 1)..close].TrimStart('*').TrimEnd('?');
            var colon = inside.IndexOfAny([':', '=']);
            if (string.Equals(colon < 0 ? inside : inside[..colon], name, StringComparison.OrdinalIgnoreCase))
            {
                path = path[..open] + Uri.EscapeDataString(TextOf(ref reader)) + path[(close + 1)..];
                return true;
            }
        }

        return false;
    }

    private static void AddToQuery(StringBuilder query, string name, byte[] members, ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                Add(ref reader);
            }
        }
        else if (reader.TokenType != JsonTokenType.Null)
        {
            Add(ref reader);
        }

        void Add(ref Utf8JsonReader value)
        {
            string text;
            if (value.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                var start = (int)value.TokenStartIndex;
                value.Skip();
                text = Encoding.UTF8.GetString(members.AsSpan(start..(int)value.BytesConsumed));
            }
            else
            {
                text = TextOf(ref value);
            }

            query.Append(query.Length == 0 ? '?' : '&').Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(text));
        }
    }

    private static string TextOf(ref Utf8JsonReader reader)
        => reader.TokenType == JsonTokenType.String ? reader.GetString()! : Encoding.UTF8.GetString(reader.ValueSpan);
}
