using System.Buffers;

namespace WsToolkit.Framing;

/// <summary>
/// A client's side of the opening handshake over HTTP/1.1 (RFC 6455, section 4.1), without the connection: the request is written into an
/// output, received bytes go in, and out comes what was agreed on, the server's refusal, or what was wrong. Whatever a server sends, it
/// is never answered with an exception. One object makes one attempt. Not thread-safe.
/// </summary>
public sealed class ClientHandshake
{
    private const int MaxInterimResponses = 16;

    private readonly Uri _uri;
    private readonly string _host;
    private readonly ClientHandshakeOptions _options;
    private readonly string _key = HandshakeKey.Create();
    private HttpHeadReader _reader;
    private HttpBodyReader? _body;
    private int _interimResponses;
    private int _statusCode;
    private string _reasonPhrase = "";

    /// <summary>Prepares a handshake.</summary>
    /// <param name="uri">Where to: an absolute URI of the scheme ws, wss, http or https, without fragment and user information.</param>
    /// <param name="options">What to ask for; <see langword="null"/> for a handshake without anything special.</param>
    /// <exception cref="ArgumentException">The URI is none of those, or an option cannot be sent.</exception>
    public ClientHandshake(Uri uri, ClientHandshakeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(uri);
        if (!uri.IsAbsoluteUri || uri.Scheme is not ("ws" or "wss" or "http" or "https"))
            throw new ArgumentException("The URI has to be absolute, of the scheme ws, wss, http or https.", nameof(uri));
        if (uri.Fragment.Length > 0)
            throw new ArgumentException("The URI of a WebSocket has no fragment (RFC 6455, section 3).", nameof(uri));
        if (uri.UserInfo.Length > 0)
            throw new ArgumentException("The URI has user information; send an Authorization header instead.", nameof(uri));
        _host = HostOf(uri);
        if (!RequestTarget.IsAuthority(_host) || !HttpSyntax.IsVisibleAscii(uri.PathAndQuery))
            throw new ArgumentException("The URI cannot be written in ASCII.", nameof(uri));
        _uri = uri;
        _options = options ?? ClientHandshakeOptions.Default;
        _options.ThrowIfNotUsable();
        _reader = new HttpHeadReader(_options.Limits);
    }

    /// <summary>How far the handshake has got.</summary>
    public ClientHandshakeState State { get; private set; }

    /// <summary>The response, once <see cref="State"/> is Accepted or Rejected. A refusal has its body.</summary>
    public HandshakeResponse? Response { get; private set; }

    /// <summary>What was agreed on, once <see cref="State"/> is Accepted.</summary>
    public HandshakeAgreement? Agreement { get; private set; }

    /// <summary>
    /// What was wrong, for people, once <see cref="State"/> is Failed. A fixed text that repeats nothing of what was received.
    /// </summary>
    public string? Error { get; private set; }

    /// <summary>Writes the request.</summary>
    /// <param name="output">Where it is written.</param>
    /// <exception cref="InvalidOperationException">It has been written before.</exception>
    public void WriteRequest(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (State != ClientHandshakeState.NotStarted)
            throw new InvalidOperationException("The request has been written; another attempt needs a new handshake.");

        var target = _options.UseAbsoluteTarget ? $"{_uri.Scheme}://{_host}{_uri.PathAndQuery}" : _uri.PathAndQuery;
        var head = new HttpHeadWriter($"GET {target} HTTP/1.1");
        head.Add("Host", _host);
        head.Add("Upgrade", "websocket");
        head.Add("Connection", "Upgrade");
        head.Add("Sec-WebSocket-Key", _key);
        head.Add("Sec-WebSocket-Version", "13");
        if (_options.Origin is { } origin)
            head.Add("Origin", origin);
        if (_options.Subprotocols.Count > 0)
            head.Add("Sec-WebSocket-Protocol", string.Join(", ", _options.Subprotocols));
        if (ExtensionNegotiation.Offer(_options.Extensions) is { } offer)
            head.Add("Sec-WebSocket-Extensions", offer);
        head.Add(_options.Headers);
        head.WriteTo(output);
        State = ClientHandshakeState.AwaitingResponse;
    }

    /// <summary>Takes received bytes, as many as belong to the response.</summary>
    /// <param name="bytes">The bytes, cut anywhere.</param>
    /// <returns>
    /// How many were taken. Where the server has accepted, the others are the first bytes of frames and are for
    /// <see cref="FrameConnection"/>. 0 once the handshake has ended.
    /// </returns>
    /// <exception cref="InvalidOperationException">The request has not been written.</exception>
    public int Receive(ReadOnlySpan<byte> bytes)
    {
        ThrowIfNotStarted();
        var taken = 0;
        while (State == ClientHandshakeState.AwaitingResponse && taken < bytes.Length)
            taken += _body is null ? ReceiveHead(bytes[taken..]) : ReceiveBody(_body, bytes[taken..]);
        return taken;
    }

