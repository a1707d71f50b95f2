namespace WsToolkit.Dialects;

/// <summary>In which order calls are answered; an order makes them run one after the other.</summary>
public enum WsAnswerOrder : byte
{
    /// <summary>In any: an id says which call an answer belongs to.</summary>
    Any,

    /// <summary>In the order of the calls to the same method.</summary>
    Method,

    /// <summary>In the order of all calls of the connection, errors included.</summary>
    Connection,
}
