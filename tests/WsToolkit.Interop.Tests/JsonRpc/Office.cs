using System.Runtime.CompilerServices;

namespace WsToolkit.Interop.Tests.JsonRpc;

/// <summary>A row of a stream.</summary>
public sealed record Row(string Text, int Count);

/// <summary>What was told last.</summary>
public sealed class OfficeState
{
    public string Told { get; set; } = "";
}

/// <summary>What JSON-RPC clients that are not ours call.</summary>
[WsService(Callback = typeof(IOfficeVisitor))]
public partial class Office(OfficeState state)
{
    [WsRpcMethod]
    public Task<int> SubtractAsync(int minuend, int subtrahend) => Task.FromResult(minuend - subtrahend);

    [WsRpcMethod("noop")]
    public Task NoOpAsync() => Task.CompletedTask;

    [WsRpcMethod]
    public Task<int> FailAsync(string how) => throw new WsException("4711", "No more of these.");

    [WsRpcMethod(OneWay = true, Ordered = true)]
    public Task TellAsync(string text)
    {
        state.Told = text;
        return Task.CompletedTask;
    }

    // Clients ask right after they have told, and do not wait in between.
    [WsRpcMethod(Ordered = true)]
    public Task<string> ToldAsync() => Task.FromResult(state.Told);

    [WsRpcMethod]
    public Task HoldAsync(CancellationToken cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);

    [WsRpcMethod]
    public Task<string> AskAsync(string text, IOfficeVisitor caller) => caller.ReverseAsync(text);

    [WsRpcMethod]
    public async IAsyncEnumerable<Row> RowsAsync(string text, int count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var i = 0; i < count; i++)
        {
            yield return new Row(text, i);
        }

        if (text == "endless")
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
    }

    [WsChannel("news:{topic}", ClientsMayPublish = true)]
    public partial WsChannel<string> News(string topic);
}

/// <summary>What the clients answer.</summary>
[WsService]
public partial interface IOfficeVisitor
{
    Task<string> ReverseAsync(string text);
}

/// <summary>A server that is somebody else's.</summary>
[WsService(Ends = WsEnds.Client)]
public partial interface ITheirOffice
{
    Task<int> SubtractAsync(int minuend, int subtrahend);

    [WsRpcMethod("noop")]
    Task NoOpAsync();

    Task<int> FailAsync(string how);

    [WsRpcMethod(OneWay = true)]
    Task TellAsync(string text);

    Task<string> ToldAsync();

    Task NobodyAsync();
}

/// <summary>A server with streams the way Ethereum has them.</summary>
[WsService(Ends = WsEnds.Client)]
public partial interface ITheirStreams
{
    IAsyncEnumerable<Row> RowsAsync(string text, int count, CancellationToken cancellationToken = default);

    Task<int> OpenAsync();
}
