using System.Net;

namespace WsToolkit.Client;

/// <summary>Tells the reasons apart for which a connection ended or did not come about.</summary>
internal static class Disconnects
{
    private const int Unauthorized = 3000;
    private const int Forbidden = 3003;

    /// <summary>An established connection has ended, not by the application's wish.</summary>
    /// <param name="close">How.</param>
    /// <param name="idle">Whether it was given up because nothing happened.</param>
    /// <param name="failure">The failure of the transport, or null.</param>
    public static WsDisconnect OfConnection(WsCloseInfo close, bool idle, Exception? failure)
        => new(idle ? WsDisconnectReason.Idle : OfCode(close.Code), close, failure);

    /// <summary>An attempt has failed.</summary>
    public static WsDisconnect OfAttempt(Exception exception) => exception switch
    {
        WsAuthenticationException => new WsDisconnect(WsDisconnectReason.AuthenticationFailed, null, exception),
        WsConnectionLostException lost => new WsDisconnect(OfCode(lost.Close.Code), lost.Close, exception),
        WsHandshakeException
        {
            StatusCode: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.ProxyAuthenticationRequired,
        } => new WsDisconnect(WsDisconnectReason.AuthenticationFailed, null, exception),
        _ => new WsDisconnect(WsDisconnectReason.NetworkFailure, null, exception),
    };

    private static WsDisconnectReason OfCode(WsCloseCode code) => (int)code switch
    {
        1006 => WsDisconnectReason.NetworkFailure,
        1001 or 1012 => WsDisconnectReason.ServerShutdown,
        1011 or 1013 or 1014 => WsDisconnectReason.ServerError,
        1008 => WsDisconnectReason.PolicyViolation,
        1002 or 1003 or 1007 or 1009 or 1010 => WsDisconnectReason.ProtocolError,
        Unauthorized or Forbidden => WsDisconnectReason.AuthenticationFailed,
        _ => WsDisconnectReason.ServerClosed,
    };
}
