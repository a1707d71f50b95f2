using System.Buffers;
using System.Text;
using System.Text.Json;
using WsToolkit.Dialects.Signing;

namespace WsToolkit.Dialects;

/// <summary>Spells the errors of a described dialect, and reads them. Immutable.</summary>
internal sealed class DescribedErrors
{
    private readonly Dictionary<string, SigningTemplate> _texts = new(StringComparer.Ordinal);
    private readonly List<(string Text, bool IsWhole, string Code)> _codes = [];
    private readonly MemberPaths _paths = new();
    private readonly int _text;
    private readonly int _code;
    private readonly int _maxDepth;

    /// <exception cref="FormatException">A text is no template, or something no path.</exception>
    public DescribedErrors(WsEnvelopeDescription description)
    {
        _text = _paths.Add(description.Error);
        _code = _paths.Add(description.ErrorCode);
        _maxDepth = description.MaxDepth;
        foreach (var (code, text) in description.ErrorTexts)
        {
            var place = text.IndexOf('{');
            _texts[code] = SigningTemplate.Parse(
                text, json: false, TemplateValue.Method, TemplateValue.Channel, TemplateValue.Code, TemplateValue.Error);
            if (place != 0)
            {
                _codes.Add((place < 0 ? text : text[..place], place < 0, code));
            }
        }
    }

    /// <summary>The code and the text of an error as they travel.</summary>
    /// <param name="error">The error.</param>
    /// <param name="envelope">What it answers.</param>
    /// <param name="withFields">Whether the text has to say what is wrong by field, because nothing else does.</param>
    public (string Code, string Text) Spell(WsError error, in WsEnvelope envelope, bool withFields)
    {
        var code = error.Code == WsErrorCodes.InvalidArguments && !envelope.Channel.IsEmpty && error.Errors?.ContainsKey("channel") == true
            ? WsSigningErrorCodes.InvalidChannel
            : error.Code;
        var own = withFields && error.Errors is { Count: > 0 } errors
            ? $"{error.Message.TrimEnd('.')}: {string.Join("; ", errors.Select(static field => $"{field.Key} {field.Value}"))}"
            : error.Message;
        if (!_texts.TryGetValue(code, out var text))
        {
            return (code, own);
        }

        return (code, text.Render(new TemplateValues
        {
            Method = envelope.Method.Span,
            Channel = envelope.Channel.Span,
            Code = Encoding.UTF8.GetBytes(code),
            Error = Encoding.UTF8.GetBytes(own),
        }));
    }

    /// <summary>What is wrong by field, as a JSON object; empty when nothing is said of it.</summary>
    public static byte[] SpellFields(WsError error)
    {
        if (error.Errors is not { Count: > 0 } errors)
        {
            return [];
        }

        var output = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        foreach (var (field, text) in errors)
        {
            writer.WriteString(field, text);
        }

        writer.WriteEndObject();
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Reads the error of a whole message.</summary>
    public WsError Read(ReadOnlyMemory<byte> message)
    {
        var values = default(MemberValues);
        if (_paths.Find(message, _maxDepth, ref values) is not null || !values[_text].Exists)
        {
            return ErrorReader.Read("null"u8);
        }

        var error = ErrorReader.Read(values[_text].Of(message).Span);
        if (_code >= 0 && values[_code] is { Exists: true } given && given.Type != JsonTokenType.Null)
        {
            var code = given.TryReadText(message, out var text) ? text : given.Of(message);
            return error with { Code = Encoding.UTF8.GetString(code.Span[..Math.Min(code.Length, ErrorReader.MaxCodeLength)]) };
        }

        if (error.Code.Length > 0)
        {
            return error;
        }

        foreach (var (text, isWhole, code) in _codes)
        {
            if (isWhole ? error.Message == text : error.Message.StartsWith(text, StringComparison.Ordinal))
            {
                return error with { Code = code };
            }
        }

        return error;
    }
}
