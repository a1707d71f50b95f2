using System.Text.Json;

namespace WsToolkit.EndToEnd.Tests.Signed;

/// <summary>What is served over signed operations, and called over them.</summary>
[WsService("desk")]
public partial class DeskService
{
    [WsRpcMethod("who")]
    public string Who(WsCallContext context) => context.User.Identity?.Name ?? "nobody";

    [WsRpcMethod("echo", Idempotent = true)]
    public JsonElement Echo([WsPayload] JsonElement data) => data;

    [WsRpcMethod("swap")]
    public async Task<string> SwapAsync(string amountIn, CancellationToken cancellationToken)
    {
        await Orders("1").PublishAsync($"swapped {amountIn}", cancellationToken);
        return amountIn;
    }

    [WsRpcMethod("fail")]
    public void Fail() => throw new WsException("insufficient_balance", "Insufficient \"balance\"");

    [WsChannel("orders:{id}")]
    public partial WsChannel<string> Orders(string id);
}

/// <summary>An interface of somebody else's, without channels: only its client is used.</summary>
[WsService]
public partial interface ITill
{
    [WsRpcMethod("who")]
    Task<string> WhoAsync(CancellationToken cancellationToken = default);

    [WsRpcMethod("swap")]
    Task<string> SwapAsync(string amountIn, CancellationToken cancellationToken = default);
}
