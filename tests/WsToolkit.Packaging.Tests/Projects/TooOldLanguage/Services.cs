using WsToolkit;

namespace TooOldLanguage;

[WsService]
public partial class Words
{
    [WsRpcMethod]
    public int Count(string text) => text.Split(' ').Length;
}

public partial class Letters
{
    [WsRpcMethod]
    public int Count(string text) => text.Length;
}
