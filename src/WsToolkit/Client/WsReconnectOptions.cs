using WsToolkit.Sessions;

namespace WsToolkit;

/// <summary>
/// When and how often a client reconnects. The n-th attempt in a row comes <see cref="InitialDelay"/> × <see cref="Factor"/>ⁿ⁻¹ after the
/// failure before it, at most
/// <see cref="MaxDelay"/>, of which a random part is taken off.
/// </summary>
public sealed class WsReconnectOptions
{
    /// <summary>The time before the first attempt. Default: 500 ms.</summary>
    public TimeSpan InitialDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>By how much the time grows with each attempt; at least 1. Default: 2.</summary>
    public double Factor { get; set; } = 2;

    /// <summary>The longest time between two attempts. Default: 30 s.</summary>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The part of each delay, from 0 to 1, that is left to chance, so that the clients of a server that failed do not come back all at
    /// once: 0.5 makes each delay
    /// somewhere between half and all of it. Default: 0.5.
    /// </summary>
    public double Jitter { get; set; } = 0.5;

    /// <summary>
    /// Where chance comes from; used by one thread at a time. Default: <see langword="null"/>, <see cref="System.Random.Shared"/>.
    /// </summary>
    public Random? Random { get; set; }

    /// <summary>
    /// The attempts in a row before the client gives up and is closed; <see langword="null"/> for no limit. Default:
    /// <see langword="null"/>.
    /// </summary>
    public int? MaxAttempts { get; set; }

    /// <summary>How long a connection has to stay up before the attempts are counted from 1 again. Default: 10 s.</summary>
    public TimeSpan StableAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Whether connecting for the first time is tried in the same way, instead of failing with its first failure. Default:
    /// <see langword="false"/>.
    /// </summary>
    public bool RetryFirstConnect { get; set; }

    /// <summary>
    /// Decides whether to reconnect. Not asked after an intended close. Called between connections; must not block. Default:
    /// <see langword="null"/>, what
    /// <see cref="WsDisconnect.IsTransient"/> says.
    /// </summary>
    public Func<WsDisconnect, bool>? ShouldReconnect { get; set; }

    internal WsReconnectOptions Clone() => (WsReconnectOptions)MemberwiseClone();

    internal void Validate()
    {
        OptionCheck.Duration(InitialDelay, nameof(InitialDelay), zero: true);
        OptionCheck.Duration(MaxDelay, nameof(MaxDelay), zero: true);
        OptionCheck.Duration(StableAfter, nameof(StableAfter), zero: true);
        OptionCheck.AtLeast(MaxAttempts ?? 1, 1, nameof(MaxAttempts));
        if (!(Factor >= 1) || double.IsInfinity(Factor))
        {
            throw new ArgumentOutOfRangeException(nameof(Factor), Factor, $"The option {nameof(Factor)} must be at least 1.");
        }

        if (!(Jitter >= 0 && Jitter <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(Jitter), Jitter, $"The option {nameof(Jitter)} must be from 0 to 1.");
        }

        if (InitialDelay == Timeout.InfiniteTimeSpan || MaxDelay == Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(nameof(MaxDelay), "The delays between attempts must not be infinite.");
        }
    }
}
