using WsToolkit.Channels;
using WsToolkit.Rpc;

namespace WsToolkit.Server;

/// <summary>
/// What one connection has subscribed to, in the order in which it did. Calls come one after the other; the end of the connection may come
/// at any time, and
/// leaves nothing behind. Thread-safe.
/// </summary>
internal sealed class ConnectionChannels(ServerConnection connection)
{
    private readonly Lock _gate = new();
    private readonly List<Entry> _entries = [];
    private bool _closed;

    /// <summary>Subscribes to a channel, or to more of its events.</summary>
    /// <returns>The subscriber, to be begun when the call has been answered; null when nothing has changed.</returns>
    /// <exception cref="WsException">There are too many subscriptions, or a hook refused this one.</exception>
    public async ValueTask<ConnectionSubscriber?> SubscribeAsync(
        ServedChannel channel, ChannelOccasion occasion, EventPattern pattern, WsChannelHub hub, CancellationToken cancellationToken)
    {
        Entry? entry;
        var options = connection.Endpoint.Options;
        lock (_gate)
        {
            entry = Find(occasion.Channel);
            if (entry is not null && Array.Exists(entry.Subscriber.Patterns, known => known.Text == pattern.Text))
            {
                return null;
            }

            var limit = options.MaxSubscriptionsPerConnection;
            if (_entries.Sum(static known => known.Subscriber.Patterns.Length) >= limit)
            {
                throw ChannelErrors.TooManySubscriptions(limit);
            }
        }

        if (entry is not null)
        {
            var snapshot = channel.SnapshotFor(occasion, entry.Subscriber, options);
            try
            {
                await entry.Topic.WidenAsync(entry.Subscriber, pattern, snapshot, cancellationToken).ConfigureAwait(false);
                return entry.Subscriber;
            }
            catch
            {
                entry.Subscriber.Begin();
                throw;
            }
        }

        var topic = hub.Use(channel.Definition, occasion.Channel);
        var subscriber = new ConnectionSubscriber(topic, connection.Session);
        try
        {
            var snapshot = channel.SnapshotFor(occasion, subscriber, options);
            await topic.JoinAsync(subscriber, pattern, snapshot, occasion, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            lock (_gate)
            {
                if (_closed)
                {
                    throw new OperationCanceledException("The connection has ended.");
                }

                _entries.Add(new Entry(occasion.Channel, topic, subscriber));
                return subscriber;
            }
        }
        catch
        {
            topic.Remove(subscriber);
            topic.Release();
            throw;
        }
    }

    /// <summary>Ends the subscription to some events of a channel.</summary>
    /// <returns>False when the channel has not been subscribed to.</returns>
    public bool TryUnsubscribe(string channel, string pattern)
    {
        Entry? left = null;
        lock (_gate)
        {
            if (Find(channel) is not { } entry)
            {
                return false;
            }

            var patterns = entry.Subscriber.Patterns;
            if (Array.Exists(patterns, known => known.Text != pattern))
            {
                if (Array.Find(patterns, known => known.Text == pattern) is { } known)
                {
                    entry.Subscriber.Unwant(known);
                }
            }
            else
            {
                _entries.Remove(entry);
                left = entry;
            }
        }

        left?.Leave();
        return true;
    }

    /// <summary>The connection's own subscriber of a channel, if it has one.</summary>
    public ConnectionSubscriber? FindSubscriber(string channel)
    {
        lock (_gate)
        {
            return Find(channel)?.Subscriber;
        }
    }

    /// <summary>The names and patterns, in the order in which they were subscribed.</summary>
    public (string Channel, EventPattern[] Patterns)[] Snapshot()
    {
        lock (_gate)
        {
            return [.. _entries.Select(static entry => (entry.Channel, entry.Subscriber.Patterns))];
        }
    }

    /// <summary>The connection has ended: leaves all channels, for good.</summary>
    /// <returns>False when that has been done before.</returns>
    public bool Close()
    {
        Entry[] entries;
        lock (_gate)
        {
            if (_closed)
            {
                return false;
            }

            _closed = true;
            entries = [.. _entries];
            _entries.Clear();
        }

        foreach (var entry in entries)
        {
            entry.Leave();
        }

        return true;
    }

    private Entry? Find(string channel) => _entries.Find(entry => entry.Channel == channel);

    private sealed record Entry(string Channel, Topic Topic, ConnectionSubscriber Subscriber)
    {
        public void Leave()
        {
            Topic.Remove(Subscriber);
            Topic.Release();
        }
    }
}
