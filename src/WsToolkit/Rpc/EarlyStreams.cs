using System.Text;

namespace WsToolkit.Rpc;

/// <summary>
/// What arrives on the argument streams of a call before its arguments are bound, because a filter or an authorization comes
/// first: the caller need not wait for that. Bounded by the window that each stream will have, and in bytes by the connection's
/// budget. Thread-safe.
/// </summary>
internal sealed class EarlyStreams(ByteBudget budget, int window)
{
    // No method has more parameters.
    private const int MaxStreams = 64;
    private const int Ended = int.MaxValue;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private List<Arrival>? _arrivals = [];

    /// <summary>Keeps an item.</summary>
    /// <returns>False when the call has been bound: the item goes to its stream.</returns>
    /// <exception cref="WsException">More has arrived than a caller may send.</exception>
    public bool TryKeepItem(ReadOnlyMemory<byte> stream, ReadOnlyMemory<byte> payload)
    {
        lock (_gate)
        {
            if (_arrivals is null)
            {
                return false;
            }

            var name = Encoding.UTF8.GetString(stream.Span);
            var count = _counts.GetValueOrDefault(name);
            if (count == Ended)
            {
                return true;
            }

            // What is refused must not have taken from the budget.
            Count(name, count + 1);
            if (count >= window || !budget.TryTake(payload.Length))
            {
                throw RpcErrors.StreamOverflow(name);
            }

            _arrivals.Add(new Arrival(stream.ToArray(), payload.ToArray(), IsItem: true, null));
            return true;
        }
    }

    /// <summary>Keeps the end of a stream.</summary>
    /// <returns>False when the call has been bound: the end goes to its stream.</returns>
    /// <exception cref="WsException">More has arrived than a caller may send.</exception>
    public bool TryKeepEnd(ReadOnlyMemory<byte> stream, Exception? error)
    {
        lock (_gate)
        {
            if (_arrivals is null)
            {
                return false;
            }

            var name = Encoding.UTF8.GetString(stream.Span);
            if (_counts.GetValueOrDefault(name) != Ended)
            {
                Count(name, Ended);
                _arrivals.Add(new Arrival(stream.ToArray(), default, IsItem: false, error));
            }

            return true;
        }
    }

    /// <summary>The call is bound: hands over what has arrived, in order, and keeps nothing from now on.</summary>
    public void HandOver(Action<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> item, Action<ReadOnlyMemory<byte>, Exception?> end)
    {
        lock (_gate)
        {
            foreach (var arrival in Take())
            {
                if (arrival.IsItem)
                {
                    item(arrival.Stream, arrival.Payload);
                }
                else
                {
                    end(arrival.Stream, arrival.Error);
                }
            }
        }
    }

    /// <summary>The call has ended: nobody wants what has arrived.</summary>
    public void Discard()
    {
        lock (_gate)
        {
            Take();
        }
    }

    private List<Arrival> Take()
    {
        var arrivals = _arrivals ?? [];
        _arrivals = null;
        foreach (var arrival in arrivals)
        {
            budget.Return(arrival.Payload.Length);
        }

        return arrivals;
    }

    private void Count(string name, int count)
    {
        if (_counts.Count == MaxStreams && !_counts.ContainsKey(name))
        {
            throw RpcErrors.NoSuchStream();
        }

        _counts[name] = count;
    }

    private readonly record struct Arrival(byte[] Stream, ReadOnlyMemory<byte> Payload, bool IsItem, Exception? Error);
}
