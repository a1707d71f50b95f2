using WsToolkit;

namespace Shop;

public sealed record Ticket(string Title)
{
    public int Priority { get; init; } = 3;
}

public partial class Desk
{
    [WsRpcMethod] public int Open([WsPayload] Ticket ticket) => ticket.Priority;

    [WsRpcMethod] public Task<int> OpenMaybeAsync([WsPayload] Ticket? ticket, CancellationToken cancellationToken) => Task.FromResult(0);

    [WsRpcMethod] public void Count([WsPayload] int count) { }

    [WsRpcMethod] public void CountMaybe([WsPayload] int? count) { }

    [WsRpcMethod] public void Many(WsCallContext context, [WsPayload] IReadOnlyList<Ticket?> tickets) { }

    [WsRpcMethod] public void Optional([WsPayload] Ticket? ticket = null) { }
}
