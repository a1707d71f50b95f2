namespace WsToolkit.Client;

/// <summary>Counts the attempts to reconnect and says how long to wait before each. Used by one thread at a time.</summary>
internal sealed class BackOff(WsReconnectOptions options)
{
    /// <summary>The number of the attempt begun last; 0 when none has been since <see cref="Reset"/>.</summary>
    public int Attempt { get; private set; }

    /// <summary>A connection has stayed up: the attempts to come are counted from 1 again.</summary>
    public void Reset() => Attempt = 0;

    /// <summary>Begins the next attempt.</summary>
    /// <param name="delay">Receives the time to wait before it.</param>
    /// <returns>False when there have been too many.</returns>
    public bool TryNext(out TimeSpan delay)
    {
        delay = default;
        if (Attempt >= options.MaxAttempts)
        {
            return false;
        }

        // Beyond the range of a double this is infinity, of which the limit is left.
        var full = Math.Min(options.InitialDelay.TotalMilliseconds * Math.Pow(options.Factor, Attempt), options.MaxDelay.TotalMilliseconds);
        var chance = options.Jitter == 0 ? 0 : (options.Random ?? Random.Shared).NextDouble();
        delay = TimeSpan.FromMilliseconds(double.IsNaN(full) ? 0 : full * (1 - (options.Jitter * chance)));
        Attempt = Attempt == int.MaxValue ? Attempt : Attempt + 1;
        return true;
    }
}
