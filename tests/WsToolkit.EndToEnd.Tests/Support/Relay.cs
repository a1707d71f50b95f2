namespace WsToolkit.EndToEnd.Tests.Support;

/// <summary>Calls its clients, in all the ways in which that can be done.</summary>
[WsService("relay", Callback = typeof(IShapesCallback))]
public partial class RelayService(Probe probe, WsConnections connections)
{
    [WsRpcMethod]
    public Task<string> AskAsync(string question, IShapesCallback caller, CancellationToken cancellationToken)
        => caller.AnswerAsync(question, cancellationToken);

    [WsRpcMethod]
    public async Task<string> TryAskAsync(string question, IShapesCallback caller)
    {
        try
        {
            return await caller.AnswerAsync(question);
        }
        catch (WsException exception)
        {
            return $"{exception.GetType().Name} {exception.Code}: {exception.Message}";
        }
    }

    [WsRpcMethod]
    public async Task<List<int>> TakeAsync(int from, int count, IShapesCallback caller)
    {
        var taken = new List<int>();
        await foreach (var i in caller.CountdownAsync(from))
        {
            taken.Add(i);
            if (taken.Count == count)
            {
                break;
            }
        }

        return taken;
    }

    /// <summary>Calls the client when the call has long been answered.</summary>
    [WsRpcMethod]
    public void AskLater(string question, string when, WsConnection connection) => _ = Task.Run(async () =>
    {
        await probe.WaitAsync(when, connection.Closed);
        probe.Write(await connection.GetCallback<IShapesCallback>().AnswerAsync(question));
        probe.Mark("answered");
    });

    /// <summary>Tells the caller the name under which a background service finds it.</summary>
    [WsRpcMethod]
    public string Register(WsCallContext context)
        => connections.TryGet(context.Connection.Id, out var found) && ReferenceEquals(found, context.Connection) ? found.Id : "";

    [WsRpcMethod]
    public int Double(int value) => 2 * value;

    /// <summary>Asks the client, and tells the probe how that ended.</summary>
    [WsRpcMethod]
    public async Task AskAndTellAsync(string key, IShapesCallback caller, CancellationToken cancellationToken)
    {
        try
        {
            await caller.AnswerAsync(key, cancellationToken);
            probe.Write("answered");
        }
        catch (Exception exception)
        {
            probe.Write(exception.GetType().Name);
            throw;
        }
        finally
        {
            probe.Mark(key + ":told");
        }
    }
}
