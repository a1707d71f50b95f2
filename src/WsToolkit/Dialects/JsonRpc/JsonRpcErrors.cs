namespace WsToolkit.Dialects;

/// <summary>
/// The answers to messages that are not of JSON-RPC. Made once where they can be, so that bad input costs no more than good.
/// </summary>
internal sealed class JsonRpcErrors(JsonRpcOptions options)
{
    public static readonly WsError NotJson = new(WsErrorCodes.ParseError, "Parse error");
    public static readonly WsError NotAnObject = Invalid("message", "expected an object or an array");
    public static readonly WsError EmptyBatch = Invalid("message", "expected at least one message in a batch");
    public static readonly WsError Version = Invalid("jsonrpc", "expected \"2.0\"");
    public static readonly WsError IdType = Invalid("id", "expected a string, a number or null");
    public static readonly WsError MethodMissing = Invalid("method", "required");
    public static readonly WsError MethodType = Invalid("method", "expected a string");
    public static readonly WsError ParamsType = Invalid("params", "expected an object or an array");
    public static readonly WsError Ambiguous = Invalid("method", "must not stand with result or error");
    public static readonly WsError UnsubscribeInBatch = Invalid("subscription", "cannot be ended in a batch");

    public static readonly WsError NoSubscription = new(
        WsErrorCodes.InvalidArguments, "Invalid params", new Dictionary<string, string> { ["subscription"] = "no such subscription" });

    public WsError TooDeep { get; } = new(WsErrorCodes.ParseError, $"Parse error: nested deeper than {options.MaxDepth} levels");

    public WsError LongId { get; } = Invalid("id", $"longer than {options.MaxIdBytes} bytes");

    public WsError LargeBatch { get; } = Invalid("message", $"more than {options.MaxBatchCalls} messages in a batch");

    public static WsError Duplicate(JsonRpcMember member) => Invalid(JsonRpcReader.Name(member), "given twice");

    private static WsError Invalid(string field, string text)
        => new(WsErrorCodes.InvalidRequest, "Invalid Request", new Dictionary<string, string> { [field] = text });
}
