using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace MeasurementsSample;

/// <summary>
/// Evaluates chunks one after the other, a little after they came, and gives the results to those who have subscribed. What nobody has
/// subscribed to yet waits for the first who does: calls run side by side, so a chunk may overtake the subscription that was sent before.
/// </summary>
public sealed class Evaluation(TimeProvider time) : BackgroundService
{
    private const int MostWaiting = 1000;
    private static readonly TimeSpan Duration = TimeSpan.FromMilliseconds(20);

    private readonly Channel<Chunk> _chunks = Channel.CreateBounded<Chunk>(MostWaiting);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<Channel<MeasurementResult>>> _subscribers = [];
    private readonly List<MeasurementResult> _unheard = [];

    /// <summary>Adds a chunk.</summary>
    /// <returns>False when too many are waiting.</returns>
    public bool TryAdd(string measurement, string dataId, uint number)
        => _chunks.Writer.TryWrite(new Chunk(measurement, dataId, number, time.GetTimestamp()));

    /// <summary>
    /// Subscribes at once, and gives the results that wait, then others as they come. Of those that nobody takes, the oldest are dropped.
    /// </summary>
    public IAsyncEnumerable<MeasurementResult> Subscribe(string measurement, CancellationToken cancellationToken)
    {
        var bound = new BoundedChannelOptions(100) { FullMode = BoundedChannelFullMode.DropOldest };
        var results = Channel.CreateBounded<MeasurementResult>(bound);
        lock (_gate)
        {
            if (!_subscribers.TryGetValue(measurement, out var all))
            {
                _subscribers[measurement] = all = [];
            }

            all.Add(results);
            foreach (var result in _unheard.Where(result => result.MeasurementID == measurement))
            {
                results.Writer.TryWrite(result);
            }

            _unheard.RemoveAll(result => result.MeasurementID == measurement);
        }

        return ReadAsync(measurement, results, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var chunk in _chunks.Reader.ReadAllAsync(stoppingToken))
        {
            var rest = Duration - time.GetElapsedTime(chunk.Came);
            if (rest > TimeSpan.Zero)
            {
                await Task.Delay(rest, time, stoppingToken);
            }

            Publish(chunk);
        }
    }

    private async IAsyncEnumerable<MeasurementResult> ReadAsync(
        string measurement, Channel<MeasurementResult> results, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var result in results.Reader.ReadAllAsync(cancellationToken))
            {
                yield return result;
            }
        }
        finally
        {
            lock (_gate)
            {
                _subscribers[measurement].Remove(results);
                if (_subscribers[measurement].Count == 0)
                {
                    _subscribers.Remove(measurement);
                }
            }
        }
    }

    private void Publish(Chunk chunk)
    {
        // A heart rate that rises by a quarter of a beat with each chunk.
        var rate = 72_000 + (250 * (int)Math.Min(chunk.Number, 100));
        var result = new MeasurementResult(chunk.Measurement, chunk.DataId, Guid.NewGuid().ToString(), 1000)
        {
            Channels = new Dictionary<string, ResultChannel> { ["HR"] = new("HR", [rate]) },
            Error = new ResultError("OK"),
        };
        lock (_gate)
        {
            if (_subscribers.TryGetValue(chunk.Measurement, out var all))
            {
                all.ForEach(subscriber => subscriber.Writer.TryWrite(result));
                return;
            }

            if (_unheard.Count == MostWaiting)
            {
                _unheard.RemoveAt(0);
            }

            _unheard.Add(result);
        }
    }

    private sealed record Chunk(string Measurement, string DataId, uint Number, long Came);
}
