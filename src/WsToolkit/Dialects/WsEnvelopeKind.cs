namespace WsToolkit.Dialects;

/// <summary>What a message means, in every dialect.</summary>
public enum WsEnvelopeKind : byte
{
    /// <summary>
    /// Not a message of the dialect; <see cref="WsEnvelope.Error"/> says what to answer, and without it the message is passed over.
    /// </summary>
    Malformed,

    /// <summary>A call: caller to callee.</summary>
    Request,

    /// <summary>The successful end of a call: callee to caller.</summary>
    Response,

    /// <summary>The failed end of a call: callee to caller.</summary>
    Error,

    /// <summary>An item of the result stream (no stream name, callee to caller) or of an argument stream (with its name, caller to callee).</summary>
    Item,

    /// <summary>The successful end of an argument stream: caller to callee.</summary>
    StreamEnd,

    /// <summary>The failed end of an argument stream: caller to callee.</summary>
    StreamError,

    /// <summary>A progress report of a call: callee to caller.</summary>
    Progress,

    /// <summary>The caller is no longer interested in a call: caller to callee.</summary>
    Cancel,

    /// <summary>The receiver of a stream allows its sender that many more items.</summary>
    Credit,

    /// <summary>A message of a channel, with its channel and event: server to client.</summary>
    Push,

    /// <summary>Messages of a channel were dropped for this subscriber; <see cref="WsEnvelope.Missed"/> says how many: server to client.</summary>
    Gap,

    /// <summary>
    /// The server is about to close the connection, at the latest after <see cref="WsEnvelope.TimeoutMilliseconds"/>; it takes no new calls: server to client.
    /// </summary>
    GoingAway,

    /// <summary>
    /// The call's results are a stream, which begins: callee to caller. Written only in dialects with
    /// <see cref="WsDialectFeatures.StreamStarts"/>.
    /// </summary>
    StreamStart,

    /// <summary>A message of its own, part of no call and of no channel; the payload is all of it: server to client.</summary>
    Notification,
}
