using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using WsToolkit.Framing;
using WsToolkit.Walkers;

namespace WsToolkit.AspNetCore.Walkers;

/// <summary>
/// Which member of a walker comes out of which part of a request. Those that the path names come from it; those that the walker names as
/// <c>Query</c>, and all others of a method whose requests have no content, from the query; the rest from the body. A member is taken from
/// its own place only.
/// </summary>
internal sealed class MemberSources
{
    private readonly HashSet<string> _elsewhere;

    public MemberSources(WsWalkerDefinition definition, RoutePattern pattern, string method)
    {
        var path = new List<WsWalkerMember>();
        foreach (var parameter in pattern.Parameters)
        {
            path.Add(Find(definition, parameter.Name) ?? throw new InvalidOperationException(
                $"The path of {definition.MemberName} names {{{parameter.Name}}}, which is none of the members that callers can send."));
        }

        foreach (var name in definition.Query)
        {
            if (name != "*" && !definition.Members.Any(member => member.Parameter.Name == name))
            {
                throw new InvalidOperationException(
                    $"{definition.MemberName} takes {name} from the query, which is none of the members that callers can send.");
            }
        }

        HasBody = HttpMethods.IsPost(method) || HttpMethods.IsPut(method) || HttpMethods.IsPatch(method) || HttpMethods.IsDelete(method);
        Path = path;
        Query = [.. definition.Members.Except(path).Where(member => !HasBody || IsQuery(definition, member))];
        Body = [.. definition.Members.Except(path).Except(Query)];
        HasBody &= Body.Count > 0;
        _elsewhere = [.. path.Concat(Query).Select(member => member.Parameter.Name)];
    }

    /// <summary>The members that the path names.</summary>
    public IReadOnlyList<WsWalkerMember> Path { get; }

    /// <summary>The members that come from the query.</summary>
    public IReadOnlyList<WsWalkerMember> Query { get; }

    /// <summary>The members that come from the body.</summary>
    public IReadOnlyList<WsWalkerMember> Body { get; }

    /// <summary>Whether a body is read.</summary>
    public bool HasBody { get; }

    /// <summary>Whether everything comes from the body, so that it is the context as it stands.</summary>
    public bool IsBodyAlone => _elsewhere.Count == 0;

    /// <summary>Puts the context together: one JSON object with the members from all three places.</summary>
    /// <param name="request">The request.</param>
    /// <param name="body">Its body: well-formed JSON, or nothing.</param>
    /// <param name="output">Where to write.</param>
    /// <exception cref="WsException">The body is not an object.</exception>
    public void Write(HttpRequest request, ReadOnlySpan<byte> body, OutputBuffer output)
    {
        using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true });
        writer.WriteStartObject();
        foreach (var member in Path)
        {
            if (request.RouteValues.TryGetValue(member.Parameter.Name, out var value) && value is string text)
            {
                MemberText.Write(writer, member.Parameter.Name, member.Type, text);
            }
        }

        foreach (var member in Query)
        {
            if (request.Query.TryGetValue(member.Parameter.Name, out var values))
            {
                MemberText.Write(writer, member.Parameter.Name, member.Type, values);
            }
        }

        if (!body.IsEmpty)
        {
            CopyOthers(body, writer);
        }

        writer.WriteEndObject();
        writer.Flush();
    }

    private static WsWalkerMember? Find(WsWalkerDefinition definition, string name)
        => definition.Members.FirstOrDefault(member => string.Equals(member.Parameter.Name, name, StringComparison.OrdinalIgnoreCase));

    private static bool IsQuery(WsWalkerDefinition definition, WsWalkerMember member)
        => definition.Query.Contains(member.Parameter.Name) || definition.Query.Contains("*");

    private void CopyOthers(ReadOnlySpan<byte> body, Utf8JsonWriter writer)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = int.MaxValue });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw WalkerRequestBody.NotAnObject();
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = NameOf(ref reader);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (name is not null && !_elsewhere.Contains(name))
            {
                writer.WritePropertyName(name);
                writer.WriteRawValue(body[start..(int)reader.BytesConsumed], skipInputValidation: true);
            }
        }
    }

    private static string? NameOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: the name of no member.
            return null;
        }
    }
}
