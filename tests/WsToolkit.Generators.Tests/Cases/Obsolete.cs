using System.Diagnostics.CodeAnalysis;
using WsToolkit;

namespace Shop;

[Obsolete("Use \"NewOrder\".")]
public sealed record OldOrder(int Id);

public partial class Shelves
{
    [WsRpcMethod, Obsolete] public int Old() => 1;

    [WsRpcMethod, Obsolete("Call Place.", DiagnosticId = "SHOP1", UrlFormat = "https://example.org/{0}")]
    public OldOrder PlaceOld(OldOrder order) => order;

    [WsRpcMethod, Experimental("SHOP2")] public int Trial(int number) => number;
}

[Obsolete("The whole service.")]
[WsService]
public partial class OldShelves
{
    [WsRpcMethod] public int Count() => 1;
}

[WsService]
public partial interface IShelfCallback
{
    [Obsolete("Call MovedTo.")]
    Task MovedAsync();

    Task MovedToAsync(int shelf);
}
