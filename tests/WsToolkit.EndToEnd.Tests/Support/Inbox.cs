using System.Threading.Channels;

namespace WsToolkit.EndToEnd.Tests.Support;

/// <summary>Takes what a handler receives, and lets the test wait for it.</summary>
internal sealed class Inbox<T>
{
    private readonly Channel<T> _items = Channel.CreateUnbounded<T>();

    public void Add(T item) => _items.Writer.TryWrite(item);

    public ValueTask AddAsync(T item)
    {
        Add(item);
        return ValueTask.CompletedTask;
    }

    public Task<T> NextAsync() => _items.Reader.ReadAsync().Soon();
}
