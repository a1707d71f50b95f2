namespace WsToolkit.Sessions;

/// <summary>Refuses options that cannot work, by name, before the first connection does.</summary>
internal static class OptionCheck
{
    public static void AtLeast(long value, long least, string option)
    {
        if (value < least)
        {
            throw new ArgumentOutOfRangeException(option, value, $"The option {option} must be at least {least}.");
        }
    }

    /// <summary>What a timer of the platform can wait for: a longer time than it can count is none.</summary>
    public static TimeSpan ForTimer(TimeSpan duration) => duration.TotalMilliseconds >= uint.MaxValue - 1 ? Timeout.InfiniteTimeSpan : duration;

    /// <summary>A duration has to be positive, or <see cref="Timeout.InfiniteTimeSpan"/>.</summary>
    public static void Duration(TimeSpan? value, string option, bool zero = false)
    {
        if (value is { } duration && duration != Timeout.InfiniteTimeSpan && (duration < TimeSpan.Zero || (duration == TimeSpan.Zero && !zero)))
        {
            throw new ArgumentOutOfRangeException(option, value, $"The option {option} must be positive, or Timeout.InfiniteTimeSpan.");
        }
    }
}
