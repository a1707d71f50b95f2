using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace WsToolkit.Dialects.Signing;

/// <summary>
/// A recipe with somebody's credentials: signs what is sent and checks what is received. The key is made once. Immutable and thread-safe.
/// </summary>
public sealed class WsMessageSigner
{
    private const int MaxMacBytes = 64;

    private readonly WsCredentials _credentials;
    private readonly byte[] _key = [];
    private readonly IWsSigner? _signer;

    /// <summary>Binds a recipe to credentials.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="credentials">Whose key it is.</param>
    /// <exception cref="ArgumentException">The recipe asks for a value that the credentials do not have, or for a signature of
    /// nothing.</exception>
    /// <exception cref="FormatException">The secret is not written as the recipe says.</exception>
    public WsMessageSigner(WsSigningRecipe recipe, WsCredentials credentials)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(credentials);
        Recipe = recipe;
        _credentials = credentials;
        Check(recipe, credentials);
        if (recipe.TextTemplate is not null)
        {
            _signer = recipe.Signer?.Invoke(credentials, credentials.Secret);
            _key = _signer is not null
                ? []
                : SigningText.DeriveKey(SigningText.ReadSecret(credentials.Secret, recipe.Secret), recipe.KeyDerivation);
        }
    }

    /// <summary>The recipe.</summary>
    public WsSigningRecipe Recipe { get; }

    /// <summary>The id of the key.</summary>
    public string Key => _credentials.Key;

    /// <summary>The longest signature as text, in bytes.</summary>
    public int MaxSignatureBytes => SigningText.MaxLength(_signer?.MaxSignatureBytes ?? MaxMacBytes, Recipe.Encoding);

    /// <summary>Signs.</summary>
    /// <param name="input">What is signed.</param>
    /// <returns>The signature as it travels.</returns>
    public string Sign(in WsSigningInput input)
    {
        Span<byte> signature = stackalloc byte[256];
        signature = MaxSignatureBytes <= signature.Length ? signature : new byte[MaxSignatureBytes];
        return Encoding.ASCII.GetString(signature[..Sign(in input, signature)]);
    }

    /// <summary>Signs.</summary>
    /// <param name="input">What is signed.</param>
    /// <param name="signature">Receives the signature as it travels; at least <see cref="MaxSignatureBytes"/> long.</param>
    /// <returns>The signature's length.</returns>
    public int Sign(in WsSigningInput input, Span<byte> signature)
    {
        using var text = ScratchBuffer.Rent();
        WriteText(text, in input);
        Span<byte> raw = stackalloc byte[MaxMacBytes];
        raw = _signer is { } signer && signer.MaxSignatureBytes > raw.Length ? new byte[signer.MaxSignatureBytes] : raw;
        var length = _signer?.Sign(text.Written, raw) ?? Mac(text.Written, raw);
        return SigningText.Write(signature, raw[..length], Recipe.Encoding);
    }

    /// <summary>Checks a signature, in a time that says nothing of where it differs. Hexadecimal digits are taken in either case.</summary>
    /// <param name="input">What was signed.</param>
    /// <param name="signature">The signature as it came.</param>
    /// <returns>Whether it is one of this key over this input.</returns>
    public bool Verify(in WsSigningInput input, ReadOnlySpan<byte> signature)
    {
        Span<byte> given = stackalloc byte[MaxMacBytes];
        given = _signer is { } plugIn && plugIn.MaxSignatureBytes > given.Length ? new byte[plugIn.MaxSignatureBytes] : given;
        var readable = SigningText.TryRead(signature, Recipe.Encoding, given, out var length);
        given = given[..(readable ? length : 0)];
        using var text = ScratchBuffer.Rent();
        WriteText(text, in input);
        if (_signer is { } signer)
        {
            return readable && signer.Verify(text.Written, given);
        }

        Span<byte> expected = stackalloc byte[MaxMacBytes];
        return CryptographicOperations.FixedTimeEquals(expected[..Mac(text.Written, expected)], given);
    }

    /// <summary>The text that is signed, for finding out why a service refuses a signature.</summary>
    /// <param name="input">What is signed.</param>
    /// <returns>The text; hashes that are not written as text make it unreadable.</returns>
    public string GetText(in WsSigningInput input)
    {
        using var text = ScratchBuffer.Rent();
        WriteText(text, in input);
        return Encoding.UTF8.GetString(text.Written);
    }

    /// <summary>Makes the message of the login.</summary>
    /// <param name="stamp">The time and the nonce.</param>
    /// <param name="challenge">The challenge that the server has set; empty when there is none.</param>
    /// <returns>The message, in UTF-8.</returns>
    /// <exception cref="InvalidOperationException">The recipe has no login.</exception>
    public byte[] CreateLogin(in WsStamp stamp, ReadOnlySpan<byte> challenge = default)
    {
        var login = Recipe.LoginTemplate ?? throw new InvalidOperationException("The recipe has no login.");
        using var message = ScratchBuffer.Rent();
        Write(message, login, new TemplateValues { Timestamp = stamp.Timestamp, Nonce = stamp.Nonce, Challenge = challenge }, isLogin: true);
        return message.Written.ToArray();
    }

    /// <summary>Makes the headers of the handshake.</summary>
    /// <param name="stamp">The time and the nonce.</param>
    /// <returns>Names and values.</returns>
    public IReadOnlyList<KeyValuePair<string, string>> CreateHeaders(in WsStamp stamp) => Create(Recipe.HeaderParts, in stamp);

    /// <summary>Makes the query of the address.</summary>
    /// <param name="stamp">The time and the nonce.</param>
    /// <returns>The query without its question mark, escaped; empty when the recipe has none.</returns>
    public string CreateQuery(in WsStamp stamp)
        => string.Join('&', Create(Recipe.QueryParts, in stamp)
            .Select(static pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));

    /// <summary>Makes the headers of a handshake that begins now.</summary>
    /// <param name="now">The time.</param>
    /// <returns>Names and values.</returns>
    public IReadOnlyList<KeyValuePair<string, string>> CreateHeaders(DateTimeOffset now)
        => CreateHeaders(WsStamp.For(Recipe, now, stackalloc byte[WsStamp.MaxBytes]));

    /// <summary>Makes the query of an address that is called now.</summary>
    /// <param name="now">The time.</param>
    /// <returns>The query without its question mark, escaped; empty when the recipe has none.</returns>
    public string CreateQuery(DateTimeOffset now) => CreateQuery(WsStamp.For(Recipe, now, stackalloc byte[WsStamp.MaxBytes]));

    /// <summary>Writes a template of a message with the signature over its values.</summary>
    /// <param name="output">Where to write.</param>
    /// <param name="template">The template.</param>
    /// <param name="values">The values; credentials, path and signature are added.</param>
    /// <param name="isLogin">Whether the message is the login.</param>
    /// <param name="part">All of it, or what stands before or behind the body.</param>
    internal void Write(
        IBufferWriter<byte> output,
        SigningTemplate template,
        scoped TemplateValues values,
        bool isLogin,
        TemplatePart part = TemplatePart.All)
    {
        Span<byte> signature = stackalloc byte[256];
        using var path = ScratchBuffer.Rent();
        values.Credentials = _credentials;
        if (Recipe.TextTemplate is not null && template.Has(TemplateValue.Signature))
        {
            signature = MaxSignatureBytes <= signature.Length ? signature : new byte[MaxSignatureBytes];
            var signed = new WsSigningInput
            {
                Timestamp = values.Timestamp,
                Nonce = values.Nonce,
                Method = values.Method,
                Channel = values.Channel,
                Body = values.Body,
                Challenge = values.Challenge,
                IsLogin = isLogin,
            };
            values.Signature = signature[..Sign(in signed, signature)];
        }

        PathOf(isLogin).Write(path, in values);
        values.Path = path.Written;
        template.Write(output, in values, part);
    }

    private static void Check(WsSigningRecipe recipe, WsCredentials credentials)
    {
        SigningTemplate?[] all =
        [
            recipe.TextTemplate, recipe.LoginTemplate, recipe.MembersTemplate, recipe.PathTemplate, recipe.LoginPathTemplate,
            .. recipe.ParameterTemplates.Select(static pair => pair.Value),
            .. recipe.HeaderParts.Select(static pair => pair.Value),
            .. recipe.QueryParts.Select(static pair => pair.Value),
        ];
        foreach (var template in all)
        {
            if (template?.OtherNames.FirstOrDefault(name => credentials.Find(name) is null) is { } missing)
            {
                throw new ArgumentException(
                    $"The recipe asks for {{{missing}}}, for which the credentials have no value.", nameof(credentials));
            }

            if (recipe.TextTemplate is null && template?.Has(TemplateValue.Signature) == true)
            {
                throw new ArgumentException("The recipe writes a signature, but has no text to sign.", nameof(recipe));
            }
        }
    }

    private List<KeyValuePair<string, string>> Create((string Name, SigningTemplate Value)[] parts, in WsStamp stamp)
    {
        var created = new List<KeyValuePair<string, string>>(parts.Length);
        foreach (var (name, template) in parts)
        {
            using var text = ScratchBuffer.Rent();
            Write(text, template, new TemplateValues { Timestamp = stamp.Timestamp, Nonce = stamp.Nonce }, isLogin: true);
            created.Add(new(name, Encoding.UTF8.GetString(text.Written)));
        }

        return created;
    }

    private SigningTemplate PathOf(bool isLogin) => isLogin && Recipe.LoginPathTemplate is { } login ? login : Recipe.PathTemplate;

    private void WriteText(ScratchBuffer output, in WsSigningInput input)
    {
        var values = new TemplateValues
        {
            Timestamp = input.Timestamp,
            Nonce = input.Nonce,
            Method = input.Method,
            Channel = input.Channel,
            Body = input.Body,
            Challenge = input.Challenge,
            Credentials = _credentials,
        };
        using var path = ScratchBuffer.Rent();
        PathOf(input.IsLogin).Write(path, in values);
        values.Path = path.Written;
        var text = Recipe.TextTemplate ?? throw new InvalidOperationException("The recipe signs nothing.");
        if (!text.Has(TemplateValue.Parameters))
        {
            text.Write(output, in values);
            return;
        }

        var further = new List<(byte[] Name, byte[] Value)>();
        foreach (var (name, template) in Recipe.ParameterTemplates)
        {
            using var value = ScratchBuffer.Rent();
            template.Write(value, in values);
            further.Add((name, value.Written.ToArray()));
        }

        using var parameters = ScratchBuffer.Rent();
        ParameterProjection.Write(parameters, input.Body, further, Encoding.UTF8.GetBytes(Recipe.SignatureParameter));
        values.Parameters = parameters.Written;
        text.Write(output, in values);
    }

    private int Mac(ReadOnlySpan<byte> text, Span<byte> mac) => Recipe.Mac switch
    {
        WsMac.HmacSha256 => HMACSHA256.HashData(_key, text, mac),
        WsMac.HmacSha384 => HMACSHA384.HashData(_key, text, mac),
        _ => HMACSHA512.HashData(_key, text, mac),
    };
}
