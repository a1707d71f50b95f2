namespace WsToolkit.EndToEnd.Tests.Channels;

public abstract record OrderNews(string Id);

[WsEvent("filled")]
public sealed record OrderFilled(string Id, decimal Price) : OrderNews(Id);

[WsEvent("cancelled")]
public sealed record OrderCancelled(string Id) : OrderNews(Id);

public sealed record Quote(string Symbol, int Value);

/// <summary>A service whose channels are wholly generated.</summary>
public partial class Exchange
{
    [WsRpcMethod]
    public async Task FillAsync(string id, decimal price) => await Orders(id).PublishAsync(new OrderFilled(id, price));

    [WsChannel("orders:{id}")]
    public partial WsChannel<OrderNews> Orders(string id);

    [WsChannel("quotes:{day}/{market}", ClientsMayPublish = true, SlowConsumer = WsSlowConsumer.KeepLatest, Key = nameof(Quote.Symbol))]
    public partial WsChannel<Quote> Quotes(int market, DayOfWeek day);

    [WsChannelHook(nameof(Orders), WsChannelHook.MaySubscribe)]
    private static bool MaySee(string id, WsChannelContext context) => id != "secret" && context.User.Identity?.IsAuthenticated != true;

    [WsChannelHook(nameof(Orders), WsChannelHook.Snapshot)]
    private static OrderNews? Last(string id) => id == "a:b" ? new OrderFilled(id, 0.5m) : null;

    [WsChannelHook(nameof(Quotes), WsChannelHook.MayPublish)]
    private static ValueTask<bool> MayQuoteAsync(Quote quote, int market, DayOfWeek day)
        => ValueTask.FromResult(quote.Value > market && day != DayOfWeek.Sunday);
}

[WsService]
public partial interface ISensors
{
    Task<int> MeasureAsync(long sensor);

    [WsChannel("readings:{sensor}")]
    WsChannel<int> Readings(long sensor);

    [WsChannel("alerts")]
    WsChannel<string> Alerts { get; }
}

[WsService(typeof(ISensors))]
public sealed partial class Sensors : ISensors
{
    public async Task<int> MeasureAsync(long sensor)
    {
        await Readings(sensor).PublishAsync((int)sensor * 2);
        await Alerts.PublishAsync("measured");
        return 1;
    }

    [WsChannelHook(nameof(Readings), WsChannelHook.Snapshot)]
    private static IEnumerable<int> Earlier(long sensor) => [(int)sensor, (int)sensor + 1];
}
