namespace WsToolkit.Dialects;

/// <summary>The end of a connection for which a dialect reads and writes.</summary>
public enum WsDialectRole
{
    /// <summary>The end that has opened the connection.</summary>
    Client,

    /// <summary>The end that has accepted it.</summary>
    Server,
}
