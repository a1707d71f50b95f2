using WsToolkit;

namespace Shop;

// What is no channel is left out, gets a body all the same, and the rest is there.
public partial class PatchyFeed
{
    [WsChannel("good:{id}")] public partial WsChannel<int> Good(int id);

    [WsChannel("bad:{id")] public partial WsChannel<int> Brace(int id);

    [WsChannel("static")] public static partial WsChannel<int> Static();

    [WsChannel("generic")] public partial WsChannel<T> Generic<T>(ref T value, out int number, in int other, params int[] numbers) where T : class, new();

    [WsChannel("type")] protected virtual partial Task<(int Count, string? Name)[]?> Type();

    [WsChannel("good:{name}")] public partial WsChannel<int> SameShape(string name);

    [WsChannel("none")] partial void Nothing();

    [WsChannel("whole")] public WsChannel<int> Whole() => Good(1);

    [WsChannelHook(nameof(Brace), WsChannelHook.Snapshot)] public int Skipped() => 1;

    [WsChannelHook(nameof(Good), WsChannelHook.Snapshot)] public string Wrong() => "";
}

public partial class TakenFeed
{
    [WsChannel("good")] public partial WsChannel<int> Good();
}

public static class TakenFeedChannels;

[WsService]
public partial interface IBadFeed
{
    WsChannel<int> Good(int id);
}

[WsService(typeof(IBadFeed))]
public partial class BadFeed : IBadFeed
{
    public WsChannel<int> Good(int id) => throw new NotSupportedException();

    [WsChannel("more")] public partial WsChannel<int> More();

    [WsChannelHook(nameof(Good), WsChannelHook.Snapshot)] public int Skipped() => 1;
}
