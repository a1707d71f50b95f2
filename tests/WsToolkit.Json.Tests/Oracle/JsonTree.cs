using System.Text;
using System.Text.Json;

namespace WsToolkit.Json.Tests.Oracle;

/// <summary>A JSON document that can be changed, with the order of members, duplicates and the spelling of scalars kept.</summary>
internal sealed class JsonTree
{
    private readonly string _scalar = "";

    private JsonTree(JsonValueKind kind) => Kind = kind;

    private JsonTree(JsonElement element)
    {
        Kind = element.ValueKind;
        switch (Kind)
        {
            case JsonValueKind.Object:
                Members = [.. element.EnumerateObject().Select(member => (member.Name, new JsonTree(member.Value)))];
                break;
            case JsonValueKind.Array:
                Items = [.. element.EnumerateArray().Select(item => new JsonTree(item))];
                break;
            default:
                _scalar = element.GetRawText();
                break;
        }
    }

    private JsonTree(JsonValueKind kind, string scalar)
    {
        Kind = kind;
        _scalar = scalar;
    }

    public JsonValueKind Kind { get; }

    public string Scalar => _scalar;

    public List<(string Name, JsonTree Value)> Members { get; } = [];

    public List<JsonTree> Items { get; } = [];

    /// <summary>Whether a text is a JSON document.</summary>
    public static bool IsValid(string text)
    {
        try
        {
            JsonDocument.Parse(text).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    public static JsonTree Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return new JsonTree(document.RootElement);
    }

    /// <summary>A scalar, as it stands in the document, perhaps not valid.</summary>
    public static JsonTree Raw(string text) => new(JsonValueKind.Undefined, text);

    /// <summary>The tree with one node replaced.</summary>
    public string With(JsonTree node, JsonTree replacement)
    {
        var text = new StringBuilder();
        Write(text, node, replacement);
        return text.ToString();
    }

    public IEnumerable<JsonTree> All()
    {
        yield return this;
        foreach (var inner in Members.Select(member => member.Value).Concat(Items).SelectMany(child => child.All()))
        {
            yield return inner;
        }
    }

    /// <summary>An object of other members.</summary>
    public static JsonTree Object(IEnumerable<(string Name, JsonTree Value)> members)
    {
        var tree = new JsonTree(JsonValueKind.Object);
        tree.Members.AddRange(members);
        return tree;
    }

    public override string ToString() => With(this, this);

    private void Write(StringBuilder text, JsonTree node, JsonTree replacement)
    {
        if (ReferenceEquals(this, node) && !ReferenceEquals(node, replacement))
        {
            replacement.Write(text, replacement, replacement);
            return;
        }

        switch (Kind)
        {
            case JsonValueKind.Object:
                text.Append('{');
                for (var i = 0; i < Members.Count; i++)
                {
                    text.Append(i == 0 ? "" : ",").Append(JsonSerializer.Serialize(Members[i].Name)).Append(':');
                    Members[i].Value.Write(text, node, replacement);
                }

                text.Append('}');
                break;
            case JsonValueKind.Array:
                text.Append('[');
                for (var i = 0; i < Items.Count; i++)
                {
                    text.Append(i == 0 ? "" : ",");
                    Items[i].Write(text, node, replacement);
                }

                text.Append(']');
                break;
            default:
                text.Append(_scalar);
                break;
        }
    }
}
