using WsToolkit;

namespace Shop;

public interface IPing
{
    Task<string> PingAsync(string text);

    Task<int> SharedAsync(int value);
}

public interface IShared<T>
{
    Task<T> SharedAsync(T value);

    Task<T?> FindAsync(string key, CancellationToken cancellationToken = default);
}

[WsService]
public partial interface IStore : IPing, IShared<int>, IAsyncDisposable
{
    Task<bool> RemoveAsync(string key);

    // A default implementation is no part of the contract.
    Task<bool> RemoveAllAsync() => RemoveAsync("*");

    // The same on the wire as in the base, with another result.
    [WsRpcMethod("find_text")]
    Task<string?> FindAsync(string key);
}
