using System.Text.Json;
using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Compat;

/// <summary>Calls of every outcome, for an endpoint in the compatible profile.</summary>
[WsService("compat", Naming = WsNaming.SnakeCase)]
public partial class CompatService(Probe probe)
{
    [WsChannel("accounts:{kind}", ClientsMayPublish = true)]
    public partial WsChannel<CompatAccount> Accounts(CompatKind kind);

    [WsRpcMethod]
    public JsonElement Echo([WsPayload] JsonElement payload) => payload;

    [WsRpcMethod]
    public decimal Add(decimal a, decimal b = 0.10m) => a + b;

    [WsRpcMethod]
    public CompatAccount Account(Guid id) => new(id, CompatKind.Special, "Zoë <&>");

    /// <summary>Says that it runs, and runs until it is told to end.</summary>
    [WsRpcMethod]
    public async Task<string> HoldAsync(string name, CancellationToken cancellationToken)
    {
        probe.Write(name);
        probe.Add("running");
        try
        {
            await probe.WaitAsync("go on", cancellationToken);
            return name;
        }
        catch (OperationCanceledException)
        {
            probe.Mark("lost");
            throw;
        }
    }

    [WsRpcMethod]
    public void Cancel() => throw new OperationCanceledException();

    [WsRpcMethod]
    public void Timeout() => throw new TimeoutException();

    [WsRpcMethod]
    public void Fail() => throw new InvalidOperationException("a secret");

    [WsRpcMethod]
    public void Refuse() => throw new WsException("no_money", "Not enough money", new Dictionary<string, string> { ["amount"] = "too much" });

    [WsRpcMethod]
    public double BadJson() => double.NaN;

    [WsRpcMethod]
    public void Nothing() => probe.Write("nothing");
}

public sealed record CompatAccount(Guid Id, CompatKind Kind, string Owner);

public enum CompatKind
{
    Usual,
    Special,
}
