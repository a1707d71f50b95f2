namespace WsToolkit.Sessions;

/// <summary>A connection whose reading another thread can take over.</summary>
internal interface IReadOnElsewhere
{
    /// <summary>
    /// Another thread goes on reading, because the one that does is held up by the handler of a message, which no longer needs the memory of the
    /// message. The one that is held up must have been kept from reading on before. Never throws.
    /// </summary>
    void ReadOnElsewhere();
}
