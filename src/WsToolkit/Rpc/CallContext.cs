using System.Text;

namespace WsToolkit.Rpc;

/// <summary>A call as the application sees it.</summary>
internal sealed class CallContext(WsCall call) : WsCallContext
{
    public override WsConnection Connection => call.Connection;

    public override string MethodName => call.Entry?.Method.Name ?? Encoding.UTF8.GetString(call.MethodName.Span);

    public override WsMethod? Method => call.Entry?.Method;

    public override IServiceProvider Services => call.Services;

    public override DateTimeOffset Deadline => call.Deadline;

    public override CancellationToken CancellationToken => call.CancellationToken;

    internal WsCall Call => call;
}
