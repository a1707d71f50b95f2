using WsToolkit;

namespace Shop;

public partial class Repository<TKey, TValue>
    where TKey : notnull, IEquatable<TKey>
    where TValue : class?, new()
{
    [WsRpcMethod] public TValue? Find(TKey key, TValue? otherwise = null) => otherwise;

    [WsRpcMethod] public Task<List<TValue>> ListAsync(Dictionary<TKey, TValue?> filter, CancellationToken cancellationToken) => throw new NotSupportedException();

    [WsRpcMethod] public IAsyncEnumerable<KeyValuePair<TKey, TValue>> AllAsync(IAsyncEnumerable<TKey> keys) => throw new NotSupportedException();
}

[WsService]
public partial interface IFeed<T>
    where T : struct
{
    Task PushAsync(T item, T? previous = null, CancellationToken cancellationToken = default);

    IAsyncEnumerable<T> PullAsync();
}
