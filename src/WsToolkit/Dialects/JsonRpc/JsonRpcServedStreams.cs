namespace WsToolkit.Dialects;

/// <summary>The streams of results that this end sends over one connection. Thread-safe.</summary>
internal sealed class JsonRpcServedStreams
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, Stream> _streams = [];
    private long _last;

    /// <summary>A call turns out to be a stream.</summary>
    /// <param name="request">Its id until now.</param>
    /// <returns>Its id from now on.</returns>
    public ReadOnlyMemory<byte> Name(ReadOnlyMemory<byte> request)
    {
        lock (_gate)
        {
            _streams.Add(++_last, new Stream { Request = request });
            return JsonRpcIds.OfStream(_last);
        }
    }

    /// <summary>The caller is about to be told the subscription id.</summary>
    /// <returns>False where the stream has ended already.</returns>
    public bool TryStart(long number, out ReadOnlyMemory<byte> request)
    {
        lock (_gate)
        {
            request = default;
            if (!_streams.TryGetValue(number, out var stream))
            {
                return false;
            }

            stream.Started = true;
            request = stream.Request;
            return true;
        }
    }

    public bool IsLive(long number)
    {
        lock (_gate)
        {
            return _streams.ContainsKey(number);
        }
    }

    /// <summary>The caller ends a stream. What would tell of its end becomes the answer to that.</summary>
    /// <param name="number">The subscription id.</param>
    /// <param name="request">The id of the request that ends it; empty for none.</param>
    /// <returns>False where there is no such stream, or it is being ended already.</returns>
    public bool TryUnsubscribe(long number, ReadOnlyMemory<byte> request)
    {
        lock (_gate)
        {
            if (!_streams.TryGetValue(number, out var stream) || !stream.Started || stream.Unsubscribed)
            {
                return false;
            }

            stream.Unsubscribed = true;
            stream.Unsubscribe = request.ToArray();
            return true;
        }
    }

    /// <summary>A stream has ended.</summary>
    public Stream? End(long number)
    {
        lock (_gate)
        {
            return _streams.Remove(number, out var stream) ? stream : null;
        }
    }

    public sealed class Stream
    {
        public ReadOnlyMemory<byte> Request { get; init; }

        public bool Started { get; set; }

        public bool Unsubscribed { get; set; }

        public ReadOnlyMemory<byte> Unsubscribe { get; set; }
    }
}
