namespace WsToolkit.Channels;

/// <summary>The bus of a single process: what is published goes straight to the hub's topics.</summary>
internal sealed class InProcessBus(Func<WsBusMessage, CancellationToken, ValueTask> receiver, Func<string, bool> isWanted) : IWsChannelBus
{
    public void Start(Func<WsBusMessage, ValueTask> ignored)
    {
    }

    public ValueTask PublishAsync(WsBusMessage message, CancellationToken cancellationToken) => receiver(message, cancellationToken);

    public ValueTask SubscribeAsync(string topic, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask UnsubscribeAsync(string topic) => ValueTask.CompletedTask;

    public ValueTask<bool> HasInterestAsync(string topic, CancellationToken cancellationToken) => ValueTask.FromResult(isWanted(topic));
}
