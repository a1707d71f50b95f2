namespace WsToolkit.Dialects;

/// <summary>
/// Declares a protocol of messages with a fixed header, see <see cref="FixedHeaderDialect"/>. The defaults are
/// <c>[action:4][id:10][body]</c> for requests and <c>[id:10][status:3][body]</c> for responses, with bodies in JSON. Immutable; checked
/// when the dialect is made.
/// </summary>
public sealed record FixedHeaderOptions
{
    /// <summary>The dialect's name, for logs and errors. Default: <c>fixed-header</c>.</summary>
    public string Name { get; init; } = "fixed-header";

    /// <summary>The subprotocol that selects the dialect, such as <c>json</c>. Default: <see langword="null"/>, none.</summary>
    public string? Subprotocol { get; init; }

    /// <summary>The header of requests. Default: <see cref="FixedHeaderLayout.DefaultRequest"/>.</summary>
    public FixedHeaderLayout Request { get; init; } = FixedHeaderLayout.DefaultRequest;

    /// <summary>
    /// The header of responses; its id is as wide as that of requests. Default: <see cref="FixedHeaderLayout.DefaultResponse"/>.
    /// </summary>
    public FixedHeaderLayout Response { get; init; } = FixedHeaderLayout.DefaultResponse;

    /// <summary>The format of the bodies. Default: <see cref="FixedHeaderBody.Json"/>.</summary>
    public FixedHeaderBody Body { get; init; } = FixedHeaderBody.Json;

    /// <summary>How a client makes ids. Default: <see cref="FixedHeaderIds.RandomLetters"/>.</summary>
    public FixedHeaderIds Ids { get; init; } = FixedHeaderIds.RandomLetters;

    /// <summary>
    /// The methods whose streams have ids of their own. The streams of other methods have the id of their request. Default: none.
    /// </summary>
    public IReadOnlyList<FixedHeaderStream> Streams { get; init; } = [];

    /// <summary>
    /// The status, one of 2xx but not 200, that ends a stream, in a frame with the stream's id and an empty body; 0 for none: then streams
    /// end with an error or the connection only. The original protocol has none; its clients take such a frame for a further
    /// acknowledgement. Default: 204.
    /// </summary>
    public int StreamEndStatus { get; init; } = 204;

    /// <summary>
    /// How a client tells answers apart that come from a server whose ids do not; <see langword="null"/>, the default, for by id.
    /// </summary>
    public FixedHeaderLengthClasses? LengthClasses { get; init; }

    /// <summary>
    /// How a server spells its errors, by their codes. Other codes travel as they are, with the status 400 unless the exception says
    /// another. Default:
    /// <see cref="FixedHeaderError.Default"/>.
    /// </summary>
    public IReadOnlyDictionary<string, FixedHeaderError> Errors { get; init; } = FixedHeaderError.Default;

    /// <summary>The client's end of a login with a token. Default: <see langword="null"/>, none.</summary>
    public FixedHeaderLogin? Login { get; init; }

    /// <summary>The server's end of a login with a token. Default: <see langword="null"/>, none.</summary>
    public FixedHeaderLoginCheck? LoginCheck { get; init; }

    /// <summary>The largest message that is received, where the options of the endpoint or client say nothing. Default: 10 MiB.</summary>
    public int MaxMessageBytes { get; init; } = 10 * 1024 * 1024;

    /// <summary>Bytes of an error's body that are kept in <see cref="WsException.Body"/>. Default: 4,096.</summary>
    public int MaxErrorBodyBytes { get; init; } = 4096;

    /// <summary>
    /// Frames that wait in <see cref="FixedHeaderDialect.Unclaimed"/>; further ones are counted and dropped. Default: 100.
    /// </summary>
    public int MaxUnclaimedFrames { get; init; } = 100;

    /// <summary>Bytes of the frames that wait in <see cref="FixedHeaderDialect.Unclaimed"/>. Default: 1 MiB.</summary>
    public long MaxUnclaimedBytes { get; init; } = 1024 * 1024;

    /// <summary>
    /// Calls and streams of a connection that were given up, whose ids a client remembers in order to pass over what still comes for them;
    /// beyond that the oldest are forgotten, and become unclaimed. Default: 1,000.
    /// </summary>
    public int MaxAbandonedCalls { get; init; } = 1000;
}
