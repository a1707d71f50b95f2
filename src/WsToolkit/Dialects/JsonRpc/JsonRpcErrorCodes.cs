using System.Globalization;

namespace WsToolkit.Dialects;

/// <summary>Which of the toolkit's error codes is which number of JSON-RPC, and back.</summary>
internal sealed class JsonRpcErrorCodes
{
    /// <summary>What has no number of its own.</summary>
    public const int Other = -32000;

    private static readonly (string Code, int Number)[] Known =
    [
        (WsErrorCodes.ParseError, -32700),
        (WsErrorCodes.InvalidRequest, -32600),
        (WsErrorCodes.MethodNotFound, -32601),
        (WsErrorCodes.InvalidArguments, -32602),
        (WsErrorCodes.Internal, -32603),
        (WsErrorCodes.Cancelled, -32800),
        (WsErrorCodes.Unauthorized, -32001),
        (WsErrorCodes.Forbidden, -32002),
        (WsErrorCodes.RateLimited, -32003),
        (WsErrorCodes.TooManyCalls, -32004),
        (WsErrorCodes.DeadlineExceeded, -32005),
        (WsErrorCodes.StreamOverflow, -32006),
        (WsErrorCodes.TooLarge, -32007),
        (WsErrorCodes.ShuttingDown, -32008),
        (WsErrorCodes.DuplicateId, -32009),
        (WsErrorCodes.InvalidResult, -32010),
    ];

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<int, string> _codes = [];

    public JsonRpcErrorCodes(IReadOnlyDictionary<string, int> further)
    {
        foreach (var (code, number) in Known)
        {
            _numbers[code] = number;
            _codes[number] = code;
        }

        foreach (var (code, number) in further)
        {
            _numbers[code] = number;
            _codes[number] = code;
        }
    }

    public int NumberOf(WsError error)
    {
        if (error.Status != 0)
        {
            return error.Status;
        }

        if (_numbers.TryGetValue(error.Code, out var number))
        {
            return number;
        }

        return IsNumber(error.Code, out number) ? number : Other;
    }

    /// <summary>The text of an error: that of the specification (section 5.1) in place of the toolkit's, which is the same for several codes.</summary>
    public string MessageOf(WsError error) => error.Message != EnvelopeErrors.InvalidParameters ? error.Message : NumberOf(error) switch
    {
        -32600 => "Invalid Request",
        -32601 => "Method not found",
        -32602 => "Invalid params",
        _ => error.Message,
    };

    public string CodeOf(int number) => _codes.GetValueOrDefault(number) ?? number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether a code is nothing but its number.</summary>
    public static bool IsNumber(string code, out int number)
        => int.TryParse(code, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number)
            && code == number.ToString(CultureInfo.InvariantCulture);
}
