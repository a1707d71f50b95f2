namespace WsToolkit.Walkers;

/// <summary>Runs a walker: binds its members, creates it, runs its entries. Implemented by generated code; thread-safe.</summary>
public abstract class WsWalkerRunner
{
    /// <summary>
    /// Runs the walker. Its members are bound before the first asynchronous step: what was received need not stay valid beyond the return
    /// of
    /// this method.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <returns>A task that completes when the run has been answered.</returns>
    public abstract ValueTask RunAsync(WsWalkerRun run);
}
