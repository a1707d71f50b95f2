using WsToolkit;

namespace Shop;

// Names that the generated client needs for itself, or has from object.
// without snapshots: WsJsonContext
[WsService]
public partial interface IAwkward
{
    Task Connection();

    Task ConnectAsync(Uri address, WsClientOptions? options = null, CancellationToken cancellationToken = default);

    ValueTask DisposeAsync();

    Task<bool> Equals(string other);

    Task<string> ToString(int radix);

    Task<int> GetHashCode(CancellationToken connection);

    IAsyncEnumerable<int> AwkwardClient(int item, int call);

    Task WithTimeout(TimeSpan timeout);

    Task Find(string name);

    Task Contracts();
}
