using System.Net;
using WsToolkit.Framing;
using WsToolkit.Sessions;

namespace WsToolkit.Client;

/// <summary>
/// Opens a connection through HTTP: the upgrade of HTTP/1.1 (RFC 6455, section 4.1) or the extended CONNECT of HTTP/2 (RFC 8441). Proxies,
/// TLS and cookies are the concern of who sends the request.
/// </summary>
internal static class FrameConnector
{
    private static readonly string[] OwnHeaders =
    [
        "Connection", "Upgrade", "Sec-WebSocket-Version", "Sec-WebSocket-Key", "Sec-WebSocket-Accept", "Sec-WebSocket-Protocol",
        "Sec-WebSocket-Extensions",
    ];

    internal static readonly Lazy<HttpMessageInvoker> Shared = new(static () => new HttpMessageInvoker(new SocketsHttpHandler
    {
        // Cookies of one client are no other's concern; a redirect would take headers such as Authorization elsewhere.
        UseCookies = false,
        AllowAutoRedirect = false,
        EnableMultipleHttp2Connections = true,
    }));

    public static async Task<WsTransport> ConnectAsync(Uri address, WsClientOptions options, CancellationToken cancellationToken)
    {
        foreach (var name in options.Headers.Keys)
        {
            if (OwnHeaders.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                throw new ArgumentException($"The header {name} belongs to the handshake and cannot be set.", nameof(options));
            }
        }

        var isExact = options.HttpVersionPolicy == HttpVersionPolicy.RequestVersionExact;
        var isHigher = options.HttpVersionPolicy == HttpVersionPolicy.RequestVersionOrHigher;
        var wantsHttp2 = options.HttpVersion.Major >= 2;
        if (wantsHttp2 && (isExact || isHigher) && options.HttpVersion.Major > 2)
        {
            throw new ArgumentException("WebSockets travel over HTTP/1.1 and HTTP/2.", nameof(options));
        }

        // Without TLS nothing negotiates HTTP/2: it has to be known that the server speaks it.
        var tryHttp2 = address.Scheme == "wss" ? wantsHttp2 || isHigher : wantsHttp2 && (isExact || isHigher);
        var mayFallBack = wantsHttp2 ? !isExact && !isHigher : isHigher;
        if (tryHttp2)
        {
            try
            {
                return await ConnectAsync(new Attempt(address, options, IsHttp2: true), cancellationToken).ConfigureAwait(false);
            }
            catch (WsHandshakeException exception) when (mayFallBack && exception.InnerException is HttpRequestException
            {
                HttpRequestError: HttpRequestError.ExtendedConnectNotSupported or HttpRequestError.VersionNegotiationError
                    or HttpRequestError.SecureConnectionError,
            })
            {
                // The server has no WebSockets over HTTP/2. Where it ends TLS because of that, the next attempt tells whether it was that.
            }
        }

        return await ConnectAsync(new Attempt(address, options, IsHttp2: false), cancellationToken).ConfigureAwait(false);
    }

