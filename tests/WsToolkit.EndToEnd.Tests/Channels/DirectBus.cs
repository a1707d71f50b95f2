using Microsoft.Extensions.DependencyInjection;
using WsToolkit.Channels;

namespace WsToolkit.EndToEnd.Tests.Channels;

/// <summary>A bus that gives the process what the test says.</summary>
internal sealed class DirectBus(string channel = "drop:a") : IWsChannelBus
{
    private Func<WsBusMessage, ValueTask>? _receiver;

    public void AddTo(IServiceCollection services) => services.AddSingleton<IWsChannelBus>(this);

    public async Task ReceiveAsync(params string[] messages)
    {
        foreach (var message in messages)
        {
            await ReceiveAsync(System.Text.Encoding.UTF8.GetBytes(message));
        }
    }

    public async Task ReceiveAsync(byte[] message) => await _receiver!(new WsBusMessage($"Board/{channel}", "hello", null, message));

    public void Start(Func<WsBusMessage, ValueTask> receiver) => _receiver = receiver;

    public ValueTask PublishAsync(WsBusMessage message, CancellationToken cancellationToken) => _receiver!(message);

    public ValueTask SubscribeAsync(string topic, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask UnsubscribeAsync(string topic) => ValueTask.CompletedTask;

    public ValueTask<bool> HasInterestAsync(string topic, CancellationToken cancellationToken) => ValueTask.FromResult(true);
}
