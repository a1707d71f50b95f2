using System.Threading.Channels;

namespace WsToolkit.EndToEnd.Tests.Support;

/// <summary>Takes what a handler receives, and lets the test wait for it.</summary>
internal sealed class Inbox<T>
{
    private readonly Channel<T> _items = Channel.CreateUnbounded<T>();

    /// <summary>Whether something has been received that nobody has taken yet.</summary>
    public bool Any => _items.Reader.TryPeek(out _);

    public void Add(T item) => _items.Writer.TryWrite(item);

    public ValueTask AddAsync(T item)
    {
        Add(item);
        return ValueTask.CompletedTask;
    }

    public Task<T> NextAsync() => _items.Reader.ReadAsync().Soon();
}
