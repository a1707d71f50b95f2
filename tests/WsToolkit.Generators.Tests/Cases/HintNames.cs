using WsToolkit;

namespace Shop
{
    public partial class Basket
    {
        [WsRpcMethod] public void Fill() { }
    }

    public partial class BASKET
    {
        [WsRpcMethod] public void Fill() { }
    }

    public partial class Basket<T>
    {
        [WsRpcMethod] public void Fill() { }

        public partial class Item
        {
            [WsRpcMethod] public void Fill() { }
        }
    }
}

namespace shop
{
    public partial class Basket
    {
        [WsRpcMethod] public void Fill() { }
    }
}

namespace Shop.A.Rather.Long.Name.That.Goes.On.And.On.And.On.And.On.And.On.And.On.And.On.And.On.And.On.And.On
{
    public partial class AnotherRatherLongNameThatDiffersOnlyAtItsVeryEnd1
    {
        [WsRpcMethod] public void Fill() { }
    }

    public partial class AnotherRatherLongNameThatDiffersOnlyAtItsVeryEnd2
    {
        [WsRpcMethod] public void Fill() { }
    }
}
