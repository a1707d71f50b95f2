using WsToolkit;

namespace Shop;

[WsService]
public partial class NothingService;

[WsService]
public partial interface INothing;
