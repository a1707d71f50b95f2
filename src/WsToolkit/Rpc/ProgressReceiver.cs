using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using WsToolkit.Json;

namespace WsToolkit.Rpc;

/// <summary>Hands progress reports to the caller's object, in order and away from the reader. A slow object loses the oldest ones.</summary>
internal abstract class ProgressReceiver
{
    /// <summary>A report has arrived. Called by the reader; never waits.</summary>
    public abstract void OnProgress(ReadOnlyMemory<byte> payload);

    /// <summary>No further report will come.</summary>
    /// <returns>A task that completes when all have been handed over. Never fails.</returns>
    public abstract Task CompleteAsync();

    /// <summary>Nobody is interested any more: what waits is dropped. A report that is being handed over at this moment is the last.</summary>
    public abstract void Stop();
}

internal sealed class ProgressReceiver<T> : ProgressReceiver
{
    private const int Capacity = 64;
    private readonly Channel<T> _reports = Channel.CreateBounded<T>(
        new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private readonly IProgress<T> _progress;
    private readonly WsPayloadType<T> _type;
    private readonly ILogger _logger;
    private readonly Task _pump;
    private volatile bool _stopped;

    public ProgressReceiver(IProgress<T> progress, WsPayloadType<T> type, ILogger logger)
    {
        _progress = progress;
        _type = type;
        _logger = logger;
        _pump = PumpAsync();
    }

    public override void OnProgress(ReadOnlyMemory<byte> payload)
    {
        try
        {
            _reports.Writer.TryWrite(_type.Read(payload)!);
        }
        catch (Exception exception)
        {
            _logger.ProgressUnreadable(exception);
        }
    }

    public override Task CompleteAsync()
    {
        _reports.Writer.TryComplete();
        return _pump;
    }

    public override void Stop()
    {
        _stopped = true;
        _reports.Writer.TryComplete();
    }

    private async Task PumpAsync()
    {
        await foreach (var report in _reports.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            if (_stopped)
            {
                return;
            }

            try
            {
                _progress.Report(report);
            }
            catch (Exception exception)
            {
                _logger.ProgressFailed(exception);
            }
        }
    }
}
