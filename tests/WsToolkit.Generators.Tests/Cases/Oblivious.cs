#nullable disable
using WsToolkit;

namespace Shop;

public sealed class Legacy
{
    public string Name { get; set; }

    public List<Legacy> Children { get; set; }
}

public partial class OldService
{
    [WsRpcMethod] public Legacy Load(string name, Legacy otherwise = null, string text = "x") => otherwise;

    [WsRpcMethod] public Task<List<string>> NamesAsync([WsPayload] Legacy legacy, IProgress<string> progress) => throw new NotSupportedException();

    [WsRpcMethod] public IAsyncEnumerable<string> AllAsync(IAsyncEnumerable<string> names) => names;
}

[WsService]
public partial interface IOldCallback
{
    Task<string> AskAsync(string question, string otherwise = null);
}
