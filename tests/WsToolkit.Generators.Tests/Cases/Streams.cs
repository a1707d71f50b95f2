using System.Runtime.CompilerServices;
using WsToolkit;

namespace Shop;

public partial class Pipes
{
    [WsRpcMethod]
    public async IAsyncEnumerable<string> EchoAsync(IAsyncEnumerable<string> texts, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var text in texts.WithCancellation(cancellationToken))
        {
            yield return text;
        }
    }

    [WsRpcMethod]
    public Task<long> JoinAsync(int first, IAsyncEnumerable<int> left, string? label, IAsyncEnumerable<string?> right, IProgress<double> progress)
        => throw new NotSupportedException();

    [WsRpcMethod]
    public IAsyncEnumerable<int?> CountAsync(IProgress<string?> progress, int to = 10) => throw new NotSupportedException();

    [WsRpcMethod]
    public void Upload(IAsyncEnumerable<byte[]> chunks) => throw new NotSupportedException();

    [WsRpcMethod]
    public Task TagAsync([WsPayload] string tag, IAsyncEnumerable<byte[]> chunks, IProgress<long> progress, CancellationToken stop)
        => throw new NotSupportedException();
}
