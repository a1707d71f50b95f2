namespace WsToolkit.Dialects;

/// <summary>How an answer finds its call in a dialect that is described by <see cref="WsEnvelopeDescription"/>.</summary>
public enum WsCorrelation
{
    /// <summary>By an id that the caller chooses and the answer repeats.</summary>
    Id,

    /// <summary>By its method, and when it is about subscribing by method and channel: the first call is answered first.</summary>
    Method,

    /// <summary>By its place: the first call of the connection is answered first.</summary>
    Connection,
}
