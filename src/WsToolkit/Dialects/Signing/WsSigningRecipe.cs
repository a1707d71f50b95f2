namespace WsToolkit.Dialects.Signing;

/// <summary>
/// How a service wants its messages signed: a template of the text to sign, the key, the algorithm, how the result is written and where
/// it goes. Pure data; <c>docs/signing.md</c> has the
/// language of the templates and a dozen services as examples. Immutable; templates are checked when they are set.
/// </summary>
/// <remarks>
/// Places of <see cref="Text"/>: <c>{ts} {nonce} {path} {method} {channel} {key} {challenge} {body} {params}</c>, and any name that the
/// credentials have a value for, such as
/// <c>{passphrase}</c>. <c>:sha256</c>, <c>:sha384</c> or <c>:sha512</c> behind a name takes the hash of the value, in <c>hex</c>, or as
/// a further <c>:HEX</c>, <c>:base64</c>,
/// <c>:base64url</c> or <c>:raw</c> says.
/// </remarks>
public sealed record WsSigningRecipe
{
    private static readonly TemplateValue[] InText =
    [
        TemplateValue.Timestamp, TemplateValue.Nonce, TemplateValue.Path, TemplateValue.Method, TemplateValue.Channel, TemplateValue.Key,
        TemplateValue.Body, TemplateValue.Parameters, TemplateValue.Challenge, TemplateValue.Other,
    ];

    private static readonly TemplateValue[] InMembers =
    [
        TemplateValue.Timestamp, TemplateValue.Nonce, TemplateValue.Path, TemplateValue.Method, TemplateValue.Channel, TemplateValue.Key,
        TemplateValue.Challenge, TemplateValue.Signature, TemplateValue.Other,
    ];

    private static readonly TemplateValue[] InPath = [TemplateValue.Method, TemplateValue.Channel, TemplateValue.Other];

    private static readonly TemplateValue[] InParameters =
        [TemplateValue.Timestamp, TemplateValue.Nonce, TemplateValue.Key, TemplateValue.Other];

    private static SigningTemplate Empty { get; } = SigningTemplate.Parse("", json: false);

    /// <summary>
    /// The recipe of the dialect of signed operations: HMAC-SHA256 over <c>WS</c>, path, time stamp, nonce and the hash of the payload,
    /// line by line, with the key that clients in the field derive from the secret.
    /// </summary>
    public static WsSigningRecipe SignedOperations { get; } = new()
    {
        Text = "WS\n{path}\n{ts}\n{nonce}\n{body:sha256}",
        Path = "/ws/v1/{method}",
        LoginPath = "/ws/v1/stream",
        KeyDerivation = WsKeyDerivation.Sha256Base64Url,
        Nonce = WsNonce.NanosecondsAndRandom(),
        When = WsSignWhen.Login | WsSignWhen.Calls,
        Login = """{"op":"auth","key":"{key}","ts":{ts},"nonce":"{nonce}","sig":"{sig}"}""",
        Members = """
            "ts":{ts},"nonce":"{nonce}","sig":"{sig}"
            """,
    };

    /// <summary>
    /// The template of the text to sign. <see langword="null"/>, the default, where nothing is signed and messages only carry what the
    /// credentials hold, a token say.
    /// </summary>
    /// <exception cref="FormatException">It is no template.</exception>
    public string? Text
    {
        get;
        init
        {
            TextTemplate = value is null ? null : SigningTemplate.Parse(value, json: false, InText);
            field = value;
        }
    }

    /// <summary>How a time stamp is written. Default: milliseconds.</summary>
    public WsTimestampFormat Timestamp { get; init; } = WsTimestampFormat.Milliseconds;

    /// <summary>What is added to the time, for services that want to know when a message expires; a server takes it off again. Default: nothing.</summary>
    public TimeSpan TimestampOffset { get; init; }

    /// <summary>Makes nonces. Default: <see cref="WsNonce.Uuid"/>.</summary>
    public WsNonce Nonce { get; init; } = WsNonce.Uuid;

    /// <summary>How the secret is written. Default: the text itself.</summary>
    public WsSecretEncoding Secret { get; init; }

    /// <summary>How the key is made of the secret. Default: it is the key.</summary>
    public WsKeyDerivation KeyDerivation { get; init; }

    /// <summary>The code that is computed over the text. Default: HMAC-SHA256.</summary>
    public WsMac Mac { get; init; }

    /// <summary>
    /// Makes a signer of another algorithm, in place of <see cref="Mac"/>; it decides what the secret means. Default: <see
    /// langword="null"/>.
    /// </summary>
    public Func<WsCredentials, string, IWsSigner>? Signer { get; init; }

