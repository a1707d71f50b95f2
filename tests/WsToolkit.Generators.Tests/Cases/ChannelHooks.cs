using WsToolkit;

namespace Shop;

public record Update(int Number);

public sealed record Grown(int Number) : Update(Number);

public partial class Garden
{
    [WsChannel("beds:{bed}:{row}", ClientsMayPublish = true)] public partial WsChannel<Update> Beds(Guid bed, int row);

    [WsChannel("trees:{kind}")] public partial WsChannel<Grown> Trees(DayOfWeek kind);

    [WsChannel("weather")] public partial WsChannel<int> Weather();

    [WsChannel("{text}", ClientsMayPublish = true)] public partial WsChannel<string> Free(string text);

    [WsChannel("notes:{text}")] public partial WsChannel<string> Notes(string text);

    [WsChannelHook(nameof(Beds), WsChannelHook.MaySubscribe)]
    private static bool MaySee(WsChannelContext context, int row) => context.User.Identity is not null && row > 0;

    [WsChannelHook(nameof(Beds), WsChannelHook.MayPublish)]
    internal async Task<bool> MayPlantAsync(Update update, Guid bed, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Task.Yield();
        return update.Number > 0 && bed != default;
    }

    [WsChannelHook(nameof(Beds), WsChannelHook.Snapshot)]
    public Task<List<Grown>> BedsAsync(Guid bed) => Task.FromResult(new List<Grown> { new(bed.Version) });

    [WsChannelHook(nameof(Beds), WsChannelHook.FirstSubscriber)]
    [WsChannelHook(nameof(Trees), WsChannelHook.FirstSubscriber)]
    public void Begin() { }

    [WsChannelHook(nameof(Beds), WsChannelHook.LastSubscriber)]
    public Task EndAsync(WsChannelContext context) => Task.CompletedTask;

    [WsChannelHook(nameof(Trees), WsChannelHook.MaySubscribe)]
    public ValueTask<bool> MaySeeAsync(DayOfWeek kind) => new(kind == DayOfWeek.Friday);

    [WsChannelHook(nameof(Trees), WsChannelHook.Snapshot)]
    public Grown? Tree(DayOfWeek kind) => kind == DayOfWeek.Friday ? new Grown(5) : null;

    [WsChannelHook(nameof(Trees), WsChannelHook.LastSubscriber)]
    public ValueTask FellAsync() => default;

    [WsChannelHook(nameof(Weather), WsChannelHook.Snapshot)]
    public int[] Temperatures() => [1, 2];

    [WsChannelHook(nameof(Free), WsChannelHook.MaySubscribe)]
    public bool MayRead(string text) => text.Length < 5;

    [WsChannelHook(nameof(Free), WsChannelHook.MayPublish)]
    public bool MayWrite(string text, string message) => text != message;

    [WsChannelHook(nameof(Free), WsChannelHook.Snapshot)]
    public async ValueTask<string?> TextAsync(string text)
    {
        await Task.Yield();
        return text;
    }

    [WsChannelHook(nameof(Notes), WsChannelHook.Snapshot)]
    public async IAsyncEnumerable<string> NotesAsync(string text)
    {
        await Task.Yield();
        yield return text;
    }
}
