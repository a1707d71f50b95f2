using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace WsToolkit.Dialects.Signing;

/// <summary>Makes nonces, texts that are used once. Instances are thread-safe, and each gives no text twice.</summary>
public abstract class WsNonce
{
    internal const int MaxBytes = 128;

    /// <summary>
    /// The nanoseconds since 1970, never the same and never less than before, and a random number below a million:
    /// <c>1732526400000000000_42</c>.
    /// </summary>
    /// <returns>A new generator.</returns>
    public static WsNonce NanosecondsAndRandom() => new Rising(WsTimestampFormat.Microseconds, 1000, random: true);

    /// <summary>
    /// A number that rises by one, from the milliseconds since 1970 at its first use, for services that demand rising ones.
    /// </summary>
    /// <returns>A new generator.</returns>
    public static WsNonce Counter() => new Rising(WsTimestampFormat.Milliseconds, 1, random: false);

    /// <summary>The microseconds since 1970, or one more than before.</summary>
    /// <returns>A new generator.</returns>
    public static WsNonce Microseconds() => new Rising(WsTimestampFormat.Microseconds, 1, random: false, follows: true);

    /// <summary>A random UUID (RFC 9562, version 4).</summary>
    public static WsNonce Uuid { get; } = new Uuids();

    /// <summary>The time stamp of the message. Two messages in the unit of the time stamp have the same.</summary>
    public static WsNonce Timestamp { get; } = new Stamps();

    /// <summary>Nonces of the application's own making.</summary>
    /// <param name="next">Gives the next, of at most 128 bytes in UTF-8; thread-safe.</param>
    /// <returns>The generator.</returns>
    public static WsNonce From(Func<string> next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return new Custom(next);
    }

    /// <summary>Writes the next nonce.</summary>
    /// <param name="output">At least 128 bytes.</param>
    /// <param name="now">The time.</param>
    /// <param name="timestamp">The time stamp of the message.</param>
    /// <returns>The nonce's length.</returns>
    internal abstract int Write(Span<byte> output, DateTimeOffset now, ReadOnlySpan<byte> timestamp);

    private sealed class Rising(WsTimestampFormat unit, long factor, bool random, bool follows = false) : WsNonce
    {
        private long _last;

        internal override int Write(Span<byte> output, DateTimeOffset now, ReadOnlySpan<byte> timestamp)
        {
            var ticks = now.UtcTicks - DateTime.UnixEpoch.Ticks;
            var perUnit = unit == WsTimestampFormat.Milliseconds ? TimeSpan.TicksPerMillisecond : TimeSpan.TicksPerMicrosecond;
            var time = ticks / perUnit * factor;
            long last, next;
            do
            {
                last = Volatile.Read(ref _last);
                next = last != 0 && !random && !follows ? last + 1 : Math.Max(time, last + 1);
            }
            while (Interlocked.CompareExchange(ref _last, next, last) != last);

            Utf8Formatter.TryFormat(next, output, out var length);
            if (random)
            {
                output[length++] = (byte)'_';
                Utf8Formatter.TryFormat(RandomNumberGenerator.GetInt32(1_000_000), output[length..], out var more);
                length += more;
            }

            return length;
        }
    }

    private sealed class Uuids : WsNonce
    {
        internal override int Write(Span<byte> output, DateTimeOffset now, ReadOnlySpan<byte> timestamp)
        {
            Utf8Formatter.TryFormat(Guid.NewGuid(), output, out var length);
            return length;
        }
    }

    private sealed class Stamps : WsNonce
    {
        internal override int Write(Span<byte> output, DateTimeOffset now, ReadOnlySpan<byte> timestamp)
        {
            timestamp.CopyTo(output);
            return timestamp.Length;
        }
    }

    private sealed class Custom(Func<string> next) : WsNonce
    {
        internal override int Write(Span<byte> output, DateTimeOffset now, ReadOnlySpan<byte> timestamp)
            => Encoding.UTF8.TryGetBytes(next(), output, out var length)
                ? length
                : throw new InvalidOperationException($"A nonce of more than {MaxBytes} bytes.");
    }
}
