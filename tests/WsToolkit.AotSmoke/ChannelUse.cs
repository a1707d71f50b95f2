using Quickstart;

namespace WsToolkit.AotSmoke;

/// <summary>Publishes to a channel and hears it, inside the server: its publisher comes out of the services as an open generic type.</summary>
internal static class ChannelUse
{
    public static async Task RunAsync(WsPublisher<TradingService> publisher, Checks checks)
        => await checks.EqualAsync("channel of the server", new OrderFilled("ord_1", 3200m), async () =>
        {
            var channel = publisher.Orders("ord_1");
            await using var updates = channel.GetAsyncEnumerator();
            var next = updates.MoveNextAsync();
            await channel.PublishAsync(new OrderFilled("ord_1", 3200m));
            await next;
            return (OrderFilled)updates.Current;
        });
}
