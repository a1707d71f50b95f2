namespace WsToolkit;

/// <summary>
/// One attempt of a client to connect, before it is made: what is changed here counts for this attempt only. A fresh token, for example,
/// goes into
/// <see cref="Headers"/>.
/// </summary>
public sealed class WsConnectAttempt
{
    internal WsConnectAttempt(int number, Uri? address, IDictionary<string, string> headers, WsDisconnect? lastDisconnect)
    {
        Number = number;
        Address = address;
        Headers = headers;
        LastDisconnect = lastDisconnect;
    }

    /// <summary>
    /// The number of the attempt: 0 for the very first connection, and from 1 for the attempts since a connection last stayed up.
    /// </summary>
    public int Number { get; }

    /// <summary>
    /// The address to connect to: at first the one that the client was given. <see langword="null"/> where the application opens the
    /// connection itself.
    /// </summary>
    public Uri? Address { get; set; }

    /// <summary>The headers of the handshake: at first those of the options. Never logged.</summary>
    public IDictionary<string, string> Headers { get; }

    /// <summary>What ended the last connection or attempt; <see langword="null"/> when there was none.</summary>
    public WsDisconnect? LastDisconnect { get; }
}
