namespace WsToolkit.EndToEnd.Tests.Door;

internal sealed class DelegateFilter(Func<WsCallContext, WsCallDelegate, Task> run) : IWsCallFilter
{
    public async ValueTask InvokeAsync(WsCallContext context, WsCallDelegate next) => await run(context, next);
}
