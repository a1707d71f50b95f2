using WsToolkit;

namespace Trading.Contracts;

/// <summary>A contract in an assembly of its own: both ends are generated here.</summary>
[WsService]
public partial interface ITrading
{
    /// <summary>Estimates what a swap would give.</summary>
    Task<SwapQuote> EstimateSwapAsync(decimal amountIn, string assetIn, string assetOut = "USDT", CancellationToken cancellationToken = default);

    /// <summary>Streams prices.</summary>
    IAsyncEnumerable<Price> PricesAsync(string asset, int count, CancellationToken cancellationToken = default);
}

/// <summary>What a swap would give.</summary>
/// <param name="AmountOut">How much.</param>
/// <param name="Route">By which way.</param>
public sealed record SwapQuote(decimal AmountOut, string Route);

/// <summary>A price.</summary>
public sealed class Price
{
    /// <summary>Of what.</summary>
    public required string Asset { get; init; }

    /// <summary>How much.</summary>
    public decimal Value { get; init; } = 1;
}
