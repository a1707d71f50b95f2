// file: Service.cs
using WsToolkit;

namespace Shop;

[WsService("pieces", Callback = typeof(IPiecesCallback))]
public partial class Pieces
{
    [WsRpcMethod] public int One(IPiecesCallback callback) => 1;
}

// file: Service.Two.cs
using WsToolkit;

namespace Shop
{
    partial class Pieces
    {
        [WsRpcMethod] internal Part Two(Part part) => part;
    }

    public record struct Part(int Number);
}

// file: Service.Three.cs
using Alias = System.Collections.Generic.Dictionary<string, Shop.Part>;
using WsToolkit;

namespace Shop;

/// <summary>Documented in one of its parts.</summary>
public sealed partial class Pieces : IDisposable
{
    [WsRpcMethod] public Alias Three(Alias parts) => parts;

    public void Dispose()
    {
    }
}

// file: Callback.cs
using WsToolkit;

namespace Shop;

public partial interface IPiecesCallback
{
    Task FirstAsync();
}

// file: Callback.Second.cs
using WsToolkit;

namespace Shop;

[WsService]
public partial interface IPiecesCallback
{
    Task SecondAsync();
}
