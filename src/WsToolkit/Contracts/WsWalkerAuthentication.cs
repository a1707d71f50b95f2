namespace WsToolkit;

/// <summary>Who may call a walker.</summary>
public enum WsWalkerAuthentication
{
    /// <summary>Everybody.</summary>
    Optional = 0,

    /// <summary>Only authenticated users.</summary>
    Required = 1,

    /// <summary>Only who is not authenticated, as for a registration.</summary>
    None = 2,
}
