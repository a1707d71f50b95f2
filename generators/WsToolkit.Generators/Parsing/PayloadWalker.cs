using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Model;
using WsToolkit.Generators.Parsing.Walkers;

namespace WsToolkit.Generators.Parsing;

/// <summary>Follows payload types to every type that their values can contain, each once.</summary>
internal sealed class PayloadWalker(Compilation compilation, string contextNamespace)
{
    private readonly JsonTypeNames _names = new();
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Queue<ITypeSymbol> _open = new();
    private readonly List<RequestModel> _requests = [];

    /// <summary>Adds a type to begin with.</summary>
    public void Add(ITypeSymbol type)
    {
        if (_seen.Add(_names.Of(type)))
        {
            _open.Enqueue(type);
        }
    }

    /// <summary>Adds what callers of a walker send, which is generated, too, and so no symbol.</summary>
    public void Add(RequestModel request)
    {
        _requests.Add(request);
        foreach (var type in request.MemberTypes)
        {
            Add(type);
        }
    }

    /// <summary>Walks.</summary>
    /// <param name="cancellationToken">Ends the walk when the code has changed again.</param>
    /// <returns>The context, in an order that does not depend on that of the code.</returns>
    public JsonContextModel Walk(CancellationToken cancellationToken)
    {
        var parser = new JsonTypeParser(compilation, contextNamespace, _names);
        var lines = new List<JsonTypeModel>();
        var objects = new List<(string ShortId, string LongId, JsonTypeModel Line, JsonObjectModel Members)>();
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
                objects.Add((JsonTypeNames.ShortId(type), JsonTypeNames.LongId(type), line, members));
            }
        }

        foreach (var request in _requests)
        {
            var members = request.Describe(contextNamespace, _names);
            objects.Add((request.ShortId, request.LongId, new JsonTypeModel { Type = members.Type, Kind = JsonTypeKind.Object }, members));
        }

        objects.Sort((left, right) => string.CompareOrdinal(left.Line.Type, right.Line.Type));
        var ids = objects.ConvertAll(static item => item.ShortId);
        Replace(ids, index => objects[index].LongId);
        Replace(ids, index => ids[index] + "_" + JsonTypeNames.Hash(objects[index].Line.Type));
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

    // Types that share the short name get the long one, so that a type's name does not depend on where in the list it stands.
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
