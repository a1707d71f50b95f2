using WsToolkit;

namespace Shop;

[WsService(Ends = WsEnds.Client)]
public partial class ClientFeed
{
    [WsChannel("a:{id}")] public partial WsChannel<int> Numbers(int id);
}

[WsService(Ends = WsEnds.Server)]
public partial class ServerFeed
{
    [WsChannel("a:{id}")] public partial WsChannel<int> Numbers(int id);
}

[WsService(Ends = WsEnds.Client)]
public partial interface IClientSideFeed
{
    [WsChannel("a:{id}")] WsChannel<int> Numbers(int id);
}

[WsService(Ends = WsEnds.Server)]
public partial interface IServerSideFeed
{
    [WsChannel("a:{id}")] WsChannel<int> Numbers(int id);
}
