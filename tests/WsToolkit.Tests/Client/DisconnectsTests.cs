using System.Net;
using WsToolkit.Client;

namespace WsToolkit.Tests.Client;

public class DisconnectsTests
{
    [Theory]
    [InlineData(1000, WsDisconnectReason.ServerClosed, false)]
    [InlineData(1001, WsDisconnectReason.ServerShutdown, true)]
    [InlineData(1002, WsDisconnectReason.ProtocolError, false)]
    [InlineData(1003, WsDisconnectReason.ProtocolError, false)]
    [InlineData(1005, WsDisconnectReason.ServerClosed, false)]
    [InlineData(1006, WsDisconnectReason.NetworkFailure, true)]
    [InlineData(1007, WsDisconnectReason.ProtocolError, false)]
    [InlineData(1008, WsDisconnectReason.PolicyViolation, false)]
    [InlineData(1009, WsDisconnectReason.ProtocolError, false)]
    [InlineData(1010, WsDisconnectReason.ProtocolError, false)]
    [InlineData(1011, WsDisconnectReason.ServerError, true)]
    [InlineData(1012, WsDisconnectReason.ServerShutdown, true)]
    [InlineData(1013, WsDisconnectReason.ServerError, true)]
    [InlineData(1014, WsDisconnectReason.ServerError, true)]
    [InlineData(3000, WsDisconnectReason.AuthenticationFailed, false)]
    [InlineData(3003, WsDisconnectReason.AuthenticationFailed, false)]
    [InlineData(3999, WsDisconnectReason.ServerClosed, false)]
    [InlineData(4999, WsDisconnectReason.ServerClosed, false)]
    public void Close_codes(int code, WsDisconnectReason reason, bool transient)
    {
        var disconnect = Disconnects.OfConnection(new WsCloseInfo((WsCloseCode)code, "because", Remote: true), idle: false, null);
        Assert.Equal(reason, disconnect.Reason);
        Assert.Equal(transient, disconnect.IsTransient);
        var during = Disconnects.OfAttempt(new WsConnectionLostException(disconnect.Close!));
        Assert.Equal(reason, during.Reason);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, WsDisconnectReason.AuthenticationFailed)]
    [InlineData(HttpStatusCode.Forbidden, WsDisconnectReason.AuthenticationFailed)]
    [InlineData(HttpStatusCode.ProxyAuthenticationRequired, WsDisconnectReason.AuthenticationFailed)]
    [InlineData(HttpStatusCode.NotFound, WsDisconnectReason.NetworkFailure)]
    [InlineData(HttpStatusCode.ServiceUnavailable, WsDisconnectReason.NetworkFailure)]
    [InlineData(null, WsDisconnectReason.NetworkFailure)]
    public void Handshakes(HttpStatusCode? status, WsDisconnectReason reason)
        => Assert.Equal(reason, Disconnects.OfAttempt(new WsHandshakeException("No.", status)).Reason);

    [Fact]
    public void Other_failures()
    {
        Assert.Equal(WsDisconnectReason.NetworkFailure, Disconnects.OfAttempt(new TimeoutException()).Reason);
        Assert.Equal(WsDisconnectReason.NetworkFailure, Disconnects.OfAttempt(new IOException()).Reason);
        Assert.Equal(WsDisconnectReason.AuthenticationFailed, Disconnects.OfAttempt(new WsAuthenticationException("No.")).Reason);
        var idle = Disconnects.OfConnection(new WsCloseInfo(WsCloseCode.GoingAway, "", Remote: false), idle: true, null);
        Assert.Equal(WsDisconnectReason.Idle, idle.Reason);
        Assert.True(idle.IsTransient);
    }

    [Fact]
    public void In_words()
    {
        var close = new WsCloseInfo(WsCloseCode.GoingAway, "maintenance", Remote: true);
        var shutdown = new WsDisconnect(WsDisconnectReason.ServerShutdown, close, null);
        Assert.Equal("ServerShutdown (1001 GoingAway: maintenance)", shutdown.ToString());
        var failure = new WsDisconnect(WsDisconnectReason.NetworkFailure, null, new IOException("gone"));
        Assert.Equal("NetworkFailure (gone)", failure.ToString());
        Assert.Equal("LocalClose", new WsDisconnect(WsDisconnectReason.LocalClose, null, null).ToString());
    }
}
