using WsToolkit.Json;
using WsToolkit.Rpc;

namespace WsToolkit.Walkers;

/// <summary>
/// One run of a walker, whichever door it came through, as generated code sees it: it binds the members, enters, creates the walker, runs
/// its
/// entries, hands on their reports and completes the run, in this order. Whatever goes wrong on the way is thrown, and becomes the error
/// reply.
/// </summary>
public abstract class WsWalkerRun
{
    /// <summary>The run as the application sees it.</summary>
    public abstract WsWalkerContext Context { get; }

    /// <summary>The services of the run's own scope, which is opened when it is first asked for.</summary>
    public abstract IServiceProvider Services { get; }

    /// <summary>Cancelled when the caller cancels or goes away, or the deadline passes.</summary>
    public abstract CancellationToken CancellationToken { get; }

    /// <summary>Reads the members by name. To be done before <see cref="EnterAsync"/>.</summary>
    /// <param name="members">The members.</param>
    /// <returns>The reader.</returns>
    public abstract WsArgumentReader ReadMembers(ReadOnlySpan<WsParameter> members);

    /// <summary>Waits for the run's turn. Members have to be bound before; the entries run after.</summary>
    /// <returns>A task to be awaited at once.</returns>
    public abstract ValueTask EnterAsync();

    /// <summary>Makes the run dispose an object that was created for it, when it is disposable, at its end.</summary>
    /// <param name="walker">The object.</param>
    public abstract void Own(object walker);

    /// <summary>Hands on a report: as it comes where the caller wants a stream, else with the reply.</summary>
    /// <typeparam name="T">The type of the reports.</typeparam>
    /// <param name="report">The report.</param>
    /// <param name="type">What writes it.</param>
    /// <returns>A task that completes when the next report can be taken.</returns>
    /// <exception cref="WsException">
    /// The report cannot be written, or all together are larger than <see cref="WsWalkerOptions.MaxReplyBytes"/>.
    /// </exception>
    public abstract ValueTask ReportAsync<T>(T report, WsPayloadType<T> type);

    /// <summary>Where an entry reports progress; it goes nowhere when the caller wants none, or the door cannot carry it.</summary>
    /// <typeparam name="T">The type of the progress reports.</typeparam>
    /// <param name="type">What writes one.</param>
    /// <returns>What takes them.</returns>
    public abstract IProgress<T> GetProgress<T>(WsPayloadType<T> type);

    /// <summary>Answers: the entries have run.</summary>
    /// <returns>A task that completes when the answer has been queued.</returns>
    public abstract ValueTask CompleteAsync();
}
