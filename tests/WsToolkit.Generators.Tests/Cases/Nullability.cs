using System.Diagnostics.CodeAnalysis;
using WsToolkit;

namespace Shop;

public sealed record Row(string? Name, List<string?>? Tags);

public partial class Nulls
{
    [WsRpcMethod] public string? Text(string? maybe, string always) => maybe;

    [WsRpcMethod] public int? Number(int? maybe, int always) => maybe;

    [WsRpcMethod] public List<string?> Inner(List<string> never, List<string?>? both) => both ?? [];

    [WsRpcMethod] public Task<Dictionary<string, int?[]?>> DeepAsync(Dictionary<string, Row?>? rows, int[]?[] jagged) => throw new NotSupportedException();

    [WsRpcMethod] public (string? Name, int Count)? Tuple((Row Row, string?)? pair, ValueTuple<int> one) => null;

    [WsRpcMethod] public IAsyncEnumerable<Row?> RowsAsync(IAsyncEnumerable<Row?> rows, IProgress<string?>? progress) => rows;

    [WsRpcMethod] public string Attributes([AllowNull] string text, string? other) => text ?? other ?? "";
}
