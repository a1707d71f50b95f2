using System.Text;
using Microsoft.Extensions.Logging;

namespace WsToolkit.Channels;

/// <summary>
/// One channel in this process: who has subscribed to it, and the messages on their way to them. Lives as long as anybody uses it. A
/// bounded queue takes what is
/// published, and a pump hands it to all subscribers, as much as there is at a time. Thread-safe.
/// </summary>
internal sealed partial class Topic : IThreadPoolWorkItem
{
    /// <summary>The messages that may wait for the pump.</summary>
    public const int QueueLength = 256;

    private readonly WsChannelHub _hub;
    private readonly IChannelLifecycle? _lifecycle;
    private readonly Lock _gate = new();

    // Held while somebody becomes the first, or has been the last.
    private readonly SemaphoreSlim _transition = new(1, 1);

    // Held while a snapshot is taken or a change is made.
    private readonly SemaphoreSlim _change = new(1, 1);

    private static long _lastTopic;

    private readonly List<TopicSubscriber> _subscribers = [];
    private int _users;
    private bool _wanted;
    private bool _begun;
    private bool _ended;

    public Topic(WsChannelHub hub, WsChannelDefinition definition, string name)
    {
        _hub = hub;
        Definition = definition;
        Name = name;
        Key = WsChannelHub.KeyOf(definition, name);
        Utf8Name = Encoding.UTF8.GetBytes(name);
        _lifecycle = hub.LifecycleOf(definition);
        _batch = new MessageBatch(Utf8Name);
    }

    /// <summary>Counts the topics of this process, in the order in which they began.</summary>
    public long Number { get; } = Interlocked.Increment(ref _lastTopic);

    public WsChannelDefinition Definition { get; }

    /// <summary>The channel's name.</summary>
    public string Name { get; }

    public ReadOnlyMemory<byte> Utf8Name { get; }

    /// <summary>Tells the topic from all others, also in other processes.</summary>
    public string Key { get; }

    public ILogger Logger => _hub.Logger;

    /// <summary>Keeps the topic alive until <see cref="Release"/>.</summary>
    /// <returns>False when it has ended: there is a new one.</returns>
    public bool TryUse()
    {
        lock (_gate)
        {
            _users += _ended ? 0 : 1;
            return !_ended;
        }
    }

    /// <summary>Ends a <see cref="TryUse"/>. After the last one the topic ends.</summary>
    public void Release()
    {
        lock (_gate)
        {
            if (--_users > 0)
            {
                return;
            }

            if (!_wanted && _transition.CurrentCount > 0)
            {
                End();
                return;
            }
        }

        _ = EndAsync();
    }

