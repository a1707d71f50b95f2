using System.Text;
using Microsoft.Extensions.Logging;
using WsToolkit.Channels;

namespace WsToolkit.Client;

/// <summary>The consumers of one channel. A message is read once for each message type that they take it for.</summary>
internal sealed class ClientTopic(string name)
{
    // Event names are few and come again and again.
    private const int MaxEventNames = 64;
    private readonly Lock _gate = new();
    private readonly HashSet<string> _eventNames = new(StringComparer.Ordinal);
    private Group[] _groups = [];

    public string Name => name;

    public void Add<T>(WsChannelType<T> type, ChannelSubscriber<T> subscriber)
    {
        lock (_gate)
        {
            foreach (var group in _groups)
            {
                if (group is Group<T> known && known.Type == type)
                {
                    known.Subscribers = [.. known.Subscribers, subscriber];
                    return;
                }
            }

            _groups = [.. _groups, new Group<T>(type) { Subscribers = [subscriber] }];
        }
    }

    /// <summary>Removes a consumer.</summary>
    /// <returns>Whether none is left.</returns>
    public bool Remove(ChannelSubscriber subscriber)
    {
        lock (_gate)
        {
            _groups = [.. _groups.Where(group => !group.Remove(subscriber))];
            return _groups.Length == 0;
        }
    }

    public void OnMessage(ReadOnlySpan<byte> eventName, ReadOnlyMemory<byte> data, ILogger logger)
    {
        var text = Text(eventName);
        foreach (var group in Volatile.Read(ref _groups))
        {
            try
            {
                group.OnMessage(text, data);
            }
            catch (Exception exception)
            {
                // Whatever it is, also what the type's own constructor throws: it must not end the connection.
                logger.ChannelMessageUnreadable(exception, name);
                group.Each(subscriber => subscriber.Notify(new WsDiscontinuity(name, WsDiscontinuityReason.Unreadable, 1)));
            }
        }
    }

    public void Notify(WsDiscontinuity discontinuity) => Each(subscriber => subscriber.Notify(discontinuity));

    public void Complete(Exception? error) => Each(subscriber => subscriber.Complete(error));

    private void Each(Action<ChannelSubscriber> action)
    {
        foreach (var group in Volatile.Read(ref _groups))
        {
            group.Each(action);
        }
    }

    private string Text(ReadOnlySpan<byte> eventName)
    {
        Span<char> text = stackalloc char[128];
        if (eventName.Length > text.Length)
        {
            return Encoding.UTF8.GetString(eventName);
        }

        text = text[..Encoding.UTF8.GetChars(eventName, text)];
        if (_eventNames.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var known))
        {
            return known;
        }

        known = text.ToString();
        if (_eventNames.Count < MaxEventNames)
        {
            _eventNames.Add(known);
        }

        return known;
    }

    private abstract class Group
    {
        public abstract void OnMessage(string eventName, ReadOnlyMemory<byte> data);

        public abstract bool Remove(ChannelSubscriber subscriber);

        public abstract void Each(Action<ChannelSubscriber> action);
    }

    private sealed class Group<T>(WsChannelType<T> type) : Group
    {
        public WsChannelType<T> Type => type;

        public ChannelSubscriber<T>[] Subscribers { get; set; } = [];

        public override void OnMessage(string eventName, ReadOnlyMemory<byte> data)
        {
            var message = new WsChannelMessage<T>(eventName, type.Read(eventName, data));
            foreach (var subscriber in Subscribers)
            {
                subscriber.OnMessage(in message);
            }
        }

        public override bool Remove(ChannelSubscriber subscriber)
        {
            Subscribers = [.. Subscribers.Where(s => s != subscriber)];
            return Subscribers.Length == 0;
        }

        public override void Each(Action<ChannelSubscriber> action) => Array.ForEach(Subscribers, action);
    }
}
