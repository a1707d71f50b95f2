namespace WsToolkit.Dialects;

/// <summary>What a dialect can carry. A contract that needs more is refused when the endpoint is mapped or the client is created.</summary>
[Flags]
public enum WsDialectFeatures
{
    /// <summary>Requests with one response.</summary>
    None = 0,

    /// <summary>Calls without an answer.</summary>
    OneWay = 1 << 0,

    /// <summary>Streams of results.</summary>
    ResultStreams = 1 << 1,

    /// <summary>Streams of arguments.</summary>
    ArgumentStreams = 1 << 2,

    /// <summary>Progress reports.</summary>
    Progress = 1 << 3,

    /// <summary>Calls from the server to the client.</summary>
    Callbacks = 1 << 4,

    /// <summary>Cancelling a call. Without it a cancelled call is abandoned by its caller and runs on.</summary>
    Cancellation = 1 << 5,

    /// <summary>Deadlines that travel. Without it each end keeps its own.</summary>
    Deadlines = 1 << 6,

    /// <summary>Arguments by name. Without it a method takes one <see cref="WsPayloadAttribute"/> parameter.</summary>
    NamedArguments = 1 << 7,

    /// <summary>Channels: subscribing, publishing and messages of channels.</summary>
    Channels = 1 << 8,

    /// <summary>
    /// Notices of a server: messages of a channel were dropped, or it is about to close the connection. Without it clients are not told.
    /// </summary>
    ServerNotices = 1 << 9,

    /// <summary>
    /// The start of a stream of results is a message. Not needed where the caller can tell from the first item, or from the end.
    /// </summary>
    StreamStarts = 1 << 10,

    /// <summary>Messages of their own, part of no call and of no channel.</summary>
    Notifications = 1 << 11,

    /// <summary>Flow control of streams by credit. Without it the send queue and the network hold a fast sender back.</summary>
    Credit = 1 << 12,

    /// <summary>Everything that contracts may ask for: all but <see cref="StreamStarts"/> and <see cref="Notifications"/>.</summary>
    All = OneWay | ResultStreams | ArgumentStreams | Progress | Callbacks | Cancellation | Deadlines | NamedArguments | Channels
        | ServerNotices | Credit,
}
