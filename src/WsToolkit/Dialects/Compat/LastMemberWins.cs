using System.Runtime.InteropServices;
using System.Text.Json;

namespace WsToolkit.Dialects;

/// <summary>
/// Removes members that stand in an object more than once, at any depth: the value of the last takes the place of the first. Takes time in
/// proportion to the message, whatever is in it.
/// </summary>
internal sealed class LastMemberWins
{
    private readonly ReadOnlyMemory<byte> _json;
    private readonly Dictionary<Name, Part> _first = new(NameComparer.Instance);
    private Dictionary<int, Edit>? _edits;
    private int _objects;

    private LastMemberWins(ReadOnlyMemory<byte> json) => _json = json;

    /// <summary>Gives the same JSON without duplicate members.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="maxDepth">The deepest nesting, at most 1,000. What is nested deeper, or is not JSON, is given back as it is.</param>
    /// <returns><paramref name="json"/> where it has none.</returns>
    public static ReadOnlyMemory<byte> Apply(ReadOnlyMemory<byte> json, int maxDepth)
    {
        var self = new LastMemberWins(json);
        try
        {
            var reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = maxDepth });
            reader.Read();
            self.FindIn(ref reader);
            reader.Read();
        }
        catch (JsonException)
        {
            return json;
        }

        return self._edits is null ? json : self.Edited();
    }

    /// <summary>Goes through the value on whose first token the reader stands, to its last.</summary>
    private void FindIn(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                FindIn(ref reader);
            }
        }
        else if (reader.TokenType == JsonTokenType.StartObject)
        {
            var number = ++_objects;
            var end = (int)reader.BytesConsumed;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = new Name(number, TextOf(ref reader));
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                FindIn(ref reader);
                var value = new Part(start, (int)reader.BytesConsumed);
                Add(name, value, end);
                end = value.End;
            }
        }
    }

    private void Add(Name name, Part value, int previousEnd)
    {
        ref var first = ref CollectionsMarshal.GetValueRefOrAddDefault(_first, name, out var exists);
        if (!exists)
        {
            first = value;
            return;
        }

        _edits ??= [];
        _edits[first.Start] = new Edit(first, value);
        var whole = new Part(previousEnd, value.End);
        _edits[whole.Start] = new Edit(whole, default);
    }

    private ReadOnlyMemory<byte> TextOf(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex + 1;
        if (!reader.ValueIsEscaped)
        {
            return _json.Slice(start, reader.ValueSpan.Length);
        }

        try
        {
            var text = new byte[reader.ValueSpan.Length];
            return text.AsMemory(0, reader.CopyString(text));
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: compared as it was written.
            return _json.Slice(start, reader.ValueSpan.Length);
        }
    }

    private ReadOnlyMemory<byte> Edited()
    {
        var edits = _edits!.Values.ToArray();
        Array.Sort(edits, static (a, b) => a.Old.Start.CompareTo(b.Old.Start));
        var output = new byte[_json.Length];
        var length = 0;
        Copy(new Part(0, _json.Length));
        return output.AsMemory(0, length);

        void Copy(Part part)
        {
            var position = part.Start;
            for (var i = FirstFrom(part.Start); i < edits.Length && edits[i].Old.Start < part.End; i++)
            {
                var edit = edits[i];
                if (edit.Old.Start < position)
                {
                    // Inside what has just been replaced.
                    continue;
                }

                CopyBytes(new Part(position, edit.Old.Start));
                if (edit.New.End > 0)
                {
                    Copy(edit.New);
                }

                position = edit.Old.End;
            }

            CopyBytes(new Part(position, part.End));
        }

        void CopyBytes(Part part)
        {
            _json.Span[part.Start..part.End].CopyTo(output.AsSpan(length));
            length += part.End - part.Start;
        }

        int FirstFrom(int start)
        {
            var (low, high) = (0, edits.Length);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = edits[middle].Old.Start < start ? (middle + 1, high) : (low, middle);
            }

            return low;
        }
    }

    private readonly record struct Part(int Start, int End);

    /// <summary>What is replaced by what; by nothing where the new has no end.</summary>
    private readonly record struct Edit(Part Old, Part New);

    private readonly record struct Name(int Object, ReadOnlyMemory<byte> Text);

    private sealed class NameComparer : IEqualityComparer<Name>
    {
        public static readonly NameComparer Instance = new();

        public bool Equals(Name x, Name y) => x.Object == y.Object && x.Text.Span.SequenceEqual(y.Text.Span);

        public int GetHashCode(Name name)
        {
            // Seeded per process, so that a peer cannot choose names that collide.
            var hash = default(HashCode);
            hash.Add(name.Object);
            hash.AddBytes(name.Text.Span);
            return hash.ToHashCode();
        }
    }
}
