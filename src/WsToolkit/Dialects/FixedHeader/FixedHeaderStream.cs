namespace WsToolkit.Dialects;

/// <summary>
/// A method whose request opens a stream with an id of its own: the first answer, with the request's id and an empty body, says that the
/// stream is open; every later frame has the id that stands in the request's body. The two may be equal.
/// </summary>
/// <param name="Action">The method's name on the wire.</param>
/// <param name="Member">The member of the body that holds the stream's id. Default: <c>RequestID</c>.</param>
public sealed record FixedHeaderStream(string Action, string Member = "RequestID");