    /// <summary>Adds a subscriber.</summary>
    /// <param name="subscriber">The subscriber, not begun yet. The caller uses the topic on its behalf.</param>
    /// <param name="pattern">The events that it wants.</param>
    /// <param name="snapshot">Takes the snapshot for the subscriber, or null when there is none to take.</param>
    /// <param name="occasion">What the lifecycle knows of it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async ValueTask JoinAsync(
        TopicSubscriber subscriber,
        EventPattern pattern,
        Func<CancellationToken, ValueTask>? snapshot,
        object? occasion,
        CancellationToken cancellationToken)
    {
        try
        {
            await _transition.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                if (!_wanted)
                {
                    await _hub.Bus.SubscribeAsync(Key, cancellationToken).ConfigureAwait(false);
                    _wanted = true;
                    Logger.TopicBegan(Name);
                }

                if (snapshot is null)
                {
                    Add(subscriber, pattern);
                }

                if (!_begun)
                {
                    await (_lifecycle?.OnFirstAsync(Name, occasion) ?? ValueTask.CompletedTask).ConfigureAwait(false);
                    _begun = true;
                }
            }
            finally
            {
                _transition.Release();
            }

            if (snapshot is not null)
            {
                await _change.WaitAsync(cancellationToken).ConfigureAwait(false);
                try
                {
                    Add(subscriber, pattern);
                    await snapshot(cancellationToken).ConfigureAwait(false);
                }
                finally
                {
                    _change.Release();
                }
            }
        }
        catch
        {
            Remove(subscriber);
            throw;
        }
    }

    /// <summary>Lets a subscriber that has joined have the events of one more pattern.</summary>
    /// <param name="subscriber">The subscriber.</param>
    /// <param name="pattern">The events that it wants besides.</param>
    /// <param name="snapshot">Takes the snapshot of these events, or null when there is none to take.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async ValueTask WidenAsync(
        TopicSubscriber subscriber, EventPattern pattern, Func<CancellationToken, ValueTask>? snapshot, CancellationToken cancellationToken)
    {
        if (snapshot is null)
        {
            Want(subscriber, pattern);
            return;
        }

        await _change.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Want(subscriber, pattern);
            await snapshot(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            subscriber.Unwant(pattern);
            throw;
        }
        finally
        {
            _change.Release();
        }
    }

    /// <summary>Removes a subscriber, if it is there.</summary>
    public void Remove(TopicSubscriber subscriber)
    {
        bool removed;
        lock (_gate)
        {
            var place = subscriber.Place;
            removed = place >= 0;
            if (removed)
            {
                var last = _subscribers[^1];
                _subscribers[place] = last;
                last.Place = place;
                _subscribers.RemoveAt(_subscribers.Count - 1);
                subscriber.Place = -1;
                _changedSubscribers = true;
            }
        }

        subscriber.OnLeft();
        if (removed)
        {
            ChannelMetrics.Subscriptions(Definition.Template, -1);
        }
    }

    /// <summary>Waits while a snapshot is taken or a change is made.</summary>
    public ValueTask WaitForChangeAsync(CancellationToken cancellationToken)
        => _change.CurrentCount > 0 ? ValueTask.CompletedTask : PassAsync(cancellationToken);

    /// <summary>Makes a change that no snapshot is taken in the midst of.</summary>
    public async ValueTask ChangeAsync(Func<CancellationToken, ValueTask> change, CancellationToken cancellationToken)
    {
        await _change.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await change(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _change.Release();
        }
    }

    /// <summary>Visits every subscriber.</summary>
    public void ForEach(Action<TopicSubscriber> visit)
    {
        lock (_gate)
        {
            _subscribers.ForEach(visit);
        }
    }

    private async ValueTask PassAsync(CancellationToken cancellationToken)
    {
        await _change.WaitAsync(cancellationToken).ConfigureAwait(false);
        _change.Release();
    }

    // What is accepted from now on is meant for the pattern, and nothing before.
    private void Want(TopicSubscriber subscriber, EventPattern pattern)
    {
        lock (_gate)
        {
            subscriber.Want(pattern, _nextNumber);
        }
    }

    private void Add(TopicSubscriber subscriber, EventPattern pattern)
    {
        lock (_gate)
        {
            subscriber.Want(pattern, _nextNumber);
            subscriber.Place = _subscribers.Count;
            _subscribers.Add(subscriber);
            _changedSubscribers = true;
        }

        ChannelMetrics.Subscriptions(Definition.Template, 1);
    }

    private async Task EndAsync()
    {
        await _transition.WaitAsync().ConfigureAwait(false);
        try
        {
            lock (_gate)
            {
                if (_users > 0 || _ended)
                {
                    return;
                }
            }

            if (_wanted)
            {
                await LeaveBusAsync().ConfigureAwait(false);
            }

            lock (_gate)
            {
                if (_users == 0)
                {
                    End();
                }
            }
        }
        finally
        {
            _transition.Release();
        }
    }

    private async ValueTask LeaveBusAsync()
    {
        _wanted = false;
        Logger.TopicEnded(Name);
        try
        {
            await _hub.Bus.UnsubscribeAsync(Key).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Logger.UnsubscribeFailed(exception, Name);
        }

        var begun = _begun;
        _begun = false;
        if (!begun || _lifecycle is null)
        {
            return;
        }

        try
        {
            await _lifecycle.OnLastAsync(Name).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Logger.LastSubscriberFailed(exception, Name);
        }
    }

    // Within the gate: whoever asks the hub now gets a new topic.
    private void End()
    {
        if (!_ended)
        {
            _ended = true;
            _hub.Remove(this);
        }
    }
}

/// <summary>What surrounds the life of a channel's topics: the hooks of a service.</summary>
internal interface IChannelLifecycle
{
    /// <summary>The first subscriber has come. An exception refuses it.</summary>
    /// <param name="name">The channel's name.</param>
    /// <param name="occasion">What was given to <see cref="Topic.JoinAsync"/>.</param>
    ValueTask OnFirstAsync(string name, object? occasion);

    /// <summary>The last subscriber has gone.</summary>
    ValueTask OnLastAsync(string name);
}
