using System.Diagnostics.CodeAnalysis;

namespace WsToolkit.Channels;

/// <summary>
/// A pattern of event names: <c>*</c> stands for any text, <c>?</c> for any one character, a set in brackets for one character in or, after
/// <c>^</c>, not in it;
/// everything else for itself. A character is a Unicode scalar value. Immutable. Matching takes at most as many steps as the lengths of
/// pattern and name
/// multiplied: there is no pattern that takes longer.
/// </summary>
internal sealed class EventPattern
{
    private readonly Element[] _elements;
    private readonly string? _literal;

    private EventPattern(string text, Element[] elements)
    {
        Text = text;
        _elements = elements;
        MatchesAll = elements is [{ Kind: ElementKind.Any }];
        _literal = Array.TrueForAll(elements, static element => element.Kind == ElementKind.Character) ? text : null;
    }

    private enum ElementKind
    {
        /// <summary>Any text, also none.</summary>
        Any,

        /// <summary>Any one character.</summary>
        One,

        Character,
        Set,
        OtherThanSet,
    }

    /// <summary>The pattern that every event matches.</summary>
    public static EventPattern All { get; } = new("*", [new Element(ElementKind.Any)]);

    /// <summary>The pattern as it was written.</summary>
    public string Text { get; }

    /// <summary>Whether every event matches.</summary>
    public bool MatchesAll { get; }

    /// <summary>Reads a pattern.</summary>
    /// <returns>False when a set in it is empty or does not end.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out EventPattern? pattern)
    {
        pattern = null;
        if (text == "*")
        {
            pattern = All;
            return true;
        }

        var elements = new List<Element>(text.Length);
        for (var i = 0; i < text.Length;)
        {
            switch (text[i])
            {
                case '*':
                    // Several stars say no more than one.
                    if (elements.Count == 0 || elements[^1].Kind != ElementKind.Any)
                    {
                        elements.Add(new Element(ElementKind.Any));
                    }

                    i++;
                    break;
                case '?':
                    elements.Add(new Element(ElementKind.One));
                    i++;
                    break;
                case '[':
                    if (ReadSet(text, ref i) is not { } set)
                    {
                        return false;
                    }

                    elements.Add(set);
                    break;
                default:
                    elements.Add(new Element(ElementKind.Character, Next(text, ref i)));
                    break;
            }
        }

        pattern = new EventPattern(text, [.. elements]);
        return true;
    }

    public bool Matches(string name)
    {
        if (MatchesAll)
        {
            return true;
        }

        if (_literal is not null)
        {
            return string.Equals(name, _literal, StringComparison.Ordinal);
        }

        // Going back to the last star is enough: what an earlier one could take instead, the last one can take, too.
        var (element, position) = (0, 0);
        var (star, afterStar) = (-1, 0);
        while (position < name.Length)
        {
            if (element < _elements.Length && _elements[element].Kind == ElementKind.Any)
            {
                star = element++;
                afterStar = position;
                continue;
            }

            var next = position;
            var character = Next(name, ref next);
            if (element < _elements.Length && _elements[element].Takes(character))
            {
                element++;
                position = next;
            }
            else if (star >= 0)
            {
                element = star + 1;
                Next(name, ref afterStar);
                position = afterStar;
            }
            else
            {
                return false;
            }
        }

        while (element < _elements.Length && _elements[element].Kind == ElementKind.Any)
        {
            element++;
        }

        return element == _elements.Length;
    }

    /// <summary>Returns the pattern as it was written.</summary>
    public override string ToString() => Text;

    private static Element? ReadSet(string text, ref int position)
    {
        position++;
        var kind = ElementKind.Set;
        if (position < text.Length && text[position] == '^')
        {
            kind = ElementKind.OtherThanSet;
            position++;
        }

        List<(int First, int Last)> ranges = [];
        while (position < text.Length && text[position] != ']')
        {
            var first = Next(text, ref position);
            var last = first;
            if (position + 1 < text.Length && text[position] == '-' && text[position + 1] != ']')
            {
                position++;
                last = Next(text, ref position);
            }

            if (last < first)
            {
                // There is nothing between them.
                return null;
            }

            ranges.Add((first, last));
        }

        if (position == text.Length || ranges.Count == 0)
        {
            return null;
        }

        position++;
        return new Element(kind, 0, [.. ranges]);
    }

    private static int Next(string text, ref int position)
    {
        int character = text[position++];
        if (char.IsHighSurrogate((char)character) && position < text.Length && char.IsLowSurrogate(text[position]))
        {
            character = char.ConvertToUtf32((char)character, text[position++]);
        }

        return character;
    }

    private readonly record struct Element(ElementKind Kind, int Character = 0, (int First, int Last)[]? Ranges = null)
    {
        public bool Takes(int character) => Kind switch
        {
            ElementKind.One => true,
            ElementKind.Character => character == Character,
            ElementKind.Set => IsInSet(character),
            ElementKind.OtherThanSet => !IsInSet(character),
            _ => false,
        };

        private bool IsInSet(int character)
        {
            foreach (var (first, last) in Ranges!)
            {
                if (character >= first && character <= last)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
