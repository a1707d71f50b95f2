namespace WsToolkit.Dialects;

/// <summary>The answers to messages that are not of the default dialect. Made once, so that bad input costs no more than good.</summary>
internal sealed class EnvelopeErrors(DefaultDialectOptions options)
{
    /// <summary>What the original says of everything that can be put right by other arguments; which ones, the fields say.</summary>
    public const string InvalidParameters = "Invalid RPC parameters";

    public static readonly WsError JsonExpected = new(WsErrorCodes.ParseError, "JSON string expected");
    public static readonly WsError TextExpected = new(WsErrorCodes.InvalidRequest, "Text message expected");
    public static readonly WsError List = NotObject("list");
    public static readonly WsError Integer = NotObject("int");
    public static readonly WsError Decimal = NotObject("Decimal");
    public static readonly WsError Text = NotObject("str");
    public static readonly WsError Null = NotObject("NoneType");
    public static readonly WsError Boolean = NotObject("bool");

    public static readonly WsError Ambiguous = new(
        WsErrorCodes.InvalidRequest,
        "Malformed message; at most one of response, error, item, end, cancel expected, and method only with the first two");

    /// <summary>The message has no member that says what it is. One instance, known by its identity.</summary>
    public static readonly WsError Nothing = Invalid(new Dictionary<string, string> { ["id"] = "required", ["method"] = "required" });

    public WsError TooDeep { get; } = new(WsErrorCodes.ParseError, $"JSON nested deeper than {options.MaxDepth} levels");

    public string LongId { get; } = $"longer than {options.MaxIdBytes} bytes";

    public static WsError Duplicate(string member) => new(WsErrorCodes.InvalidRequest, $"Malformed message; duplicate member {member}");

    public static WsError Invalid(IReadOnlyDictionary<string, string> errors) => new(WsErrorCodes.InvalidRequest, InvalidParameters, errors);

    private static WsError NotObject(string type) => new(WsErrorCodes.InvalidRequest, $"Malformed message; expected dictionary, got {type}");
}
