using System.Collections.Concurrent;

namespace WsToolkit.EndToEnd.Tests.Support;

/// <summary>What handlers tell a test, and the test them: named events and counters. One per host; thread-safe.</summary>
public sealed class Probe
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _events = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _counts = [];
    private readonly List<(string Name, int Count, TaskCompletionSource Reached)> _waiting = [];
    private readonly ConcurrentQueue<string> _log = new();

    /// <summary>What was written with <see cref="Write"/>, in order.</summary>
    public IReadOnlyList<string> Log => [.. _log];

    public void Write(string line) => _log.Enqueue(line);

    /// <summary>The event has happened; it stays so.</summary>
    public void Mark(string name) => Event(name).TrySetResult();

    public bool HasMark(string name) => Event(name).Task.IsCompleted;

    /// <summary>A test waits for an event.</summary>
    public Task Reached(string name) => Event(name).Task.WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>A handler waits for an event, until its call is cancelled.</summary>
    public Task WaitAsync(string name, CancellationToken cancellationToken) => Event(name).Task.WaitAsync(cancellationToken);

    /// <summary>One more of something.</summary>
    public int Add(string name) => Change(name, 1);

    /// <summary>One less of something.</summary>
    public int Subtract(string name) => Change(name, -1);

    public int Count(string name)
    {
        lock (_gate)
        {
            return _counts.GetValueOrDefault(name);
        }
    }

    /// <summary>A test waits until a counter has reached a number.</summary>
    public Task Reached(string name, int count)
    {
        lock (_gate)
        {
            if (_counts.GetValueOrDefault(name) >= count)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((name, count, reached));
            return reached.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    private int Change(string name, int by)
    {
        lock (_gate)
        {
            var count = _counts[name] = _counts.GetValueOrDefault(name) + by;
            foreach (var waiting in _waiting.Where(waiting => waiting.Name == name && count >= waiting.Count))
            {
                waiting.Reached.TrySetResult();
            }

            return count;
        }
    }

    private TaskCompletionSource Event(string name)
        => _events.GetOrAdd(name, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
