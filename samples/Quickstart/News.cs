using System.Threading.Channels;
using WsToolkit;

namespace Quickstart;

/// <summary>What a subscriber has heard, in order, notices of what it may have missed included.</summary>
internal sealed class News
{
    private readonly Channel<string> _heard = Channel.CreateUnbounded<string>();

    public ValueTask AddAsync(WsChannelMessage<OrderUpdate> message, CancellationToken cancellationToken)
        => _heard.Writer.WriteAsync(
            message.Discontinuity is { } gap ? $"({gap.Reason}: messages may have been missed)" : $"{message.Event} {message.Value.OrderId}", cancellationToken);

    public void Add(string text) => _heard.Writer.TryWrite(text);

    /// <summary>Waits until so much has been heard.</summary>
    public async Task<string> TakeAsync(int count)
    {
        var heard = new List<string>();
        while (heard.Count < count)
        {
            heard.Add(await _heard.Reader.ReadAsync());
        }

        return string.Join(", ", heard);
    }
}
