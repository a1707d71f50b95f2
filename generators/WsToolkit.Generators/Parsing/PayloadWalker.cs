using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Model;

namespace WsToolkit.Generators.Parsing;

/// <summary>Follows payload types to every type that their values can contain, each once.</summary>
internal sealed class PayloadWalker(Compilation compilation, string contextNamespace)
{
    private readonly JsonTypeNames _names = new();
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Queue<ITypeSymbol> _open = new();

    /// <summary>Adds a type to begin with.</summary>
    public void Add(ITypeSymbol type)
    {
        if (_seen.Add(_names.Of(type)))
        {
            _open.Enqueue(type);
        }
    }

    /// <summary>Walks.</summary>
    /// <param name="cancellationToken">Ends the walk when the code has changed again.</param>
    /// <returns>The context, in an order that does not depend on that of the code.</returns>
    public JsonContextModel Walk(CancellationToken cancellationToken)
    {
        var parser = new JsonTypeParser(compilation, contextNamespace, _names);
        var lines = new List<JsonTypeModel>();
        var objects = new List<(ITypeSymbol Type, JsonTypeModel Line, JsonObjectModel Members)>();
        var experimental = new ExperimentalIds();
        var inside = new List<ITypeSymbol>();
        while (_open.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var type = _open.Dequeue();
            inside.Clear();
            if (parser.Parse(type, inside, out var members, out _) is not { } line)
            {
                continue;
            }

            experimental.Add(type);
            foreach (var next in inside)
            {
                Add(next);
            }

            if (members is null)
            {
                lines.Add(line);
            }
            else
            {
                objects.Add((type, line, members));
            }
        }

        objects.Sort((left, right) => string.CompareOrdinal(left.Line.Type, right.Line.Type));
        var ids = Identify(objects.ConvertAll(item => item.Type));
        lines.AddRange(objects.Select((item, index) => item.Line with { Detail = ids[index] }));
        lines.Sort((left, right) => string.CompareOrdinal(left.Type, right.Type));
        return new JsonContextModel
        {
            Table = new JsonTableModel
            {
                Namespace = contextNamespace,
                ExperimentalIds = experimental.All.ToEquatableArray(),
                Types = lines.ToEquatableArray(),
            },
            Objects = objects.Select((item, index) => item.Members with { Id = ids[index] }).ToEquatableArray(),
        };
    }

    /// <summary>
    /// Gives each type a name of its own for its file. Types that share the short name get the long one, so that a type's name does not
    /// depend on where in the list it stands.
    /// </summary>
    private string[] Identify(List<ITypeSymbol> types)
    {
        var ids = types.ConvertAll(JsonTypeNames.ShortId);
        Replace(ids, index => JsonTypeNames.LongId(types[index]));
        Replace(ids, index => ids[index] + "_" + JsonTypeNames.Hash(_names.Of(types[index])));
        return [.. ids];
    }

    private static void Replace(List<string> ids, Func<int, string> longer)
    {
        // File names differ in more than case.
        var groups = ids.Select((id, index) => (id, index)).GroupBy(item => item.id, StringComparer.OrdinalIgnoreCase);
        foreach (var index in groups.Where(group => group.Count() > 1).SelectMany(group => group.Select(item => item.index)).ToArray())
        {
            ids[index] = longer(index);
        }
    }
}
