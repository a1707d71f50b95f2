using System.Buffers.Text;
using WsToolkit.Framing;

namespace WsToolkit.Dialects;

/// <summary>The headers of a fixed-header dialect, put into bytes and read out of them. Immutable.</summary>
internal sealed class FixedHeaderFormat
{
    public const int Success = 200;

    private readonly FixedHeaderOptions _options;
    private readonly FixedHeaderField _action;
    private readonly FixedHeaderField _status;
    private readonly int _actionAt;
    private readonly int _requestIdAt;
    private readonly int _responseIdAt;
    private readonly int _statusAt;

    public FixedHeaderFormat(FixedHeaderOptions options)
    {
        _options = options;
        (var action, _actionAt) = options.Request.Find(FixedHeaderFieldKind.Action);
        (var status, _statusAt) = options.Response.Find(FixedHeaderFieldKind.Status);
        (var requestId, _requestIdAt) = options.Request.Find(FixedHeaderFieldKind.Id);
        (var responseId, _responseIdAt) = options.Response.Find(FixedHeaderFieldKind.Id);
        _action = action ?? throw new ArgumentException("The header of requests has no action.", nameof(options));
        _status = status ?? throw new ArgumentException("The header of responses has no status.", nameof(options));
        Id = responseId!;
        if (requestId!.Width != Id.Width)
        {
            throw new ArgumentException("The ids of requests and responses differ in their widths.", nameof(options));
        }

        foreach (var value in options.Errors.Values.Select(error => error.Status).Append(Success).Append(options.StreamEndStatus))
        {
            if (value != 0 && !CanWriteStatus(value))
            {
                throw new ArgumentException($"The status {value} does not fit into its field.", nameof(options));
            }
        }
    }

    /// <summary>The field of the id, as wide in requests as in responses.</summary>
    public FixedHeaderField Id { get; }

    public int RequestLength => _options.Request.Length;

    public static bool IsSuccess(int status) => status is >= 200 and < 300;

    /// <summary>What stands in the way of a method's name; null for nothing.</summary>
    public string? Refuse(string name)
    {
        Span<byte> field = stackalloc byte[FixedHeaderField.MaxWidth];
        var utf8 = System.Text.Encoding.UTF8.GetBytes(name);
        return _action.TryFill(field, utf8) && _action.Strip(field[.._action.Width].ToArray()).Span.SequenceEqual(utf8)
            ? null
            : $"an action is {(_action.Padding == FixedHeaderPadding.Exact ? "" : "at most ")}{_action.Width} printable ASCII characters, "
                + "without what fills the field up.";
    }

    public bool CanWriteStatus(int status)
    {
        Span<byte> field = stackalloc byte[FixedHeaderField.MaxWidth];
        return status > 0 && TryFillStatus(field, status);
    }

    /// <summary>Writes the action into its field.</summary>
    public ReadOnlySpan<byte> FillAction(Span<byte> field, ReadOnlySpan<byte> action)
        => _action.TryFill(field, action)
            ? field[.._action.Width]
            : throw new WsException(WsErrorCodes.InvalidRequest, "The action does not fit into the header.");

    public void WriteRequest(OutputBuffer output, ReadOnlySpan<byte> action, ReadOnlySpan<byte> id)
    {
        var header = output.GetSpan(RequestLength);
        action.CopyTo(header[_actionAt..]);
        id.CopyTo(header[_requestIdAt..]);
        output.Advance(RequestLength);
    }

    public void WriteResponse(OutputBuffer output, ReadOnlySpan<byte> id, int status)
    {
        var length = _options.Response.Length;
        var header = output.GetSpan(length)[..length];
        header.Fill((byte)' ');
        id.CopyTo(header[_responseIdAt..]);
        TryFillStatus(header[_statusAt..], status);
        output.Advance(length);
    }

    /// <summary>Takes a request apart.</summary>
    /// <param name="message">The request.</param>
    /// <param name="request">Receives the parts; of one that is no request, its id if it is there.</param>
    /// <returns>Whether it is as long as its header, and the header is text.</returns>
    public bool TryReadRequest(ReadOnlyMemory<byte> message, out FixedHeaderRequest request)
    {
        request = default;
        if (message.Length >= _requestIdAt + Id.Width && FixedHeaderField.IsText(message.Span.Slice(_requestIdAt, Id.Width)))
        {
            request.Id = message.Slice(_requestIdAt, Id.Width);
        }

        if (message.Length < RequestLength || !FixedHeaderField.IsText(message.Span[..RequestLength]))
        {
            return false;
        }

        request.Action = _action.Strip(message.Slice(_actionAt, _action.Width));
        request.Body = message[RequestLength..];
        return true;
    }

    /// <summary>Takes a response apart.</summary>
    /// <param name="message">The response.</param>
    /// <param name="response">Receives the parts, or what is wrong.</param>
    /// <returns>Whether it is a response.</returns>
    public bool TryReadResponse(ReadOnlyMemory<byte> message, out FixedHeaderResponse response)
    {
        response = new FixedHeaderResponse { Message = message, Fault = FixedHeaderUnclaimedReason.TooShort };
        if (message.Length >= _responseIdAt + Id.Width)
        {
            response.Id = message.Slice(_responseIdAt, Id.Width);
        }

        if (message.Length < _options.Response.Length)
        {
            return false;
        }

        var digits = _status.Strip(message.Slice(_statusAt, _status.Width)).Span;
        response.Fault = FixedHeaderUnclaimedReason.InvalidStatus;
        if (digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0 || !Utf8Parser.TryParse(digits, out response.Status, out _))
        {
            return false;
        }

        response.Body = message[_options.Response.Length..];
        return true;
    }

    private bool TryFillStatus(Span<byte> field, int status)
    {
        Span<byte> digits = stackalloc byte[10];
        return Utf8Formatter.TryFormat(status, digits, out var length) && _status.TryFill(field, digits[..length]);
    }
}

/// <summary>The parts of a request.</summary>
internal struct FixedHeaderRequest
{
    public ReadOnlyMemory<byte> Id;
    public ReadOnlyMemory<byte> Action;
    public ReadOnlyMemory<byte> Body;
}

/// <summary>The parts of a response.</summary>
internal struct FixedHeaderResponse
{
    public ReadOnlyMemory<byte> Message;
    public ReadOnlyMemory<byte> Id;
    public ReadOnlyMemory<byte> Body;
    public int Status;
    public FixedHeaderUnclaimedReason Fault;
}
