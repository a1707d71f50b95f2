using System.Runtime.CompilerServices;
using System.Threading.Channels;
using WsToolkit.Json;

namespace WsToolkit.Rpc;

/// <summary>The receiving end of a stream, whichever side it is on and whatever its items are.</summary>
internal abstract class StreamReceiver
{
    /// <summary>An item has arrived. Called by the reader; never waits.</summary>
    /// <exception cref="WsException">The item cannot be read, or was not allowed; the stream has ended with that error.</exception>
    public abstract void OnItem(ReadOnlyMemory<byte> payload);

    /// <summary>The stream has ended: after the items that are buffered its consumer sees the end, or the error.</summary>
    public abstract void Complete(Exception? error);

    /// <summary>Nobody will consume the rest.</summary>
    public abstract void Discard();
}

/// <summary>
/// Buffers at most a window of items between the reader and the consumer. Every half window that has been consumed is granted to
/// the sender anew.
/// </summary>
internal sealed class StreamReceiver<T>(WsPayloadType<T> type, string? name, int window, ByteBudget budget, Action<int> grant) : StreamReceiver
{
    private readonly Channel<Item> _items = Channel.CreateBounded<Item>(new BoundedChannelOptions(window) { SingleWriter = false, SingleReader = true });
    private int _consumed;
    private int _enumerated;

    public override void OnItem(ReadOnlyMemory<byte> payload)
    {
        Item item;
        try
        {
            item = new Item(type.Read(payload), payload.Length);
        }
        catch (Exception exception)
        {
            // Whatever it is, also what the type's own constructor throws: it ends this stream, and not the connection.
            throw End(name is null
                ? new WsException(WsErrorCodes.InvalidResult, "An item of the stream cannot be read.", exception)
                : RpcErrors.InvalidArguments(name, "not valid type", exception));
        }

        if (!budget.TryTake(item.Size))
        {
            throw End(RpcErrors.StreamOverflow(name));
        }

        if (!_items.Writer.TryWrite(item))
        {
            budget.Return(item.Size);
            if (!_items.Reader.Completion.IsCompleted && _items.Writer.TryComplete(RpcErrors.StreamOverflow(name)))
            {
                throw RpcErrors.StreamOverflow(name);
            }
        }
    }

    public override void Complete(Exception? error) => _items.Writer.TryComplete(error);

    public override void Discard()
    {
        _items.Writer.TryComplete();
        while (_items.Reader.TryRead(out var item))
        {
            budget.Return(item.Size);
        }
    }

    /// <summary>The items. Can be enumerated once.</summary>
    public async IAsyncEnumerable<T> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _enumerated, 1) != 0)
        {
            throw new InvalidOperationException("A received stream can be enumerated only once.");
        }

        try
        {
            while (await _items.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                while (_items.Reader.TryRead(out var item))
                {
                    budget.Return(item.Size);
                    if (++_consumed >= Math.Max(1, window / 2))
                    {
                        grant(_consumed);
                        _consumed = 0;
                    }

                    yield return item.Value!;
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }
        }
        finally
        {
            Discard();
        }
    }

    private WsException End(WsException error)
    {
        _items.Writer.TryComplete(error);
        return error;
    }

    private readonly record struct Item(T? Value, int Size);
}
