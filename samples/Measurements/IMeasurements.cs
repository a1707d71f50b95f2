using WsToolkit;

namespace MeasurementsSample;

/// <summary>
/// Somebody else's API as this program sees it: what it calls, and what comes back. Only the client is generated; nothing here knows the
/// server above.
/// </summary>
[WsService(Ends = WsEnds.Client, Naming = WsNaming.AsIs)]
public partial interface IMeasurements
{
    /// <summary>Adds a chunk of data to a measurement.</summary>
    [WsRpcMethod("0506")]
    Task<AddDataResponse> AddDataAsync([WsPayload] AddDataRequest request, CancellationToken cancellationToken = default);

    /// <summary>Streams the results of a measurement.</summary>
    [WsRpcMethod("0510")]
    IAsyncEnumerable<MeasurementResult> SubscribeResultsAsync([WsPayload] SubscribeRequest request, CancellationToken cancellationToken = default);

    /// <summary>An action that the server does not have.</summary>
    [WsRpcMethod("0999")]
    Task NoSuchActionAsync(CancellationToken cancellationToken = default);
}
