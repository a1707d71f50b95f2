using System.Text;
using System.Text.Json;

namespace WsToolkit.Dialects.Signing;

/// <summary>Reads templates.</summary>
internal static class TemplateParser
{
    private static readonly Dictionary<string, TemplateValue> Names = new(StringComparer.Ordinal)
    {
        ["ts"] = TemplateValue.Timestamp,
        ["nonce"] = TemplateValue.Nonce,
        ["path"] = TemplateValue.Path,
        ["method"] = TemplateValue.Method,
        ["channel"] = TemplateValue.Channel,
        ["event"] = TemplateValue.Event,
        ["key"] = TemplateValue.Key,
        ["body"] = TemplateValue.Body,
        ["members"] = TemplateValue.Members,
        ["params"] = TemplateValue.Parameters,
        ["challenge"] = TemplateValue.Challenge,
        ["sig"] = TemplateValue.Signature,
        ["id"] = TemplateValue.Id,
        ["error"] = TemplateValue.Error,
        ["errors"] = TemplateValue.Errors,
        ["code"] = TemplateValue.Code,
    };

    public static SigningTemplate.Part[] Parse(string text, bool json, ReadOnlySpan<TemplateValue> allowed)
    {
        var parts = new List<SigningTemplate.Part>();
        var literal = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '{' && i + 1 < text.Length && char.IsAsciiLetter(text[i + 1]))
            {
                var end = text.IndexOf('}', i);
                if (end < 0)
                {
                    throw new FormatException($"The place that begins at position {i} of the template '{text}' does not end.");
                }

                Flush(parts, literal);
                parts.Add(Place(text[(i + 1)..end], text, json, quoted, allowed));
                i = end;
                continue;
            }

            literal.Append(text[i]);
            if (text[i] == '\\' && quoted && i + 1 < text.Length)
            {
                literal.Append(text[++i]);
            }
            else if (text[i] == '"' && json)
            {
                quoted = !quoted;
            }
        }

        Flush(parts, literal);
        return json ? WithCommas(parts) : [.. parts];
    }

    /// <summary>Refuses a template that does not give a JSON object.</summary>
    /// <param name="text">The template.</param>
    /// <param name="what">What it is for.</param>
    /// <param name="members">Whether it is the members of one without the braces.</param>
    public static void RequireJson(string text, string what, bool members)
    {
        var sample = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '{' && i + 1 < text.Length && char.IsAsciiLetter(text[i + 1]))
            {
                var end = text.IndexOf('}', i);
                sample.Append(quoted ? "x" : text[i..(end + 1)] == "{members}" ? "\"x\":0" : "0");
                i = end;
                continue;
            }

            sample.Append(text[i]);
            if (text[i] == '\\' && quoted && i + 1 < text.Length)
            {
                sample.Append(text[++i]);
            }
            else if (text[i] == '"')
            {
                quoted = !quoted;
            }
        }

        try
        {
            using var document = JsonDocument.Parse(members ? $"{{{sample}}}" : sample.ToString());
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return;
            }
        }
        catch (JsonException exception)
        {
            throw new FormatException($"{what} is no JSON object: {text}", exception);
        }

        throw new FormatException($"{what} is no JSON object: {text}");
    }

    private static SigningTemplate.Part Place(string place, string text, bool json, bool quoted, ReadOnlySpan<TemplateValue> allowed)
    {
        var words = place.Split(':');
        if (!Names.TryGetValue(words[0], out var value))
        {
            value = TemplateValue.Other;
        }

        if (!IsAllowed(value, allowed))
        {
            throw new FormatException($"There is no {{{words[0]}}} to be had in the template '{text}'.");
        }

        var bare = value
            is TemplateValue.Timestamp or TemplateValue.Nonce or TemplateValue.Body or TemplateValue.Members or TemplateValue.Id
            or TemplateValue.Errors;
        if (json && !quoted && (!bare || words.Length > 1))
        {
            throw new FormatException($"{{{place}}} must stand in quotes in the template '{text}'.");
        }

        if (quoted && value is TemplateValue.Members or TemplateValue.Errors)
        {
            throw new FormatException($"{{{words[0]}}} must not stand in quotes in the template '{text}'.");
        }

        return new SigningTemplate.Part(value, words[0])
        {
            Digest = words.Length == 1 ? TemplateDigest.None : Digest(words[1], text),
            Encoding = words.Length < 3 ? WsSignatureEncoding.Hex : Encoding(words[2], text),
            Json = json,
            Quoted = quoted,
        };
    }

    private static bool IsAllowed(TemplateValue value, ReadOnlySpan<TemplateValue> allowed)
    {
        foreach (var other in allowed)
        {
            if (other == value)
            {
                return true;
            }
        }

        return false;
    }

    private static TemplateDigest Digest(string word, string text) => word switch
    {
        "sha256" => TemplateDigest.Sha256,
        "sha384" => TemplateDigest.Sha384,
        "sha512" => TemplateDigest.Sha512,
        _ => throw new FormatException($"'{word}' in the template '{text}' is none of sha256, sha384 and sha512."),
    };

    private static WsSignatureEncoding? Encoding(string word, string text) => word switch
    {
        "hex" => WsSignatureEncoding.Hex,
        "HEX" => WsSignatureEncoding.HexUpper,
        "base64" => WsSignatureEncoding.Base64,
        "base64url" => WsSignatureEncoding.Base64Url,
        "raw" => null,
        _ => throw new FormatException($"'{word}' in the template '{text}' is none of hex, HEX, base64, base64url and raw."),
    };

    private static void Flush(List<SigningTemplate.Part> parts, StringBuilder literal)
    {
        if (literal.Length > 0)
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes(literal.ToString());
            parts.Add(new SigningTemplate.Part(TemplateValue.Literal, "") { Literal = bytes });
            literal.Clear();
        }
    }

    // The commas beside {members} become part of the place, because an object without members has none.
    private static SigningTemplate.Part[] WithCommas(List<SigningTemplate.Part> parts)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i].Value != TemplateValue.Members)
            {
                continue;
            }

            if (i > 0 && parts[i - 1].Literal is [.. var before, (byte)','])
            {
                parts[i - 1] = parts[i - 1] with { Literal = before };
                parts[i] = parts[i] with { CommaBefore = true };
            }

            if (i + 1 < parts.Count && parts[i + 1].Literal is [(byte)',', .. var after])
            {
                parts[i + 1] = parts[i + 1] with { Literal = after };
                parts[i] = parts[i] with { CommaAfter = true };
            }
        }

        return [.. parts];
    }
}
