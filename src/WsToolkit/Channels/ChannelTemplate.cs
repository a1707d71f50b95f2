namespace WsToolkit.Channels;

/// <summary>
/// The template of a channel's name, taken apart. It and the names are cut into tokens: runs of characters that may stand in a value, and
/// each other
/// character by itself. A parameter stands in a token alone, or between a literal beginning and end; so a name fits in one way at most.
/// Immutable.
/// </summary>
internal sealed class ChannelTemplate : IComparable<ChannelTemplate>
{
    private readonly Token[] _tokens;
    private readonly WsChannelParameter[] _parameters;

    /// <exception cref="InvalidOperationException">The template cannot work; the message says why.</exception>
    public ChannelTemplate(WsChannelDefinition definition)
    {
        Definition = definition;
        List<WsChannelParameter> parameters = [];
        _tokens = [.. Read(definition, parameters)];
        _parameters = [.. parameters];
        IsCatchAll = _tokens is [{ Prefix: "", Suffix: "", Parameter: 0 }]
            && (_parameters[0].IsValid == WsChannelNames.IsAny || _parameters[0].IsValid == WsChannelText.IsString);
    }

    public WsChannelDefinition Definition { get; }

    /// <summary>Whether every name fits: the template is one text parameter, which is the name as it stands.</summary>
    public bool IsCatchAll { get; }

    /// <summary>Whether exactly one name fits.</summary>
    public bool IsLiteral => _parameters.Length == 0;

    /// <summary>The template without the names of its parameters. Two with the same shape cannot be told apart.</summary>
    public string Shape => string.Concat(_tokens.Select(token => token.Parameter < 0 ? token.Prefix : token.Prefix + "{}" + token.Suffix));

    /// <summary>Fits a name.</summary>
    /// <returns>The values of the parameters as they stand in the name, or null when the name does not fit.</returns>
    public string[]? Match(string name)
    {
        if (IsCatchAll)
        {
            return name.Length > 0 ? [name] : null;
        }

        var values = _parameters.Length == 0 ? [] : new string[_parameters.Length];
        var position = 0;
        foreach (var token in _tokens)
        {
            var end = EndOfToken(name, position);
            if (end == position)
            {
                return null;
            }

            var part = name.AsSpan(position, end - position);
            position = end;
            if (token.Parameter < 0)
            {
                if (!part.SequenceEqual(token.Prefix))
                {
                    return null;
                }

                continue;
            }

            if (part.Length <= token.Prefix.Length + token.Suffix.Length
                || !part.StartsWith(token.Prefix, StringComparison.Ordinal)
                || !part.EndsWith(token.Suffix, StringComparison.Ordinal))
            {
                return null;
            }

            var value = part[token.Prefix.Length..^token.Suffix.Length].ToString();
            if (!_parameters[token.Parameter].IsValid(value))
            {
                return null;
            }

            values[token.Parameter] = value;
        }

        return position == name.Length ? values : null;
    }

    /// <summary>
    /// Which of two templates is tried first: token by token, literals before parameters, and among these the one with more literal text.
    /// </summary>
    public int CompareTo(ChannelTemplate? other)
    {
        if (other is null || IsCatchAll != other.IsCatchAll)
        {
            return other is null || !IsCatchAll ? -1 : 1;
        }

        for (var i = 0; i < _tokens.Length && i < other._tokens.Length; i++)
        {
            var order = _tokens[i].Freedom.CompareTo(other._tokens[i].Freedom);
            if (order != 0)
            {
                return order;
            }
        }

        return string.CompareOrdinal(Definition.Template, other.Definition.Template);
    }

    private static int EndOfToken(string name, int position)
    {
        var end = position;
        while (end < name.Length && (WsChannelText.IsPlain(name[end]) || name[end] == '%'))
        {
            end++;
        }

        return end == position && end < name.Length ? end + 1 : end;
    }

    private static IEnumerable<Token> Read(WsChannelDefinition definition, List<WsChannelParameter> parameters)
    {
        var template = definition.Template;
        var position = 0;
        while (position < template.Length)
        {
            var start = position;
            var (open, close) = (-1, -1);
            while (position < template.Length && (template[position] is '{' or '%' || WsChannelText.IsPlain(template[position])))
            {
                if (template[position] == '{')
                {
                    if (open >= 0)
                    {
                        throw Bad(definition, "two parameters need a separator between them that cannot stand in a value, such as ':'");
                    }

                    open = position;
                    close = template.IndexOf('}', open);
                    if (close < 0)
                    {
                        throw Bad(definition, "a brace is not closed");
                    }

                    position = close;
                }

                position++;
            }

            if (position == start)
            {
                if (template[position] == '}')
                {
                    throw Bad(definition, "a brace is not opened");
                }

                position++;
            }

            if (open < 0)
            {
                yield return new Token(template[start..position], "", -1);
                continue;
            }

            var name = template[(open + 1)..close];
            var parameter = definition.Parameters.FirstOrDefault(parameter => parameter.Name == name)
                ?? throw Bad(definition, $"it has no parameter '{name}'");
            if (parameters.Contains(parameter))
            {
                throw Bad(definition, $"the parameter '{name}' stands in it twice");
            }

            parameters.Add(parameter);
            yield return new Token(template[start..open], template[(close + 1)..position], parameters.Count - 1);
        }

        if (template.Length == 0)
        {
            throw Bad(definition, "it is empty");
        }

        if (parameters.Count != definition.Parameters.Count)
        {
            throw Bad(definition, "not all parameters stand in it");
        }
    }

    private static InvalidOperationException Bad(WsChannelDefinition definition, string why)
        => new($"{definition.MemberName}: the template '{definition.Template}' cannot work: {why}.");

    /// <param name="Prefix">The literal before the parameter, or the whole token where it has none.</param>
    /// <param name="Suffix">The literal behind the parameter.</param>
    /// <param name="Parameter">The parameter's number, or -1.</param>
    private readonly record struct Token(string Prefix, string Suffix, int Parameter)
    {
        public int Freedom => Parameter < 0 ? int.MinValue : -Prefix.Length - Suffix.Length;
    }
}
