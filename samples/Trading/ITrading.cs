using System.Text.Json.Serialization;
using WsToolkit;

namespace TradingSample;

/// <summary>
/// The broker's interface, as its documentation describes it. Whoever only wants to talk to the broker needs nothing but this file: the
/// client is
/// generated from it.
/// </summary>
[WsService]
public partial interface ITrading
{
    /// <summary>What a swap would give, for a short while.</summary>
    [WsRpcMethod("estimate", Idempotent = true)]
    Task<Estimate> EstimateAsync(string amountIn, string assetIn, string assetOut, CancellationToken cancellationToken = default);

    /// <summary>Swaps. Never sent twice: when the connection is lost, nobody knows whether the broker has done it.</summary>
    [WsRpcMethod("swap")]
    Task<SwapReceipt> SwapAsync([WsPayload] SwapRequest request, CancellationToken cancellationToken = default);

    /// <summary>What has become of an order.</summary>
    [WsRpcMethod("order_status", Idempotent = true)]
    Task<OrderState> OrderStatusAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>What the account holds.</summary>
    [WsRpcMethod("balances", Idempotent = true)]
    Task<Account> BalancesAsync(CancellationToken cancellationToken = default);

    /// <summary>What has changed in the account. (A list here, inside an object in the answer to <see cref="BalancesAsync"/>.)</summary>
    [WsChannel("balances")]
    WsChannel<IReadOnlyList<Balance>> BalanceChanges { get; }

    /// <summary>What becomes of an order.</summary>
    [WsChannel("orders:{orderId}")]
    WsChannel<OrderState> Orders(string orderId);
}

/// <summary>What is to be swapped. Amounts are texts on the wire, so that no digit is lost.</summary>
public sealed record SwapRequest(string AmountIn, string AssetIn, string AssetOut)
{
    /// <summary>The pools that may be used; all when there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Filter { get; init; }
}

public sealed record Estimate(IReadOnlyList<Hop> Route, string Price, string ExpectedOut, string Fee, long ExpiresAt);

public sealed record Hop(
    [property: JsonPropertyName("from_asset")] string FromAsset,
    [property: JsonPropertyName("to_asset")] string ToAsset,
    [property: JsonPropertyName("amount_in")] string AmountIn,
    [property: JsonPropertyName("amount_out")] string AmountOut,
    string Pool);

public sealed record SwapReceipt(string OrderId, OrderStatus Status);

public sealed record OrderState(string OrderId, OrderStatus Status, string FilledOut, string TxHash, long UpdatedAt);

public sealed record Account(IReadOnlyList<Balance> Balances);

public sealed record Balance(string Asset, string Total, string Locked);

[JsonConverter(typeof(JsonStringEnumConverter<OrderStatus>))]
public enum OrderStatus
{
    [JsonStringEnumMemberName("PENDING")]
    Pending,
    [JsonStringEnumMemberName("PROCESSING")]
    Processing,
    [JsonStringEnumMemberName("FILLED")]
    Filled,
    [JsonStringEnumMemberName("FAILED")]
    Failed,
    [JsonStringEnumMemberName("CANCELLED")]
    Cancelled,
}
