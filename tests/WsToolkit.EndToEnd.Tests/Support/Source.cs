using System.Runtime.CompilerServices;

namespace WsToolkit.EndToEnd.Tests.Support;

/// <summary>An argument stream that yields so many numbers, then waits for its end, and tells when it has been left.</summary>
internal sealed class Source(int count)
{
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiting = [];
    private int _taken;

    /// <summary>The enumeration has been ended, by whoever.</summary>
    public Task Left => _left.Task;

    /// <summary>How many numbers have been asked for.</summary>
    public int Taken => Volatile.Read(ref _taken);

    public void End() => _end.TrySetResult();

    /// <summary>Completes when that many numbers have been asked for.</summary>
    public Task HasTaken(int number)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_taken >= number)
            {
                return Task.CompletedTask;
            }

            _waiting.Add((number, reached));
        }

        return reached.Task.Soon();
    }

    public async IAsyncEnumerable<int> Items([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        try
        {
            for (var i = 0; i < count; i++)
            {
                await Task.Yield();
                Count();
                yield return i;
            }

            await _end.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            _left.TrySetResult();
        }
    }

    private void Count()
    {
        lock (_gate)
        {
            _taken++;
            foreach (var waiting in _waiting.Where(waiting => waiting.Count <= _taken))
            {
                waiting.Reached.TrySetResult();
            }
        }
    }
}
