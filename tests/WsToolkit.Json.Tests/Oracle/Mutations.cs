using System.Text.Json;

namespace WsToolkit.Json.Tests.Oracle;

/// <summary>Documents that are not quite what was written.</summary>
internal static class Mutations
{
    private static readonly string[] Replacements =
    [
        "null", "true", "0", "-1", "1.5", "1e2", "1e400", "99999999999999999999999999999999999999999999", "300", "\"\"", "\"a\"", "\"1\"", "\"\\ud800\"",
        "\"2024-02-30\"", "\"No such name\"", "[]", "[null]", "{}", "{\"a\":1}", "[[[[[[[[[[[[[[]]]]]]]]]]]]]]", "{\"$type\":\"nobody\"}",
    ];

    private static readonly string[] Wholes = ["", " ", "null", "[]", "{}", "\"\"", "0", "true", "{", "]", "nul", "{}{}", "/*c*/{}", "\ufeff{}"];

    /// <summary>Changes a document in many ways.</summary>
    /// <param name="json">The document.</param>
    /// <param name="random">Decides where.</param>
    public static IEnumerable<string> Of(string json, Random random)
    {
        foreach (var whole in Wholes)
        {
            yield return whole;
        }

        var tree = JsonTree.Parse(json);
        var nodes = tree.All().ToArray();
        foreach (var replacement in Replacements)
        {
            yield return tree.With(nodes[random.Next(nodes.Length)], JsonTree.Raw(replacement));
        }

        foreach (var number in nodes.Where(node => node.Kind == JsonValueKind.Number).Take(2))
        {
            yield return tree.With(number, JsonTree.Raw($"\"{number.Scalar}\""));
            yield return tree.With(number, JsonTree.Raw(number.Scalar + "0000000000000000000000"));
        }

        var objects = nodes.Where(node => node.Kind == JsonValueKind.Object).ToArray();
        if (objects.Length > 0)
        {
            // The outermost always, and any other.
            foreach (var changed in OfMembers(tree, objects[0], random).Concat(OfMembers(tree, objects[random.Next(objects.Length)], random)))
            {
                yield return changed;
            }
        }

        if (json.Length > 1)
        {
            yield return json[..random.Next(1, json.Length)];
            yield return json + ",";
            yield return json + " ";
        }
    }

    private static IEnumerable<string> OfMembers(JsonTree tree, JsonTree node, Random random)
    {
        var extra = JsonTree.Raw("{\"x\":[1,null]}");
        yield return tree.With(node, JsonTree.Object([("unknown", extra), .. node.Members]));
        yield return tree.With(node, JsonTree.Object([.. node.Members, ("unknown", extra)]));
        yield return tree.With(node, JsonTree.Object([.. node.Members, ("$id", JsonTree.Raw("\"1\""))]));
        yield return tree.With(node, JsonTree.Object([]));
        for (var i = 0; i < node.Members.Count; i++)
        {
            var (name, value) = node.Members[i];
            yield return tree.With(node, JsonTree.Object([.. node.Members[..i], .. node.Members[(i + 1)..]]));
            yield return tree.With(value, JsonTree.Raw("null"));
            if (i < 3)
            {
                yield return tree.With(node, JsonTree.Object([.. node.Members, (name, value)]));
                yield return tree.With(node, JsonTree.Object([(name, JsonTree.Raw("null")), .. node.Members]));
                yield return tree.With(node, JsonTree.Object([.. node.Members[..i], (name.ToUpperInvariant(), value), .. node.Members[(i + 1)..]]));
            }
        }

        if (node.Members.Count > 1)
        {
            yield return tree.With(node, JsonTree.Object(Enumerable.Reverse(node.Members)));
            var shuffled = node.Members.ToArray();
            random.Shuffle(shuffled);
            yield return tree.With(node, JsonTree.Object(shuffled));
        }
    }
}