    /// <inheritdoc cref="Receive(ReadOnlySpan{byte})"/>
    public long Receive(in ReadOnlySequence<byte> bytes)
    {
        ThrowIfNotStarted();
        var taken = 0L;
        foreach (var segment in bytes)
        {
            taken += Receive(segment.Span);
            if (State != ClientHandshakeState.AwaitingResponse)
                break;
        }

        return taken;
    }

    /// <summary>Says that the byte stream has ended. Ends the body of a refusal that has no length; else the handshake fails.</summary>
    /// <exception cref="InvalidOperationException">The request has not been written.</exception>
    public void ReceiveEnd()
    {
        ThrowIfNotStarted();
        if (State != ClientHandshakeState.AwaitingResponse)
            return;
        if (_body is null)
        {
            Fail("The connection ended before the response was complete.");
            return;
        }

        _body.ReceiveEnd();
        Reject(_body);
    }

    private int ReceiveHead(ReadOnlySpan<byte> bytes)
    {
        var taken = _reader.Receive(bytes);
        if (_reader.Fault == HttpHeadFault.Malformed)
            Fail("The response is not a valid HTTP/1.1 message.");
        else if (_reader.Fault != HttpHeadFault.None)
            Fail("The head of the response is too large.");
        else if (_reader.IsComplete)
            TakeHead(_reader.StartLine!, _reader.Headers);
        return taken;
    }

    private void TakeHead(string statusLine, HandshakeHeaders headers)
    {
        if (!ResponseVerifier.TryReadStatusLine(statusLine, out var isHttp10, out _statusCode, out _reasonPhrase))
        {
            Fail("The response is not a valid HTTP/1.1 message.");
        }
        else if (_statusCode == 101)
        {
            if (isHttp10)
                Fail("The response is of HTTP/1.0, which cannot upgrade.");
            else
                TakeAcceptance(headers);
        }
        else if (_statusCode < 200)
        {
            // Interim responses say nothing about the outcome (RFC 9110, section 15.2).
            if (++_interimResponses > MaxInterimResponses)
                Fail("The server sent too many interim responses.");
            else
                _reader = new HttpHeadReader(_options.Limits);
        }
        else
        {
            _body = new HttpBodyReader(_statusCode, headers, _options.Limits.MaxBodyBytes);
            if (_body.IsEnded)
                Reject(_body);
        }
    }

    private void TakeAcceptance(HandshakeHeaders headers)
    {
        string? subprotocol = null;
        var error = ResponseVerifier.CheckUpgrade(headers, _key)
            ?? ResponseVerifier.CheckSubprotocol(headers, _options.Subprotocols, out subprotocol);
        if (error is not null)
        {
            Fail(error);
            return;
        }

        var extensions = ExtensionNegotiation.Confirm(headers.GetValues("Sec-WebSocket-Extensions"), _options.Extensions);
        if (!extensions.IsValid)
        {
            Fail(extensions.Error);
            return;
        }

        Response = new HandshakeResponse(_statusCode, _reasonPhrase, headers, default, isBodyComplete: true);
        Agreement = new HandshakeAgreement(subprotocol, extensions.Extensions);
        State = ClientHandshakeState.Accepted;
    }

    private int ReceiveBody(HttpBodyReader body, ReadOnlySpan<byte> bytes)
    {
        var taken = body.Receive(bytes);
        if (body.IsEnded)
            Reject(body);
        return taken;
    }

    private void Reject(HttpBodyReader body)
    {
        Response = new HandshakeResponse(_statusCode, _reasonPhrase, _reader.Headers, body.Body, body.IsWhole);
        State = ClientHandshakeState.Rejected;
    }

    private void Fail(string error)
    {
        Error = error;
        State = ClientHandshakeState.Failed;
    }

    private void ThrowIfNotStarted()
    {
        if (State == ClientHandshakeState.NotStarted)
            throw new InvalidOperationException("The request has to be written first.");
    }

    /// <summary>
    /// The value of Host: in ASCII, addresses of IPv6 in brackets, without the scheme's default port (RFC 6455, section 4.1).
    /// </summary>
    private static string HostOf(Uri uri)
    {
        var name = uri.IdnHost;
        if (uri.HostNameType == UriHostNameType.IPv6)
        {
            // The zone is of no concern to the server (RFC 6874, section 4).
            var zone = name.IndexOf('%');
            name = $"[{(zone < 0 ? name : name[..zone]).Trim('[', ']')}]";
        }

        return uri.IsDefaultPort ? name : $"{name}:{uri.Port}";
    }
}
