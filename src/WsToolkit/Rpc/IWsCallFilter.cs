namespace WsToolkit;

/// <summary>
/// Runs around every call of an endpoint, also around calls to methods that do not exist. Filters run in the order in which they
/// were added, before authorization.
/// </summary>
public interface IWsCallFilter
{
    /// <summary>Runs around one call.</summary>
    /// <param name="context">The call.</param>
    /// <param name="next">
    /// Runs the rest; throws what the rest throws. When it returns, the result has been queued for sending. A filter that does
    /// not call it ends the call; to tell the caller why, it throws a <see cref="WsException"/>.
    /// </param>
    /// <returns>A task that completes when the filter is done.</returns>
    ValueTask InvokeAsync(WsCallContext context, WsCallDelegate next);
}

/// <summary>The rest of a call, seen from a filter.</summary>
/// <param name="context">The call.</param>
/// <returns>A task that completes when the rest has run.</returns>
public delegate ValueTask WsCallDelegate(WsCallContext context);
