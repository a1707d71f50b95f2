using System.Buffers;
using System.Text;

namespace WsToolkit.Framing;

/// <summary>
/// A server's side of the opening handshake over HTTP/1.1 (RFC 6455, section 4.2), without the connection: received bytes go in, a
/// verified request comes out, and the answer is written into an output. Whatever a client sends is answered with an <see cref="Error"/>,
/// never with an exception. Not thread-safe.
/// </summary>
public sealed class ServerHandshake
{
    private readonly HttpHeadReader _reader;
    private string _method = "";

    /// <summary>Begins to wait for a request.</summary>
    /// <param name="limits">How much a client may send; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit cannot work.</exception>
    public ServerHandshake(HandshakeLimits? limits = null)
    {
        limits ??= HandshakeLimits.Default;
        limits.ThrowIfNotUsable();
        _reader = new HttpHeadReader(limits);
    }

    /// <summary>How far the handshake has got.</summary>
    public ServerHandshakeState State { get; private set; }

    /// <summary>The request; <see langword="null"/> as long as it has not been received, and where it is not valid.</summary>
    public HandshakeRequest? Request { get; private set; }

    /// <summary>What is wrong with the request; <see langword="null"/> for nothing.</summary>
    public HandshakeError? Error { get; private set; }

    /// <summary>Takes received bytes, as many as belong to the request.</summary>
    /// <param name="bytes">The bytes, cut anywhere.</param>
    /// <returns>
    /// How many were taken. The others came after the request and are the first bytes of frames: they are for
    /// <see cref="FrameConnection"/> once the request has been accepted. 0 once the request is there.
    /// </returns>
    public int Receive(ReadOnlySpan<byte> bytes)
    {
        if (State != ServerHandshakeState.Reading)
            return 0;
        var taken = _reader.Receive(bytes);
        if (_reader.Fault != HttpHeadFault.None)
            Error = RequestVerifier.ErrorOf(_reader.Fault);
        else if (_reader.IsComplete)
            (Request, Error) = (RequestVerifier.Verify(_reader.StartLine!, _reader.Headers, out _method, out var error), error);
        else
            return taken;
        State = Request is null ? ServerHandshakeState.Invalid : ServerHandshakeState.Received;
        return taken;
    }

    /// <inheritdoc cref="Receive(ReadOnlySpan{byte})"/>
    public long Receive(in ReadOnlySequence<byte> bytes)
    {
        var taken = 0L;
        foreach (var segment in bytes)
        {
            taken += Receive(segment.Span);
            if (State != ServerHandshakeState.Reading)
                break;
        }

        return taken;
    }

    /// <summary>Accepts the request: writes the 101 (RFC 6455, section 4.2.2).</summary>
    /// <param name="output">Where the response is written.</param>
    /// <param name="subprotocol">
    /// The subprotocol to speak, one of <see cref="HandshakeRequest.Subprotocols"/> (see
    /// <see cref="HandshakeRequest.SelectSubprotocol"/>); <see langword="null"/> for none.
    /// </param>
    /// <param name="negotiators">The extensions that the server can use; <see langword="null"/> for none.</param>
    /// <param name="headers">More header fields, for example cookies.</param>
    /// <returns>What has been agreed on.</returns>
    /// <exception cref="InvalidOperationException">There is no valid request that waits for an answer.</exception>
    /// <exception cref="ArgumentException">
    /// The client did not offer the subprotocol, or a header field cannot be sent. Nothing has been written.
    /// </exception>
    public HandshakeAgreement Accept(
        IBufferWriter<byte> output,
        string? subprotocol = null,
        IReadOnlyList<ExtensionNegotiator>? negotiators = null,
        IReadOnlyList<KeyValuePair<string, string>>? headers = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (State != ServerHandshakeState.Received || Request is not { } request)
            throw new InvalidOperationException($"There is no request to accept: the handshake is {State}.");
        if (subprotocol is not null && !request.Subprotocols.Contains(subprotocol, StringComparer.Ordinal))
            throw new ArgumentException("The client did not offer this subprotocol.", nameof(subprotocol));
        HttpHeadWriter.ThrowIfNotForAcceptance(headers ?? []);

        var agreement = ExtensionNegotiation.Accept(request.Extensions, negotiators ?? []);
        var head = new HttpHeadWriter("HTTP/1.1 101 Switching Protocols");
        head.Add("Upgrade", "websocket");
        head.Add("Connection", "Upgrade");
        head.Add("Sec-WebSocket-Accept", HandshakeKey.ComputeAccept(request.Key));
        if (subprotocol is not null)
            head.Add("Sec-WebSocket-Protocol", subprotocol);
        if (agreement.HeaderValue is { } extensions)
            head.Add("Sec-WebSocket-Extensions", extensions);
        head.Add(headers ?? []);
        head.WriteTo(output);
        State = ServerHandshakeState.Accepted;
        return new HandshakeAgreement(subprotocol, agreement.Extensions);
    }

