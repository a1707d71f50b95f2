using System.Collections;

namespace WsToolkit.Framing;

/// <summary>
/// The header fields of a received message in the order in which they came. A field may stand there several times. Names are compared
/// without regard to case. Values have no space around them; bytes beyond ASCII stand as one character each (Latin-1). Immutable.
/// </summary>
public sealed class HandshakeHeaders : IReadOnlyList<KeyValuePair<string, string>>
{
    internal static readonly HandshakeHeaders Empty = new([]);

    private readonly List<KeyValuePair<string, string>> _fields;

    internal HandshakeHeaders(List<KeyValuePair<string, string>> fields) => _fields = fields;

    /// <summary>The number of fields.</summary>
    public int Count => _fields.Count;

    /// <summary>The field at a place.</summary>
    /// <param name="index">The place, from 0.</param>
    public KeyValuePair<string, string> this[int index] => _fields[index];

    /// <summary>Whether there is a field of that name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>Whether there is one.</returns>
    public bool Contains(string name) => _fields.Exists(field => Matches(field, name));

    /// <summary>The values of all fields of that name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The values in order; none where there is no such field.</returns>
    public IReadOnlyList<string> GetValues(string name)
    {
        List<string>? values = null;
        foreach (var field in _fields)
            if (Matches(field, name))
                (values ??= []).Add(field.Value);
        return values is null ? [] : values;
    }

    /// <summary>The values of all fields of that name as one list, joined with commas (RFC 9110, section 5.3).</summary>
    /// <param name="name">The name.</param>
    /// <returns>The value; <see langword="null"/> where there is no such field.</returns>
    public string? GetCombined(string name) => GetValues(name) switch
    {
        [] => null,
        [var single] => single,
        var values => string.Join(", ", values),
    };

    /// <summary>Goes through the fields.</summary>
    /// <returns>The enumerator.</returns>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _fields.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static bool Matches(KeyValuePair<string, string> field, string name)
        => field.Key.Equals(name, StringComparison.OrdinalIgnoreCase);
}
