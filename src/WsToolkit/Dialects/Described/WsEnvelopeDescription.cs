using WsToolkit.Dialects.Signing;

namespace WsToolkit.Dialects;

/// <summary>
/// A JSON envelope that somebody else has designed: where its members stand, how its messages are told apart and how they are written.
/// <see cref="DescribedDialect"/> speaks it. Immutable; everything is checked when the dialect is created.
/// <c>docs/dialects-described.md</c> has
/// examples.
/// </summary>
/// <remarks>
/// <para>A <b>path</b> names a member, also one inside another: <c>params.channel</c>.</para>
/// <para>
/// A <b>condition</b> tells messages apart: <c>op=auth !error data</c> is a member <c>op</c> that is <c>auth</c>, no <c>error</c>, and some
/// <c>data</c>; <c>null</c> is as good as nothing.
/// </para>
/// <para>
/// A <b>template</b> is the message with places for <c>{id} {method} {channel} {event} {body} {error} {errors} {code}</c> and, in
/// messages that are signed, what a signing recipe has. Values are escaped where they stand in quotes. <c>{body}</c> is the payload,
/// <c>{members}</c> the payload's members without its braces, and <c>{signed}</c> the members that the recipe adds to a signed message;
/// without that place they come at the end.
/// </para>
/// </remarks>
public sealed record WsEnvelopeDescription
{
    /// <summary>The name of the dialect.</summary>
    public required string Name { get; init; }

    /// <summary>The WebSocket subprotocol, or <see langword="null"/> when there is none.</summary>
    public string? Subprotocol { get; init; }

    /// <summary>How answers find their calls. Default: by id.</summary>
    public WsCorrelation Correlation { get; init; }

    /// <summary>The path of the id. Default: <c>id</c>; of no meaning where answers find their calls otherwise.</summary>
    public string Id { get; init; } = "id";

    /// <summary>The path of the method's name. Default: <c>method</c>.</summary>
    public string Method { get; init; } = "method";

    /// <summary>The path of a call's payload, for servers. Default: <c>params</c>.</summary>
    public string Payload { get; init; } = "params";

    /// <summary>The path of an answer's payload, for clients. Default: <c>result</c>.</summary>
    public string Result { get; init; } = "result";

    /// <summary>
    /// The path of an error's text. Where it is an object, its members <c>message</c>, <c>code</c> and <c>errors</c> count. Default:
    /// <c>error</c>.
    /// </summary>
    public string Error { get; init; } = "error";

    /// <summary>The path of an error's code, where it stands beside the text. Default: <see langword="null"/>.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The path of a channel's name. Default: <c>channel</c>.</summary>
    public string Channel { get; init; } = "channel";

    /// <summary>The path of an event's name, or <see langword="null"/>, the default, when messages of channels have none.</summary>
    public string? Event { get; init; }

    /// <summary>The path of a channel message's payload. Default: <c>data</c>.</summary>
    public string Data { get; init; } = "data";

    /// <summary>Which messages are errors, for clients. Default: <c>error</c>.</summary>
    public string IsError { get; init; } = "error";

    /// <summary>Which messages, not being errors, are messages of channels, for clients. Default: <see langword="null"/>, none.</summary>
    public string? IsPush { get; init; }

    /// <summary>
    /// Which messages, not being errors, answer a <c>subscribe</c>, for clients. Default: <see langword="null"/>, found as other answers
    /// are.
    /// </summary>
    public string? IsSubscribed { get; init; }

    /// <summary>
    /// Which messages, not being errors, answer an <c>unsubscribe</c>, for clients. Default: <see langword="null"/>, found as other
    /// answers are.
    /// </summary>
    public string? IsUnsubscribed { get; init; }

    /// <summary>Which other messages are answers, for clients. Default: <c>id</c>.</summary>
    public string IsResponse { get; init; } = "id";

    /// <summary>Which messages are calls to <c>subscribe</c>, for servers. Default: <see langword="null"/>, none.</summary>
    public string? IsSubscribe { get; init; }

    /// <summary>Which messages are calls to <c>unsubscribe</c>, for servers. Default: <see langword="null"/>, none.</summary>
    public string? IsUnsubscribe { get; init; }

