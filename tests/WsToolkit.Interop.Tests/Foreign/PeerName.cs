namespace WsToolkit.Interop.Tests.Foreign;

/// <summary>The names of the peers, as they stand in the names of tests.</summary>
internal static class PeerName
{
    public const string Websockets = "websockets";
    public const string Wsproto = "wsproto";
    public const string Ws = "ws";
    public const string Chromium = "Chromium";
    public const string JsonRpc = "JSON-RPC";
    public const string Chat = "chat";
    public const string ChatPage = "chat page";
    public const string SignedPython = "signed operations in Python";
    public const string SignedNode = "signed operations in Node";

    /// <summary>The libraries, which can do what a peer can do in both roles.</summary>
    public static readonly string[] Libraries = [Websockets, Wsproto, Ws];
}
