namespace WsToolkit.Benchmarks.Soak;

/// <summary>One subscriber: checks that every message that it does not get is told of, and that none comes twice.</summary>
internal sealed class FeedWatcher(WsChannel<Numbered> channel, int seed, int pausePermille)
{
    private readonly Random _random = new(seed);
    private long _last = -1;
    private bool _mayJump = true;
    private long? _told = 0;

    public long Received { get; private set; }

    public long Reconnects { get; private set; }

    public long Dropped { get; private set; }

    public List<string> Faults { get; } = [];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var message in channel.ReadMessagesAsync(new WsSubscribeOptions { QueueLength = 64 }, cancellationToken))
            {
                if (message.Discontinuity is { } discontinuity)
                {
                    OnDiscontinuity(discontinuity);
                }
                else
                {
                    OnMessage(message.Value.Number);
                }

                if (_random.Next(1000) < pausePermille)
                {
                    // A consumer that now and then takes its time, so that queues run full.
                    await Task.Delay(_random.Next(1500), cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The end of the soak.
        }
        catch (Exception exception)
        {
            Fault($"the subscription ended: {exception.GetType().Name}: {exception.Message}");
        }
    }

    private void OnDiscontinuity(WsDiscontinuity discontinuity)
    {
        _mayJump = true;
        _told += discontinuity.Missed;
        if (discontinuity.Reason == WsDiscontinuityReason.Reconnected)
        {
            Reconnects++;
        }
        else
        {
            Dropped += discontinuity.Missed ?? 0;
        }
    }

    private void OnMessage(long number)
    {
        Received++;
        if (number <= _last)
        {
            Fault($"{number} came after {_last}");
        }
        else if (number > _last + 1 && !_mayJump)
        {
            Fault($"{_last + 1} to {number - 1} were lost without a notice");
        }
        else if (_last >= 0 && _mayJump && _told is { } told && number - _last - 1 != told)
        {
            Fault($"{number - _last - 1} messages are missing before {number}, {told} were told of");
        }

        _last = Math.Max(_last, number);
        _mayJump = false;
        _told = 0;
    }

    private void Fault(string text)
    {
        lock (Faults)
        {
            if (Faults.Count < 20)
            {
                Faults.Add($"{channel.Name}: {text}");
            }
        }
    }
}
