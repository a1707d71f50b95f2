using System.Buffers.Text;

namespace WsToolkit.Dialects;

/// <summary>The streams of results that this end receives over one connection: which subscription id is which call. Thread-safe.</summary>
internal sealed class JsonRpcReceivedStreams(int maxIdBytes)
{
    // Calls that were given up before the other end told their subscription id, which it may never do.
    private const int MaxAbandoned = 1000;

    private readonly Lock _gate = new();
    private readonly Dictionary<long, Stream> _calls = [];
    private readonly Dictionary<ReadOnlyMemory<byte>, long> _subscriptions = new(WireBytesComparer.Instance);
    private readonly Queue<long> _abandoned = [];

    /// <summary>A call for a stream is sent.</summary>
    public void Add(ReadOnlyMemory<byte> id)
    {
        if (TryParse(id.Span, out var call))
        {
            lock (_gate)
            {
                _calls[call] = new Stream { Id = id.ToArray() };
            }
        }
    }

    /// <summary>An answer has arrived.</summary>
    /// <param name="id">The call's id.</param>
    /// <param name="result">The result, which may be a subscription id.</param>
    /// <returns>Whether it starts a stream.</returns>
    public bool TryStart(ReadOnlySpan<byte> id, ReadOnlyMemory<byte> result)
    {
        if (!TryParse(id, out var call))
        {
            return false;
        }

        lock (_gate)
        {
            if (!_calls.TryGetValue(call, out var stream) || !stream.Subscription.IsEmpty)
            {
                return false;
            }

            if (result.Span is [(byte)'"' or (byte)'-' or (>= (byte)'0' and <= (byte)'9'), ..] && result.Length <= maxIdBytes)
            {
                var subscription = result.ToArray();
                if (_subscriptions.TryAdd(subscription, call))
                {
                    stream.Subscription = subscription;
                    return true;
                }
            }

            _calls.Remove(call);
            return false;
        }
    }

    public bool TryFind(ReadOnlyMemory<byte> subscription, out ReadOnlyMemory<byte> id)
    {
        lock (_gate)
        {
            id = default;
            if (!_subscriptions.TryGetValue(subscription, out var call))
            {
                return false;
            }

            id = _calls[call].Id;
            return true;
        }
    }

    /// <summary>A call has ended.</summary>
    public void End(ReadOnlySpan<byte> id)
    {
        if (TryParse(id, out var call))
        {
            lock (_gate)
            {
                Remove(call);
            }
        }
    }

    /// <summary>A call is cancelled.</summary>
    /// <param name="id">The call's id.</param>
    /// <returns>Its subscription id; empty where it has none, or not yet.</returns>
    public ReadOnlyMemory<byte> Cancel(ReadOnlySpan<byte> id)
    {
        if (!TryParse(id, out var call))
        {
            return default;
        }

        lock (_gate)
        {
            if (!_calls.TryGetValue(call, out var stream))
            {
                return default;
            }

            if (!stream.Subscription.IsEmpty)
            {
                Remove(call);
                return stream.Subscription;
            }

            _abandoned.Enqueue(call);
            if (_abandoned.Count > MaxAbandoned)
            {
                Remove(_abandoned.Dequeue());
            }

            return default;
        }
    }

    private void Remove(long call)
    {
        if (_calls.Remove(call, out var stream) && !stream.Subscription.IsEmpty)
        {
            _subscriptions.Remove(stream.Subscription);
        }
    }

    private static bool TryParse(ReadOnlySpan<byte> id, out long call)
        => Utf8Parser.TryParse(id, out call, out var read) && read == id.Length;

    private sealed class Stream
    {
        public ReadOnlyMemory<byte> Id { get; init; }

        public ReadOnlyMemory<byte> Subscription { get; set; }
    }
}
