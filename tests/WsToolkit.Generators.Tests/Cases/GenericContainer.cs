using WsToolkit;

namespace Shop;

public partial class Shelf<TItem, @in>
    where TItem : class, IComparable<TItem>, new()
    where @in : struct
{
    public partial class Of<T>
        where T : notnull
    {
        [WsService]
        public partial class Keeper
        {
            [WsRpcMethod] public int Count(string name) => name.Length;
        }

        [WsService]
        public partial interface IKept
        {
            Task KeepAsync(int number);
        }
    }
}
