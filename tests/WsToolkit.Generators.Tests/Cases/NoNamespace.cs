using WsToolkit;

[WsService]
public partial class Globals
{
    [WsRpcMethod] public Point Move(Point start, int by) => start with { X = start.X + by };
}

public record struct Point(int X, int Y);

[WsService]
public partial interface IGlobalCallback
{
    Task MovedAsync(Point to);
}
