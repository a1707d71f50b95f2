namespace WsToolkit;

/// <summary>
/// One end of a login that happens in messages of the connection, after the opening handshake and before everything else: no call and no
/// subscription travels before
/// it is done. One object serves any number of connections, also at once.
/// </summary>
public interface IWsAuthenticator
{
    /// <summary>
    /// Runs this end of the login. Returning means that it has succeeded. On the server an exception refuses the client with 1008: the
    /// message of a
    /// <see cref="WsException"/> goes along as the reason, others reveal nothing. A <see cref="TimeoutException"/> refuses nobody: it closes
    /// with 1013, after which a client tries again. On a client an exception ends the client, with no further
    /// attempt, except for those of
    /// the network: <see cref="IOException"/>, <see cref="HttpRequestException"/>, <see cref="TimeoutException"/> and
    /// <see cref="WsConnectionLostException"/>.
    /// </summary>
    /// <param name="context">Sends and receives messages.</param>
    /// <param name="cancellationToken">Cancelled when the time for it has passed or the connection is lost.</param>
    /// <returns>A task that completes when the other end has been accepted.</returns>
    /// <exception cref="WsAuthenticationException">The other end refuses, or is not who it should be.</exception>
    ValueTask AuthenticateAsync(WsAuthenticationContext context, CancellationToken cancellationToken);
}
