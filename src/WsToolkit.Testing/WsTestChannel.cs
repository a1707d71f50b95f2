using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace WsToolkit.Testing;

/// <summary>
/// A channel for tests of code that is given one, such as that of a faked client: what is published is kept, and the test says what
/// arrives.
/// There is no server: patterns of events are not looked at, and queues have no bound. Thread-safe.
/// </summary>
/// <typeparam name="T">The type of the messages.</typeparam>
/// <param name="name">The channel's name.</param>
public sealed class WsTestChannel<T>(string name = "test") : WsChannel<T>
{
    private readonly ConcurrentQueue<(string Event, T Value)> _published = new();
    private readonly Lock _gate = new();
    private readonly List<Channel<WsChannelMessage<T>>> _readers = [];

    /// <inheritdoc/>
    public override string Name => name;

    /// <summary>What has been published, with the names of events that were given; in its order.</summary>
    public IReadOnlyList<(string Event, T Value)> Published => [.. _published];

    /// <summary>How many have subscribed at the moment.</summary>
    public int Subscribers
    {
        get
        {
            lock (_gate)
            {
                return _readers.Count;
            }
        }
    }

    /// <summary>Fails subscribing and publishing, where it is set.</summary>
    public Exception? Refusal { get; set; }

    /// <summary>A message arrives at all who have subscribed.</summary>
    /// <param name="value">The message.</param>
    /// <param name="eventName">Its event's name.</param>
    public void Send(T value, string eventName = "") => Send(new WsChannelMessage<T>(eventName, value));

    /// <summary>A notice arrives at all who have subscribed.</summary>
    /// <param name="reason">Why messages may have been missed.</param>
    /// <param name="missed">How many, where that is known.</param>
    public void SendNotice(WsDiscontinuityReason reason = WsDiscontinuityReason.Reconnected, long? missed = null)
        => Send(new WsChannelMessage<T>(new WsDiscontinuity(name, reason, missed)));

    /// <summary>Ends all subscriptions.</summary>
    /// <param name="error">With what they fail; <see langword="null"/> when they do not.</param>
    public void End(Exception? error = null)
    {
        foreach (var reader in Readers())
        {
            reader.Writer.TryComplete(error);
        }
    }

    /// <inheritdoc/>
    public override ValueTask PublishAsync(T value, CancellationToken cancellationToken = default)
        => PublishAsync("", value, cancellationToken);

    /// <inheritdoc/>
    public override ValueTask PublishAsync(string eventName, T value, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(eventName);
        if (Refusal is not null)
        {
            return ValueTask.FromException(Refusal);
        }

        _published.Enqueue((eventName, value));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask PublishChangeAsync(Func<T> change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        return PublishAsync(change(), cancellationToken);
    }

    /// <inheritdoc/>
    public override ValueTask<WsSubscription> SubscribeMessagesAsync(
        Func<WsChannelMessage<T>, CancellationToken, ValueTask> handler,
        WsSubscribeOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Refusal is null
            ? ValueTask.FromResult<WsSubscription>(new Subscription(this, handler, options))
            : ValueTask.FromException<WsSubscription>(Refusal);
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<WsChannelMessage<T>> ReadMessagesAsync(
        WsSubscribeOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (Refusal is not null)
        {
            throw Refusal;
        }

        var reader = Join();
        try
        {
            await foreach (var message in reader.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                if (message.Discontinuity is { } discontinuity)
                {
                    options?.OnDiscontinuity?.Invoke(discontinuity);
                }

                yield return message;
            }
        }
        finally
        {
            Leave(reader);
        }
    }

    private void Send(WsChannelMessage<T> message)
    {
        foreach (var reader in Readers())
        {
            reader.Writer.TryWrite(message);
        }
    }

    private Channel<WsChannelMessage<T>>[] Readers()
    {
        lock (_gate)
        {
            return [.. _readers];
        }
    }

    private Channel<WsChannelMessage<T>> Join()
    {
        var reader = Channel.CreateUnbounded<WsChannelMessage<T>>();
        lock (_gate)
        {
            _readers.Add(reader);
        }

        return reader;
    }

    private void Leave(Channel<WsChannelMessage<T>> reader)
    {
        lock (_gate)
        {
            _readers.Remove(reader);
        }

        reader.Writer.TryComplete();
    }

    private sealed class Subscription : WsSubscription
    {
        private readonly WsTestChannel<T> _channel;
        private readonly Channel<WsChannelMessage<T>> _reader;
        private readonly CancellationTokenSource _stopping = new();

        public Subscription(
            WsTestChannel<T> channel, Func<WsChannelMessage<T>, CancellationToken, ValueTask> handler, WsSubscribeOptions? options)
        {
            _channel = channel;
            _reader = channel.Join();
            Completion = RunAsync(handler, options);
        }

        public override string Channel => _channel.Name;

        public override Task Completion { get; }

        public override ValueTask DisposeAsync()
        {
            _channel.Leave(_reader);
            _stopping.Cancel();
            return ValueTask.CompletedTask;
        }

        // A handler that throws fails the test's subscription: there is no log to hide it in.
        private async Task RunAsync(Func<WsChannelMessage<T>, CancellationToken, ValueTask> handler, WsSubscribeOptions? options)
        {
            await foreach (var message in _reader.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                if (message.Discontinuity is { } discontinuity)
                {
                    options?.OnDiscontinuity?.Invoke(discontinuity);
                }

                await handler(message, _stopping.Token).ConfigureAwait(false);
            }
        }
    }
}