    private static async Task<WsTransport> ConnectAsync(Attempt attempt, CancellationToken cancellationToken)
    {
        using var request = attempt.CreateRequest();
        HttpResponseMessage response;
        try
        {
            response = await SendAsync(attempt.Options.HttpInvoker ?? Shared.Value, request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.SecureConnectionError)
        {
            throw new WsHandshakeException($"TLS with the server failed: {exception.GetBaseException().Message}", innerException: exception);
        }
        catch (HttpRequestException exception)
        {
            throw new WsHandshakeException($"The server cannot be reached: {exception.Message}", exception.StatusCode, innerException: exception);
        }
        catch (IOException exception)
        {
            throw new WsHandshakeException($"The server does not answer the handshake: {exception.Message}", innerException: exception);
        }

        try
        {
            var agreement = attempt.Confirm(response);
            var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            if (!stream.CanWrite)
            {
                throw new WsHandshakeException("What sends the request hands out a stream that cannot be written to.", response.StatusCode);
            }

            var frames = new FrameConnectionOptions { MaxMessageBytes = attempt.Options.MaxMessageBytes };
            return new FrameTransport(stream, new FrameConnection(FrameRole.Client, frames, agreement.Extensions));
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    // Left to itself, an HttpClient reads the body to its end, and here the body is the connection.
    private static Task<HttpResponseMessage> SendAsync(
        HttpMessageInvoker invoker, HttpRequestMessage request, CancellationToken cancellationToken)
        => invoker is HttpClient client
            ? client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            : invoker.SendAsync(request, cancellationToken);

    private sealed record Attempt(Uri Address, WsClientOptions Options, bool IsHttp2)
    {
        private readonly string _key = HandshakeKey.Create();
        private readonly PerMessageDeflate[] _extensions = Options.Compression is null ? [] : [new PerMessageDeflate(Options.Compression)];

        public HttpRequestMessage CreateRequest()
        {
            var request = new HttpRequestMessage(IsHttp2 ? HttpMethod.Connect : HttpMethod.Get, Address)
            {
                Version = IsHttp2 ? HttpVersion.Version20 : HttpVersion.Version11,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            };
            foreach (var (name, value) in Options.Headers)
            {
                if (!request.Headers.TryAddWithoutValidation(name, value))
                {
                    throw new ArgumentException($"The header {name} cannot be sent with the handshake.");
                }
            }

            if (IsHttp2)
            {
                request.Headers.Protocol = "websocket";
            }
            else
            {
                request.Headers.TryAddWithoutValidation("Connection", "Upgrade");
                request.Headers.TryAddWithoutValidation("Upgrade", "websocket");
                request.Headers.TryAddWithoutValidation("Sec-WebSocket-Key", _key);
            }

            request.Headers.TryAddWithoutValidation("Sec-WebSocket-Version", "13");
            if (Options.Dialect.Subprotocol is { } subprotocol)
            {
                request.Headers.TryAddWithoutValidation("Sec-WebSocket-Protocol", subprotocol);
            }

            if (ExtensionNegotiation.Offer(_extensions) is { } offer)
            {
                request.Headers.TryAddWithoutValidation("Sec-WebSocket-Extensions", offer);
            }

            return request;
        }

        /// <summary>Checks the server's answer (RFC 6455, section 4.1; RFC 8441, section 5).</summary>
        public ExtensionAgreement Confirm(HttpResponseMessage response)
        {
            var expected = IsHttp2 ? HttpStatusCode.OK : HttpStatusCode.SwitchingProtocols;
            if (response.StatusCode != expected)
            {
                var headers = response.Headers.Concat(response.Content.Headers)
                    .ToDictionary(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase);
                throw new WsHandshakeException(
                    $"The server refused the handshake with {(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd() + ".",
                    response.StatusCode,
                    headers);
            }

            if (!IsHttp2)
            {
                var upgrades = Values(response, "Upgrade");
                Require(upgrades is [var upgrade] && upgrade.Equals("websocket", StringComparison.OrdinalIgnoreCase), "Upgrade");
                Require(response.Headers.Connection.Contains("Upgrade", StringComparer.OrdinalIgnoreCase), "Connection");
                var accepts = Values(response, "Sec-WebSocket-Accept");
                Require(accepts is [var accept] && accept == HandshakeKey.ComputeAccept(_key), "Sec-WebSocket-Accept");
            }

            var subprotocols = Values(response, "Sec-WebSocket-Protocol");
            Require(subprotocols is [] || (subprotocols is [var chosen] && chosen == Options.Dialect.Subprotocol), "Sec-WebSocket-Protocol");
            var agreement = ExtensionNegotiation.Confirm(Values(response, "Sec-WebSocket-Extensions"), _extensions);
            return agreement.IsValid
                ? agreement
                : throw new WsHandshakeException($"The server's answer to the handshake is not valid: {agreement.Error}", expected);

            void Require(bool isValid, string name)
            {
                if (!isValid)
                {
                    throw new WsHandshakeException($"The server's answer to the handshake is not valid: {name} is missing or wrong.", expected);
                }
            }
        }

        private static string[] Values(HttpResponseMessage response, string name)
            => response.Headers.NonValidated.TryGetValues(name, out var values) ? [.. values] : [];
    }
}
