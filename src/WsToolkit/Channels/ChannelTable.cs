namespace WsToolkit.Channels;

/// <summary>The channels of an endpoint, found by their names. Immutable.</summary>
/// <typeparam name="TEntry">What is known of a channel.</typeparam>
internal sealed class ChannelTable<TEntry>
    where TEntry : class
{
    private readonly Dictionary<string, TEntry> _literals = new(StringComparer.Ordinal);
    private readonly (ChannelTemplate Template, TEntry Entry)[] _templates;

    /// <exception cref="InvalidOperationException">A template cannot work, or two have the same shape.</exception>
    public ChannelTable(IEnumerable<TEntry> entries, Func<TEntry, WsChannelDefinition> definition)
    {
        var shapes = new Dictionary<string, WsChannelDefinition>(StringComparer.Ordinal);
        List<(ChannelTemplate Template, TEntry Entry)> templates = [];
        foreach (var entry in entries)
        {
            var template = new ChannelTemplate(definition(entry));
            if (!shapes.TryAdd(template.Shape, template.Definition))
            {
                throw new InvalidOperationException(
                    $"{template.Definition.MemberName} and {shapes[template.Shape].MemberName} cannot be told apart on one endpoint: "
                    + $"their templates '{template.Definition.Template}' and '{shapes[template.Shape].Template}' have the same shape. "
                    + "Give one another template.");
            }

            if (template.IsLiteral)
            {
                _literals.Add(template.Definition.Template, entry);
            }
            else
            {
                templates.Add((template, entry));
            }
        }

        _templates = [.. templates.OrderBy(pair => pair.Template)];
    }

    /// <summary>Finds the channel of a name: exact names first, then templates with more literals, a catch-all last.</summary>
    /// <returns>The channel, or null, and the values of its parameters as they stand in the name.</returns>
    public (TEntry? Entry, string[] Values) Find(string name)
    {
        if (_literals.TryGetValue(name, out var literal))
        {
            return (literal, []);
        }

        foreach (var (template, entry) in _templates)
        {
            if (template.Match(name) is { } values)
            {
                return (entry, values);
            }
        }

        return (null, []);
    }
}
