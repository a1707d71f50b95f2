using Microsoft.Extensions.Logging;

namespace WsToolkit.Channels;

/// <summary>Runs a handler for the messages of a channel of this process, one after the other.</summary>
internal sealed class HandlerSubscription<T> : WsSubscription
{
    private static readonly AsyncLocal<object?> Running = new();
    private readonly LocalSubscriber<T> _subscriber;
    private readonly Func<WsChannelMessage<T>, CancellationToken, ValueTask> _handler;
    private readonly Action<WsDiscontinuity>? _onDiscontinuity;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();

    public HandlerSubscription(
        LocalSubscriber<T> subscriber,
        Func<WsChannelMessage<T>, CancellationToken, ValueTask> handler,
        Action<WsDiscontinuity>? onDiscontinuity,
        ILogger logger)
    {
        _subscriber = subscriber;
        _handler = handler;
        _onDiscontinuity = onDiscontinuity;
        _logger = logger;
        Completion = Task.Run(RunAsync);
    }

    public override string Channel => _subscriber.Channel;

    public override Task Completion { get; }

    public override async ValueTask DisposeAsync()
    {
        _subscriber.Leave();
        await _stopping.CancelAsync().ConfigureAwait(false);
        if (!ReferenceEquals(Running.Value, this))
        {
            // A handler that ends its own subscription cannot wait for itself.
            await Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RunAsync()
    {
        Running.Value = this;
        try
        {
            while (await _subscriber.NextAsync(CancellationToken.None).ConfigureAwait(false) is { } message)
            {
                try
                {
                    if (message.Discontinuity is { } discontinuity)
                    {
                        _onDiscontinuity?.Invoke(discontinuity);
                    }

                    await _handler(message, _stopping.Token).ConfigureAwait(false);
                }
                catch (Exception exception) when (exception is not OperationCanceledException || !_stopping.IsCancellationRequested)
                {
                    _logger.HandlerFailed(exception, Channel);
                }
                catch (OperationCanceledException)
                {
                    // The handler was told to stop.
                }
            }
        }
        finally
        {
            _subscriber.Leave();
        }
    }
}
