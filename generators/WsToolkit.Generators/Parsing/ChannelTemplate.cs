using System.Collections.Immutable;

namespace WsToolkit.Generators.Parsing;

/// <summary>A part of a template: a literal, or the name of a parameter.</summary>
internal sealed record TemplatePart(string Text, bool IsParameter);

/// <summary>The template of a channel's name, such as <c>orders:{orderId}</c>, taken apart.</summary>
internal sealed class ChannelTemplate
{
    private ChannelTemplate(string text, ImmutableArray<TemplatePart> parts, string? fault)
    {
        Text = text;
        Parts = parts;
        Fault = fault;
    }

    public string Text { get; }

    /// <summary>The parts in their order; incomplete where there is a fault.</summary>
    public ImmutableArray<TemplatePart> Parts { get; }

    /// <summary>What is wrong with it, as half a sentence, or <see langword="null"/>.</summary>
    public string? Fault { get; }

    public IEnumerable<TemplatePart> Parameters => Parts.Where(static part => part.IsParameter);

    /// <summary>Whether it is one parameter and nothing else.</summary>
    public bool IsOneParameter => Parts.Length == 1 && Parts[0].IsParameter;

    /// <summary>The template without the names of its parameters. Templates of one shape have the same channels' names.</summary>
    public string Shape => string.Concat(Parts.Select(static part => part.IsParameter ? "{}" : part.Text));

    public static ChannelTemplate Parse(string text)
    {
        var parts = ImmutableArray.CreateBuilder<TemplatePart>();
        var fault = FaultOf(text) ?? Split(text, parts);
        return new ChannelTemplate(text, parts.ToImmutable(), fault);
    }

    /// <summary>The first parameter that stands behind another without anything between them that no value can contain.</summary>
    public TemplatePart? FindUnseparated()
    {
        var separated = true;
        foreach (var part in Parts)
        {
            if (!part.IsParameter)
            {
                separated |= part.Text.Any(Separates);
                continue;
            }

            if (!separated)
            {
                return part;
            }

            separated = false;
        }

        return null;
    }

    // What the runtime never writes when it spells a value.
    private static bool Separates(char character)
        => character < 0x80 && !(character is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '_' or '.' or '~' or '-' or '%');

    private static string? FaultOf(string text)
        => string.IsNullOrWhiteSpace(text) ? "it is empty"
            : WireNames.IsValid(text) ? null
            : "half of a surrogate pair is missing";

    private static string? Split(string text, ImmutableArray<TemplatePart>.Builder parts)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var start = 0; start < text.Length;)
        {
            var brace = text.IndexOfAny(['{', '}'], start);
            if (brace < 0)
            {
                parts.Add(new TemplatePart(text.Substring(start), IsParameter: false));
                break;
            }

            if (text[brace] == '}')
            {
                return "a '}' has no '{' before it";
            }

            if (brace > start)
            {
                parts.Add(new TemplatePart(text.Substring(start, brace - start), IsParameter: false));
            }

            var end = text.IndexOfAny(['{', '}'], brace + 1);
            if (end < 0 || text[end] == '{')
            {
                return "a '{' has no '}' behind it";
            }

            var name = text.Substring(brace + 1, end - brace - 1);
            if (name.Length == 0)
            {
                return "a parameter has no name";
            }

            if (!names.Add(name))
            {
                return $"'{name}' occurs twice";
            }

            parts.Add(new TemplatePart(name, IsParameter: true));
            start = end + 1;
        }

        return null;
    }
}
