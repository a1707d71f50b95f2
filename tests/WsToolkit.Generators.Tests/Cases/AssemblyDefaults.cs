// file: AssemblyInfo.cs
using WsToolkit;

[assembly: WsContractDefaults(Naming = WsNaming.SnakeCase)]

// file: Service.cs
using WsToolkit;

namespace Shop;

public partial class Follower
{
    [WsRpcMethod] public int CountItems(int minimumPrice) => minimumPrice;
}

[WsService(Naming = WsNaming.CamelCase)]
public partial class Loner
{
    [WsRpcMethod] public int CountItems(int minimumPrice) => minimumPrice;
}