    /// <summary>Refuses the request: writes a whole HTTP response, after which the connection is to be closed.</summary>
    /// <param name="output">Where the response is written.</param>
    /// <param name="statusCode">The status: 200 to 599, for example 401, 403, 404 or 503.</param>
    /// <param name="headers">More header fields, for example <c>WWW-Authenticate</c> or <c>Content-Type</c>.</param>
    /// <param name="body">The body.</param>
    /// <exception cref="InvalidOperationException">There is no request that waits for an answer.</exception>
    /// <exception cref="ArgumentException">
    /// The status is none of a final response or has no body, or a header field cannot be sent. Nothing has been written.
    /// </exception>
    public void Reject(
        IBufferWriter<byte> output,
        int statusCode,
        IReadOnlyList<KeyValuePair<string, string>>? headers = null,
        ReadOnlySpan<byte> body = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentOutOfRangeException.ThrowIfLessThan(statusCode, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(statusCode, 599);
        var isBodiless = statusCode is 204 or 304;
        if (isBodiless && !body.IsEmpty)
            throw new ArgumentException("A response of this status has no body.", nameof(body));
        if (State is not (ServerHandshakeState.Received or ServerHandshakeState.Invalid))
            throw new InvalidOperationException($"There is no request to reject: the handshake is {State}.");
        HttpHeadWriter.ThrowIfNotForRefusal(headers ?? []);

        var head = new HttpHeadWriter($"HTTP/1.1 {statusCode} {StatusCodes.ReasonOf(statusCode)}");
        // Who sends Upgrade also names it in Connection (RFC 9110, section 7.8).
        var upgrades = headers is not null && headers.Any(field => field.Key.Equals("Upgrade", StringComparison.OrdinalIgnoreCase));
        head.Add("Connection", upgrades ? "close, Upgrade" : "close");
        head.Add(headers ?? []);
        if (!isBodiless)
            head.Add("Content-Length", body.Length.ToString());
        head.WriteTo(output);
        if (_method != "HEAD")
            output.Write(body);
        State = ServerHandshakeState.Rejected;
    }

    /// <summary>Refuses an invalid request as its <see cref="Error"/> says, with the error's message as the body.</summary>
    /// <param name="output">Where the response is written.</param>
    /// <exception cref="InvalidOperationException">The state is not <see cref="ServerHandshakeState.Invalid"/>.</exception>
    public void RejectInvalid(IBufferWriter<byte> output)
    {
        if (State != ServerHandshakeState.Invalid || Error is not { } error)
            throw new InvalidOperationException($"There is no invalid request to reject: the handshake is {State}.");
        Reject(
            output,
            error.StatusCode,
            [.. error.Headers, new("Content-Type", "text/plain; charset=utf-8")],
            Encoding.UTF8.GetBytes(error.Message));
    }
}
