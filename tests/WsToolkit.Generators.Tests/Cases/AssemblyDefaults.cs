// file: AssemblyInfo.cs
using WsToolkit;

[assembly: WsContractDefaults(Naming = WsNaming.SnakeCase, Enums = WsEnumFormat.Numbers)]

// file: Service.cs
using WsToolkit;

namespace Shop;

public partial class Follower
{
    [WsRpcMethod] public int CountItems(int minimumPrice) => minimumPrice;
}

[WsService(Naming = WsNaming.CamelCase, Enums = WsEnumFormat.Strings)]
public partial class Loner
{
    [WsRpcMethod] public int CountItems(int minimumPrice) => minimumPrice;
}