    /// <summary>How the signature is written. Default: lower-case hexadecimal.</summary>
    public WsSignatureEncoding Encoding { get; init; }

    /// <summary>What <c>{path}</c> stands for: a template with <c>{method}</c> and <c>{channel}</c>. Default: empty.</summary>
    /// <exception cref="FormatException">It is no template.</exception>
    public string Path
    {
        get;
        init
        {
            PathTemplate = SigningTemplate.Parse(value, json: false, InPath);
            field = value;
        }
    } = "";

    /// <summary>What <c>{path}</c> stands for in the login. Default: the same as elsewhere.</summary>
    public string? LoginPath
    {
        get;
        init
        {
            LoginPathTemplate = value is null ? null : SigningTemplate.Parse(value, json: false, InPath);
            field = value;
        }
    }

    /// <summary>
    /// What messages carry besides their payload and what <c>{params}</c> covers with it, by name, each a template with <c>{key}</c>,
    /// <c>{ts}</c> and <c>{nonce}</c>. Default: nothing.
    /// </summary>
    /// <exception cref="FormatException">One is no template.</exception>
    public IReadOnlyDictionary<string, string> Parameters
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            ParameterTemplates = [.. value.Select(static pair => (
                System.Text.Encoding.UTF8.GetBytes(pair.Key), SigningTemplate.Parse(pair.Value, json: false, InParameters)))];
            field = value;
        }
    } = new Dictionary<string, string>();

    /// <summary>The name of the member of the payload that <c>{params}</c> leaves out. Default: <c>signature</c>.</summary>
    public string SignatureParameter { get; init; } = "signature";

    /// <summary>Which messages are signed. Default: the login.</summary>
    public WsSignWhen When { get; init; } = WsSignWhen.Login;

    /// <summary>
    /// The whole message of the login, as a template of JSON: <c>{"op":"login","args":["{key}",{ts},"{sig}"]}</c>. Values in quotes are
    /// escaped; a time stamp or a nonce that is a number may stand
    /// without. Default: <see langword="null"/>, there is none.
    /// </summary>
    /// <exception cref="FormatException">It is no template, or gives no JSON object.</exception>
    public string? Login
    {
        get;
        init
        {
            LoginTemplate = value is null ? null : SigningTemplate.Parse(value, json: true, InMembers);
            if (value is not null)
            {
                TemplateParser.RequireJson(value, nameof(Login), members: false);
            }

            field = value;
        }
    }

    /// <summary>
    /// The members that a signed message has besides its own, as a template of JSON without the outer braces:
    /// <c>"ts":{ts},"nonce":"{nonce}","sig":"{sig}"</c>. They may be nested, or lists. Default: empty.
    /// </summary>
    /// <exception cref="FormatException">It is no template, or gives no members of a JSON object.</exception>
    public string Members
    {
        get;
        init
        {
            MembersTemplate = SigningTemplate.Parse(value, json: true, InMembers);
            TemplateParser.RequireJson(value, nameof(Members), members: true);
            field = value;
        }
    } = "";

    /// <summary>Headers of the handshake, by name, each a template. Default: none.</summary>
    /// <exception cref="FormatException">One is no template.</exception>
    public IReadOnlyDictionary<string, string> Headers
    {
        get;
        init => field = HeaderTemplates(value, out _headers);
    } = new Dictionary<string, string>();

    /// <summary>Parameters of the address's query, by name, each a template. Default: none.</summary>
    /// <exception cref="FormatException">One is no template.</exception>
    public IReadOnlyDictionary<string, string> Query
    {
        get;
        init => field = HeaderTemplates(value, out _query);
    } = new Dictionary<string, string>();

    private readonly (string Name, SigningTemplate Value)[] _headers = [];
    private readonly (string Name, SigningTemplate Value)[] _query = [];

    internal SigningTemplate? TextTemplate { get; private init; }

    internal SigningTemplate PathTemplate { get; private init; } = Empty;

    internal SigningTemplate? LoginPathTemplate { get; private init; }

    internal SigningTemplate? LoginTemplate { get; private init; }

    internal SigningTemplate MembersTemplate { get; private init; } = Empty;

    internal (byte[] Name, SigningTemplate Value)[] ParameterTemplates { get; private init; } = [];

    internal (string Name, SigningTemplate Value)[] HeaderParts => _headers;

    internal (string Name, SigningTemplate Value)[] QueryParts => _query;

    private static IReadOnlyDictionary<string, string> HeaderTemplates(
        IReadOnlyDictionary<string, string> values, out (string Name, SigningTemplate Value)[] templates)
    {
        ArgumentNullException.ThrowIfNull(values);
        templates = [.. values.Select(static pair => (pair.Key, SigningTemplate.Parse(pair.Value, json: false, InMembers)))];
        return values;
    }
}
