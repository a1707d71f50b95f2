namespace WsToolkit.Benchmarks.EndToEnd;

/// <summary>The typed call that is measured.</summary>
[WsService("desk")]
public partial class Desk
{
    /// <summary>Estimates what a swap would give.</summary>
    [WsRpcMethod("estimate_swap")]
    public Task<SwapQuote> EstimateSwapAsync(decimal amountIn, string assetIn, string assetOut, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(new SwapQuote(amountIn * 2, assetIn, assetOut));
    }
}

/// <summary>What a swap would give.</summary>
public sealed record SwapQuote(decimal AmountOut, string AssetIn, string AssetOut);
