using System.Text.Json;

namespace WsToolkit.EndToEnd.Tests.Conformance;

/// <summary>Takes one value in many types and keeps it for the test, which runs in the same process.</summary>
[WsService("conformance")]
public partial class ConformanceService(ConformanceState state)
{
    [WsRpcMethod]
    public JsonElement Any(JsonElement value)
    {
        state.Last = value.Clone();
        return value;
    }

    [WsRpcMethod]
    public JsonElement Whole([WsPayload] JsonElement value)
    {
        state.Last = value.Clone();
        return value;
    }

    [WsRpcMethod]
    public void Take(JsonElement value) => state.Last = value.Clone();

    [WsRpcMethod]
    public void Text(string value) => state.Last = value;

    [WsRpcMethod]
    public void Flag(bool value) => state.Last = value;

    [WsRpcMethod]
    public void Floating(double value) => state.Last = value;

    [WsRpcMethod]
    public void Exact(decimal value) => state.Last = value;

    [WsRpcMethod]
    public void Long(long value) => state.Last = value;

    [WsRpcMethod]
    public void Big(System.Numerics.BigInteger value) => state.Last = value;

    [WsRpcMethod]
    public void Nothing(string? value) => state.Last = value is null ? "nothing" : "something";

    [WsRpcMethod]
    public void Items(List<JsonElement> value) => state.Last = value.Count;

    [WsRpcMethod]
    public void Members(Dictionary<string, JsonElement> value) => state.Last = string.Join('|', value.Keys);

    [WsRpcMethod]
    public void Known(KnownMembers value) => state.Last = value.A;
}

public sealed record KnownMembers
{
    public int A { get; init; }
}

public sealed class ConformanceState
{
    public object? Last { get; set; }
}
