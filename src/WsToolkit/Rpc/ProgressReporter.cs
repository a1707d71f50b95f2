using WsToolkit.Json;

namespace WsToolkit.Rpc;

/// <summary>A reporter that has kept its last report back.</summary>
internal interface IHeldBackReport
{
    /// <summary>Sends that report.</summary>
    void Send(CallProgress progress);
}

/// <summary>What a method, or one entry of a walker, reports to. Thread-safe.</summary>
/// <param name="progress">The call's progress; <see langword="null"/> where the caller wants none.</param>
/// <param name="type">What writes a report.</param>
internal sealed class ProgressReporter<T>(CallProgress? progress, WsPayloadType<T> type) : IProgress<T>, IHeldBackReport
{
    private T _heldBack = default!;

    public WsPayloadType<T> Type => type;

    public void Report(T value) => progress?.Report(this, value);

    /// <summary>Keeps a report. Called under the progress' lock.</summary>
    public void HoldBack(T value) => _heldBack = value;

    public void Send(CallProgress progress) => progress.Send(_heldBack, type);
}