    /// <summary>Which messages are calls to <c>publish</c>, for servers. Default: <see langword="null"/>, none.</summary>
    public string? IsPublish { get; init; }

    /// <summary>The template of a call. Default: <c>{"id":{id},"method":"{method}","params":{body}}</c>.</summary>
    public string Call { get; init; } = """{"id":{id},"method":"{method}","params":{body}}""";

    /// <summary>The template of a call to <c>subscribe</c>. Default: <see langword="null"/>, the dialect has no channels.</summary>
    public string? Subscribe { get; init; }

    /// <summary>The template of a call to <c>unsubscribe</c>. Default: <see langword="null"/>, there is none.</summary>
    public string? Unsubscribe { get; init; }

    /// <summary>The template of a call to <c>publish</c>. Default: <see langword="null"/>, there is none.</summary>
    public string? Publish { get; init; }

    /// <summary>The template of an answer, for servers. Default: <c>{"id":{id},"result":{body}}</c>.</summary>
    public string Response { get; init; } = """{"id":{id},"result":{body}}""";

    /// <summary>
    /// The template of an error, for servers. Without a place for <c>{errors}</c> the text says what is wrong by field. Default:
    /// <c>{"id":{id},"error":{"code":"{code}","message":"{error}","errors":{errors}}}</c>.
    /// </summary>
    public string Failure { get; init; } = """{"id":{id},"error":{"code":"{code}","message":"{error}","errors":{errors}}}""";

    /// <summary>The template of an answer to <c>subscribe</c>, for servers. Default: <see langword="null"/>, that of any answer.</summary>
    public string? Subscribed { get; init; }

    /// <summary>
    /// The template of an answer to <c>unsubscribe</c>, for servers. Default: <see langword="null"/>, that of any answer.
    /// </summary>
    public string? Unsubscribed { get; init; }

    /// <summary>The template of a message of a channel, for servers. Default: <c>{"channel":"{channel}","data":{body}}</c>.</summary>
    public string Push { get; init; } = """{"channel":"{channel}","data":{body}}""";

    /// <summary>
    /// The texts of errors by their codes, each a template with <c>{method} {channel} {code} {error}</c>, the last being the text that it
    /// would have
    /// had. A client that receives a text without places finds the code by it. Default: none, errors keep their own texts.
    /// </summary>
    public IReadOnlyDictionary<string, string> ErrorTexts { get; init; } = new Dictionary<string, string>();

    /// <summary>How messages are signed. Default: <see langword="null"/>, not at all.</summary>
    public WsSigningRecipe? Signing { get; init; }

    /// <summary>Which message is the login, for servers. Default: <see langword="null"/>, they have none.</summary>
    public string? IsLogin { get; init; }

    /// <summary>
    /// Which message says that the login has succeeded, for clients. Default: <see langword="null"/>, the first that is no error.
    /// </summary>
    public string? IsLoggedIn { get; init; }

    /// <summary>The message that says that the login has succeeded, for servers. Default: <see langword="null"/>, there is none.</summary>
    public string? LoggedIn { get; init; }

    /// <summary>
    /// A template by which a client asks for a challenge before everything else. Default: <see langword="null"/>, there is none.
    /// </summary>
    public string? AskChallenge { get; init; }

    /// <summary>The path of the challenge in the answer. Default: <see langword="null"/>.</summary>
    public string? Challenge { get; init; }

    /// <summary>The path of a signed message's time stamp, for servers. Default: <c>ts</c>.</summary>
    public string Timestamp { get; init; } = "ts";

    /// <summary>The path of a signed message's nonce, for servers. Default: <c>nonce</c>.</summary>
    public string Nonce { get; init; } = "nonce";

    /// <summary>The path of a signed message's signature, for servers. Default: <c>sig</c>.</summary>
    public string Signature { get; init; } = "sig";

    /// <summary>The path of the key's id in a login, for servers. Default: <c>key</c>.</summary>
    public string Key { get; init; } = "key";

    /// <summary>The deepest nesting of a received message. Default: 64.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>
    /// The largest message that is received, in bytes, where the endpoint's or the client's options say nothing. Default: 1 MiB.
    /// </summary>
    public int MaxMessageBytes { get; init; } = 1024 * 1024;
}
