using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Net.Http.Headers;
using WsToolkit.Framing;
using WsToolkit.Sessions;

namespace WsToolkit.AspNetCore;

/// <summary>
/// The opening handshake as a request of ASP.NET Core: the upgrade of HTTP/1.1 (RFC 6455, section 4.2) or the extended CONNECT of
/// HTTP/2 (RFC 8441). What follows it are the bytes of the connection.
/// </summary>
internal sealed class HttpHandshake
{
    private readonly HttpContext _context;
    private readonly IHttpUpgradeFeature? _upgrade;
    private readonly IHttpExtendedConnectFeature? _connect;

    private HttpHandshake(HttpContext context, IHttpUpgradeFeature? upgrade, IHttpExtendedConnectFeature? connect)
    {
        _context = context;
        _upgrade = upgrade;
        _connect = connect;
    }

    /// <summary>The subprotocol that was agreed on.</summary>
    public string? Subprotocol { get; private set; }

    /// <summary>Recognises a request for a WebSocket that can be accepted on the bytes of the connection.</summary>
    public static HttpHandshake? TryCreate(HttpContext context)
    {
        if (context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } connect)
        {
            return string.Equals(connect.Protocol, "websocket", StringComparison.OrdinalIgnoreCase)
                ? new HttpHandshake(context, null, connect)
                : null;
        }

        return context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } upgrade
            && HttpMethods.IsGet(context.Request.Method)
            && context.Request.Headers.GetCommaSeparatedValues(HeaderNames.Upgrade).Contains("websocket", StringComparer.OrdinalIgnoreCase)
            ? new HttpHandshake(context, upgrade, null)
            : null;
    }

    /// <summary>Accepts the request, or refuses it where it is not valid.</summary>
    /// <returns>The connection; null when the request has been refused.</returns>
    public async Task<FrameTransport?> AcceptAsync(WsFramesOptions options)
    {
        var request = _context.Request.Headers;
        var response = _context.Response.Headers;
        if (!request.SecWebSocketVersion.Equals("13"))
        {
            response.SecWebSocketVersion = "13";
            if (_upgrade is not null)
            {
                // RFC 9110, section 15.5.22: a 426 says to what.
                response.Upgrade = "websocket";
                response.Connection = HeaderNames.Upgrade;
            }

            return await RefuseAsync(StatusCodes.Status426UpgradeRequired, "Sec-WebSocket-Version has to be 13").ConfigureAwait(false);
        }

        if (_upgrade is not null && (request.SecWebSocketKey.Count != 1 || !HandshakeKey.IsValid(request.SecWebSocketKey[0])))
        {
            return await RefuseAsync(StatusCodes.Status400BadRequest, "Sec-WebSocket-Key is missing or wrong").ConfigureAwait(false);
        }

        var agreement = ExtensionNegotiation.Accept(request.SecWebSocketExtensions, [.. options.Extensions]);
        if (!agreement.IsValid)
        {
            return await RefuseAsync(StatusCodes.Status400BadRequest, "Sec-WebSocket-Extensions is malformed").ConfigureAwait(false);
        }

        var offered = request.GetCommaSeparatedValues(HeaderNames.SecWebSocketProtocol);
        Subprotocol = options.Subprotocols.FirstOrDefault(own => offered.Contains(own, StringComparer.Ordinal));
        var connection = new FrameConnection(FrameRole.Server, options.FramesOf(Subprotocol), agreement.Extensions);
        try
        {
            // A field without a value would make Kestrel leave out those behind it over HTTP/2.
            if (Subprotocol is not null)
            {
                response.SecWebSocketProtocol = Subprotocol;
            }

            if (agreement.HeaderValue is not null)
            {
                response.SecWebSocketExtensions = agreement.HeaderValue;
            }

            var stream = await BeginAsync().ConfigureAwait(false);
            var transport = new FrameTransport(stream, connection, _context.Abort);
            options.ApplyTo(transport);
            return transport;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private async Task<FrameTransport?> RefuseAsync(int status, string message)
    {
        await Refusal.WriteAsync(_context, status, message).ConfigureAwait(false);
        return null;
    }

    private async Task<Stream> BeginAsync()
    {
        // The time that the application gives to requests is not meant for connections.
        _context.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();
        if (_upgrade is not null)
        {
            _context.Response.Headers.Upgrade = "websocket";
            _context.Response.Headers.Connection = HeaderNames.Upgrade;
            _context.Response.Headers.SecWebSocketAccept = HandshakeKey.ComputeAccept(_context.Request.Headers.SecWebSocketKey!);
            return await _upgrade.UpgradeAsync().ConfigureAwait(false);
        }

        // A connection is not a body: it may be silent, and as long as it likes.
        if (_context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }

        if (_context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }

        _context.Response.StatusCode = StatusCodes.Status200OK;
        return await _connect!.AcceptAsync().ConfigureAwait(false);
    }
}
