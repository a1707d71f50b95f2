using Microsoft.Extensions.Logging;

namespace WsToolkit.Client;

/// <summary>A subscription with a handler: its messages run through the handler one after the other.</summary>
internal sealed class ChannelSubscription<T> : WsSubscription
{
    // Set while a handler runs, so that one which ends its own subscription does not wait for itself.
    private static readonly AsyncLocal<object?> Running = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly ChannelSubscriber<T> _subscriber;
    private readonly Func<ValueTask> _leave;
    private readonly Task _run;
    private int _disposed;

    /// <param name="channel">The channel's name.</param>
    /// <param name="subscriber">Where the messages come from.</param>
    /// <param name="handler">Handles them.</param>
    /// <param name="leave">Unsubscribes. Called once.</param>
    /// <param name="logger">Where a handler's exceptions go.</param>
    public ChannelSubscription(
        string channel,
        ChannelSubscriber<T> subscriber,
        Func<WsChannelMessage<T>, CancellationToken, ValueTask> handler,
        Func<ValueTask> leave,
        ILogger logger)
    {
        Channel = channel;
        _subscriber = subscriber;
        _leave = leave;
        _run = Task.Run(() => RunAsync(handler, logger));
    }

    public override string Channel { get; }

    public override Task Completion => _run;

    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await _ended.CancelAsync().ConfigureAwait(false);
            _subscriber.Complete(null);
            await _leave().ConfigureAwait(false);
        }

        if (Running.Value != this)
        {
            await _run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RunAsync(Func<WsChannelMessage<T>, CancellationToken, ValueTask> handler, ILogger logger)
    {
        Running.Value = this;
        try
        {
            await foreach (var message in _subscriber.ReadAllAsync(_ended.Token).ConfigureAwait(false))
            {
                try
                {
                    await handler(message, _ended.Token).ConfigureAwait(false);
                }
                catch (Exception exception) when (exception is not OperationCanceledException || !_ended.IsCancellationRequested)
                {
                    logger.ChannelHandlerFailed(exception, Channel);
                }
            }
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            // Unsubscribed.
        }
        finally
        {
            if (Interlocked.Exchange(ref _disposed, 1) == 0)
            {
                await _leave().ConfigureAwait(false);
            }
        }
    }
}
