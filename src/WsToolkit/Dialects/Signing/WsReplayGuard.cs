using System.Security.Cryptography;
using System.Text;

namespace WsToolkit.Dialects.Signing;

/// <summary>What became of a message's time stamp and nonce.</summary>
public enum WsReplayVerdict
{
    /// <summary>It is new.</summary>
    New,

    /// <summary>Its time stamp is too far from now.</summary>
    OutsideWindow,

    /// <summary>Its nonce has been used with this key before.</summary>
    Replayed,

    /// <summary>Too many nonces have to be remembered to take another.</summary>
    Full,
}

/// <summary>
/// Lets each signed message pass once: within a window of time around now, and with a nonce that its key has not used. Nonces are
/// remembered for twice the window, for so long a message can be valid that was
/// dated ahead. None is forgotten earlier: when there is no room for another, the message is refused. Thread-safe; shared by all
/// connections on which a key is accepted.
/// </summary>
public sealed class WsReplayGuard
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly HashSet<UInt128> _seen = [];
    private readonly Queue<(UInt128 Nonce, string Key, long At)> _order = [];
    private readonly Dictionary<string, int> _perKey = new(StringComparer.Ordinal);

    /// <summary>Creates a guard that remembers nothing yet.</summary>
    /// <param name="time">The clock. Default: the system's.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option has no sense.</exception>
    public WsReplayGuard(TimeProvider? time = null) => _time = time ?? TimeProvider.System;

    /// <summary>How far a time stamp may be from now, in either direction, inclusive. Default: 30 s.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive, or more than a day.</exception>
    public TimeSpan Window
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromDays(1));
            field = value;
        }
    } = TimeSpan.FromSeconds(30);

    /// <summary>The nonces that are remembered at most, about 100 bytes each. Default: 100,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int MaxNonces
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 100_000;

    /// <summary>The nonces of one key that are remembered at most, so that one cannot lock out the others. Default: 20,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int MaxNoncesPerKey
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 20_000;

    /// <summary>The nonces that are remembered now.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _seen.Count;
            }
        }
    }

    /// <summary>Whether a time stamp is near enough to now.</summary>
    /// <param name="timestamp">The time stamp.</param>
    /// <returns>Whether it is within <see cref="Window"/>.</returns>
    public bool IsWithinWindow(DateTimeOffset timestamp) => (timestamp - _time.GetUtcNow()).Duration() <= Window;

    /// <summary>Uses a nonce. To be asked after the signature has been found good: nobody else shall use up a key's nonces.</summary>
    /// <param name="key">The id of the key.</param>
    /// <param name="timestamp">The message's time stamp.</param>
    /// <param name="nonce">The message's nonce.</param>
    /// <returns>Whether the message may pass.</returns>
    public WsReplayVerdict Use(string key, DateTimeOffset timestamp, ReadOnlySpan<byte> nonce)
    {
        ArgumentNullException.ThrowIfNull(key);
        var digest = Digest(key, nonce);
        lock (_gate)
        {
            Forget();

            // Later than forgetting: a nonce that has just been forgotten must not pass with a time that was good a moment ago.
            if (!IsWithinWindow(timestamp))
            {
                return WsReplayVerdict.OutsideWindow;
            }

            if (_seen.Contains(digest))
            {
                return WsReplayVerdict.Replayed;
            }

            var ofKey = _perKey.GetValueOrDefault(key);
            if (_seen.Count >= MaxNonces || ofKey >= MaxNoncesPerKey)
            {
                return WsReplayVerdict.Full;
            }

            _seen.Add(digest);
            _order.Enqueue((digest, key, _time.GetTimestamp()));
            _perKey[key] = ofKey + 1;
            return WsReplayVerdict.New;
        }
    }

    private void Forget()
    {
        var now = _time.GetTimestamp();
        while (_order.TryPeek(out var oldest) && _time.GetElapsedTime(oldest.At, now) > Window + Window)
        {
            _order.Dequeue();
            _seen.Remove(oldest.Nonce);
            if (--_perKey[oldest.Key] == 0)
            {
                _perKey.Remove(oldest.Key);
            }
        }
    }

    // Half of a SHA-256 is far more than chance will ever make equal, and as long for every nonce.
    private static UInt128 Digest(string key, ReadOnlySpan<byte> nonce)
    {
        using var text = ScratchBuffer.Rent();
        var length = Encoding.UTF8.GetByteCount(key);
        var span = text.GetSpan(length + nonce.Length + 4);
        BitConverter.TryWriteBytes(span, length);
        Encoding.UTF8.GetBytes(key, span[4..]);
        nonce.CopyTo(span[(4 + length)..]);
        text.Advance(4 + length + nonce.Length);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text.Written, hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}
