using System.Text;
using WsToolkit;

namespace MeasurementsSample;

/// <summary>The server: takes chunks of measurements, and streams their results to whoever has subscribed.</summary>
[WsService("measurements", Ends = WsEnds.Server, Naming = WsNaming.AsIs)]
public partial class MeasurementService(Evaluation evaluation)
{
    private static readonly string[] Actions =
        [.. from position in new[] { "FIRST", "CHUNK", "LAST" } from what in new[] { "PROCESS", "IGNORE" } select $"{position}::{what}"];

    /// <summary>Takes a chunk.</summary>
    [WsRpcMethod("0506")]
    public AddDataResponse AddData([WsPayload] AddDataRequest request, WsCallContext context)
    {
        if (!Actions.Contains(request.Action))
        {
            throw Invalid("Action", $"one of {string.Join(", ", Actions)} expected");
        }

        var chunk = Chunk(context.Connection, RequireId(request.Params), request);
        var dataId = $"{request.Params.ID}:{chunk}";
        if (request.Action.EndsWith("PROCESS", StringComparison.Ordinal) && !evaluation.TryAdd(request.Params.ID, dataId, chunk))
        {
            throw new WsException("RATE_LIMIT", "Data comes faster than it can be evaluated.");
        }

        return new AddDataResponse(dataId, chunk);
    }

    /// <summary>
    /// Streams the results of a measurement until the connection ends. What is added after the subscription is among them, whether it has
    /// been acknowledged or not; so are earlier results, if nobody has heard them.
    /// </summary>
    [WsRpcMethod("0510")]
    public IAsyncEnumerable<MeasurementResult> SubscribeResults([WsPayload] SubscribeRequest request, CancellationToken cancellationToken)
        => evaluation.Subscribe(RequireId(request.Params), cancellationToken);

    /// <summary>Logs in. Where the server asks for a token, the dialect has checked the first of these before any other call.</summary>
    [WsRpcMethod("0718")]
    public LoginMessage Login([WsPayload] LoginMessage request) => request;

    // Per connection, so that each client's measurement begins with chunk 0, whatever others call theirs.
    private static uint Chunk(WsConnection connection, string id, AddDataRequest request)
    {
        lock (connection.Items)
        {
            _ = connection.Items.TryGetValue(typeof(MeasurementService), out var value);
            var known = value is (string last, uint next) && last == id ? next : 0;
            var chunk = request.ChunkOrder ?? known;
            var isLast = request.Action.StartsWith("LAST", StringComparison.Ordinal);
            connection.Items[typeof(MeasurementService)] = (id, isLast ? 0 : chunk + 1);
            return chunk;
        }
    }

    private static string RequireId(MeasurementParams parameters)
        => parameters.ID.Length == 0 ? throw Invalid("ID", "required")
            : Encoding.UTF8.GetByteCount(parameters.ID) > 64 ? throw Invalid("ID", "at most 64 bytes expected")
            : parameters.ID;

    private static WsException Invalid(string field, string text)
        => new(WsErrorCodes.InvalidArguments, "The request is not valid.", new Dictionary<string, string> { [field] = text });
}
