using WsToolkit;

namespace Shop;

public static partial class Outer
{
    internal partial record struct Middle
    {
        public partial interface IInner
        {
            protected internal sealed partial class Deep
            {
                [WsRpcMethod] public Item Take(Item item) => item;

                public sealed record Item(int Id);
            }
        }
    }

    public partial record Box
    {
        [WsService]
        private protected partial class Hidden
        {
            [WsRpcMethod] internal int Count() => 1;
        }

        private partial class Closed
        {
            [WsRpcMethod] public void Shut() { }
        }

        internal partial struct Value
        {
            [WsService]
            public partial interface ICallback
            {
                Task GoAsync();
            }
        }
    }
}
