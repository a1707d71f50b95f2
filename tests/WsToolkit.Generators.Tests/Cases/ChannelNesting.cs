using WsToolkit;

namespace Shop;

public sealed record Box<T>(T Value);

/// <summary>Tells of values.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
public partial class Feed<T>
    where T : struct, Enum
{
    [WsChannel("values:{which}")] public partial WsChannel<T> Values(int which);

    [WsChannel("boxes")] public partial WsChannel<Box<T>> Boxes();

    [WsChannelHook(nameof(Values), WsChannelHook.Snapshot)] public T Value() => default;
}

public partial class Outer<TKey>
    where TKey : class
{
    internal partial class Inner
    {
        [WsChannel("inner")] public partial WsChannel<int> Numbers();
    }

    private protected partial class Hidden
    {
        [WsChannel("hidden")] public partial WsChannel<int> Numbers();
    }
}

[WsService]
public partial interface IItems<T>
{
    [WsChannel("items:{id}")] WsChannel<T> Items(int id);
}

[WsService(typeof(IItems<int>))]
public partial class NumberFeed : IItems<int>
{
    [WsChannelHook(nameof(Items), WsChannelHook.Snapshot)] public Task<int> LastAsync(int id) => Task.FromResult(id);
}
