using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;

namespace WsToolkit.Dialects;

/// <summary>
/// The received frames that belong to no call and to no stream, in the order in which they came. Bounded: what does not fit any more is
/// counted and dropped. Each frame goes to one reader. Thread-safe.
/// </summary>
public sealed class FixedHeaderUnclaimed
{
    private readonly Channel<FixedHeaderUnclaimedFrame> _frames = Channel.CreateUnbounded<FixedHeaderUnclaimedFrame>();
    private readonly Lock _gate = new();
    private readonly int _maxFrames;
    private readonly long _maxBytes;
    private int _count;
    private long _bytes;
    private long _dropped;

    internal FixedHeaderUnclaimed(int maxFrames, long maxBytes)
    {
        _maxFrames = maxFrames;
        _maxBytes = maxBytes;
    }

    /// <summary>The number of frames that wait to be read.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _count;
            }
        }
    }

    /// <summary>The number of frames that were dropped since the dialect was made, because too many were waiting.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Takes the oldest frame, if there is one.</summary>
    /// <param name="frame">Receives it.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryRead([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out FixedHeaderUnclaimedFrame? frame)
    {
        if (!_frames.Reader.TryRead(out frame))
        {
            return false;
        }

        lock (_gate)
        {
            _count--;
            _bytes -= frame.Message.Length;
        }

        return true;
    }

    /// <summary>Takes the frames as they come. Does not end before its token says so.</summary>
    /// <param name="cancellationToken">Ends the enumeration with <see cref="OperationCanceledException"/>.</param>
    /// <returns>The frames.</returns>
    public async IAsyncEnumerable<FixedHeaderUnclaimedFrame> ReadAllAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (await _frames.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            while (TryRead(out var frame))
            {
                yield return frame;
            }
        }
    }

    internal void Add(FixedHeaderUnclaimedReason reason, ReadOnlySpan<byte> id, int status, ReadOnlyMemory<byte> message)
    {
        lock (_gate)
        {
            if (_count >= _maxFrames || _bytes + message.Length > _maxBytes)
            {
                _dropped++;
                return;
            }

            _count++;
            _bytes += message.Length;
        }

        _frames.Writer.TryWrite(new FixedHeaderUnclaimedFrame(reason, Encoding.Latin1.GetString(id), status, message.ToArray()));
    }
}
