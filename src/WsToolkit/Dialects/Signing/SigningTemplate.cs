using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace WsToolkit.Dialects.Signing;

/// <summary>
/// A text with places for values: <c>WS\n{path}\n{ts}\n{nonce}\n{body:sha256}</c>. A brace that is followed by a letter begins a place,
/// every other one stands for itself. A value may be
/// hashed (<c>sha256</c>, <c>sha384</c>, <c>sha512</c>), and what comes out is written as <c>hex</c>, unless the place says <c>HEX</c>,
/// <c>base64</c>, <c>base64url</c> or
/// <c>raw</c>. In a template of JSON, values are escaped where they stand in quotes and written as they are elsewhere. Immutable.
/// </summary>
internal sealed class SigningTemplate
{
    private readonly string _text;
    private readonly Part[] _parts;
    private readonly int _values;
    private readonly int _body;

    private SigningTemplate(string text, Part[] parts)
    {
        _text = text;
        _parts = parts;
        _values = parts.Aggregate(0, static (values, part) => values | (1 << (int)part.Value));
        _body = Array.FindIndex(parts, static part => part.Value == TemplateValue.Body);
    }

    /// <summary>The names that credentials have to have a value for.</summary>
    public IEnumerable<string> OtherNames
        => _parts.Where(static part => part.Value == TemplateValue.Other).Select(static part => part.Name);

    /// <summary>Reads a template.</summary>
    /// <param name="text">The template.</param>
    /// <param name="json">Whether it is one of JSON.</param>
    /// <param name="allowed">What may stand in it, further values of credentials included.</param>
    /// <exception cref="FormatException">It is no template, or has a place for something that is not to be had.</exception>
    public static SigningTemplate Parse(string text, bool json, params ReadOnlySpan<TemplateValue> allowed)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new SigningTemplate(text, TemplateParser.Parse(text, json, allowed));
    }

    public bool Has(TemplateValue value) => (_values & (1 << (int)value)) != 0;

    /// <summary>Whether a value stands in quotes.</summary>
    public bool IsQuoted(TemplateValue value) => Array.Exists(_parts, part => part.Value == value && part.Quoted);

    /// <summary>Whether a place comes before another.</summary>
    public bool HasBefore(TemplateValue first, TemplateValue second)
    {
        var at = Array.FindIndex(_parts, part => part.Value == first);
        return at >= 0 && at < Array.FindIndex(_parts, part => part.Value == second);
    }

    /// <summary>Writes it, or what stands before or behind the body.</summary>
    public void Write(IBufferWriter<byte> output, in TemplateValues values, TemplatePart part = TemplatePart.All)
    {
        Write(output, in values, part switch
        {
            TemplatePart.BeforeBody when _body >= 0 => _parts.AsSpan(0, _body),
            TemplatePart.AfterBody => _body < 0 ? [] : _parts.AsSpan(_body + 1),
            _ => _parts,
        });
    }

    public string Render(in TemplateValues values)
    {
        using var scratch = ScratchBuffer.Rent();
        Write(scratch, in values);
        return Encoding.UTF8.GetString(scratch.Written);
    }

    public override bool Equals(object? obj) => obj is SigningTemplate other && other._text == _text;

    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    private static void Write(IBufferWriter<byte> output, in TemplateValues values, ReadOnlySpan<Part> parts)
    {
        foreach (ref readonly var part in parts)
        {
            if (part.Value == TemplateValue.Literal)
            {
                output.Write(part.Literal);
                continue;
            }

            var value = values[part.Value, part.Name];
            if (part.Value == TemplateValue.Members)
            {
                WriteMembers(output, value, in part);
            }
            else if (part.Digest != TemplateDigest.None)
            {
                WriteDigest(output, value, in part);
            }
            else if (part.Quoted && part.Value == TemplateValue.Id && value is [(byte)'"', .. var id, (byte)'"'])
            {
                // It is what stood in the message, escapes and all.
                output.Write(id);
            }
            else if (part.Quoted)
            {
                WriteEscaped(output, value);
            }
            else
            {
                var missing = value.IsEmpty && part.Json && part.Value is TemplateValue.Body or TemplateValue.Id or TemplateValue.Errors;
                output.Write(missing ? "null"u8 : value);
            }
        }
    }

    private static void WriteDigest(IBufferWriter<byte> output, ReadOnlySpan<byte> value, in Part part)
    {
        Span<byte> hash = stackalloc byte[SHA512.HashSizeInBytes];
        var length = part.Digest switch
        {
            TemplateDigest.Sha256 => SHA256.HashData(value, hash),
            TemplateDigest.Sha384 => SHA384.HashData(value, hash),
            _ => SHA512.HashData(value, hash),
        };
        hash = hash[..length];
        if (part.Encoding is { } encoding)
        {
            SigningText.Write(output, hash, encoding);
        }
        else
        {
            output.Write(hash);
        }
    }

    // The comma beside the place is there only where it separates something.
    private static void WriteMembers(IBufferWriter<byte> output, ReadOnlySpan<byte> json, in Part part)
    {
        var members = json.Trim(" \t\r\n"u8);
        members = members.Length >= 2 && members[0] == '{' ? members[1..^1].Trim(" \t\r\n"u8) : default;
        if (part.CommaBefore && (part.CommaAfter || !members.IsEmpty))
        {
            output.Write(","u8);
        }

        output.Write(members);
        if (part.CommaAfter && !members.IsEmpty)
        {
            output.Write(","u8);
        }
    }

    private static void WriteEscaped(IBufferWriter<byte> output, ReadOnlySpan<byte> utf8)
    {
        var digits = "0123456789abcdef"u8;
        foreach (var code in utf8)
        {
            if (code is (byte)'"' or (byte)'\\')
            {
                output.Write([(byte)'\\', code]);
            }
            else if (code < 0x20)
            {
                output.Write([(byte)'\\', (byte)'u', (byte)'0', (byte)'0', digits[code >> 4], digits[code & 0xF]]);
            }
            else
            {
                output.GetSpan(1)[0] = code;
                output.Advance(1);
            }
        }
    }

    /// <summary>A piece of a template: a text that stands for itself, or a place.</summary>
    internal readonly record struct Part(TemplateValue Value, string Name)
    {
        public byte[] Literal { get; init; } = [];

        public TemplateDigest Digest { get; init; }

        /// <summary>How the digest is written; null for its bytes.</summary>
        public WsSignatureEncoding? Encoding { get; init; }

        public bool Json { get; init; }

        public bool Quoted { get; init; }

        public bool CommaBefore { get; init; }

        public bool CommaAfter { get; init; }
    }
}

/// <summary>Which part of a template is written.</summary>
internal enum TemplatePart
{
    All,
    BeforeBody,
    AfterBody,
}

/// <summary>The hash that a place of a template applies.</summary>
internal enum TemplateDigest
{
    None,
    Sha256,
    Sha384,
    Sha512,
}
