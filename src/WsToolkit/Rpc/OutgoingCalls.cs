using System.Buffers.Text;

namespace WsToolkit.Rpc;

/// <summary>The calls of this end that are in flight, by their numbers. Thread-safe.</summary>
internal sealed class OutgoingCalls(int limit)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, WsOutgoingCall> _calls = [];
    private long _last;
    private WsConnectionLostException? _lost;

    /// <summary>Gives the call its number and awaits its answer.</summary>
    /// <exception cref="WsException">Too many calls are in flight, or the connection has ended.</exception>
    public void Add(WsOutgoingCall call)
    {
        lock (_gate)
        {
            if (_lost is not null)
            {
                throw new WsConnectionLostException(_lost.Close, _lost.InnerException);
            }

            if (_calls.Count >= limit)
            {
                throw new WsException(WsErrorCodes.TooManyCalls, $"More than {limit} calls are in flight on this connection.");
            }

            call.Number = ++_last;
            Span<byte> digits = stackalloc byte[20];
            Utf8Formatter.TryFormat(call.Number, digits, out var length);
            call.Id = digits[..length].ToArray();
            _calls.Add(call.Number, call);
        }
    }

    public void Remove(WsOutgoingCall call)
    {
        lock (_gate)
        {
            _calls.Remove(call.Number);
        }
    }

    /// <summary>Finds a call by the id of a received message.</summary>
    public WsOutgoingCall? Find(ReadOnlySpan<byte> id)
    {
        if (!Utf8Parser.TryParse(id, out long number, out var read) || read != id.Length)
        {
            return null;
        }

        lock (_gate)
        {
            return _calls.GetValueOrDefault(number);
        }
    }

    /// <summary>The connection has ended: fails every call, and those to come.</summary>
    public void FailAll(WsConnectionLostException lost)
    {
        foreach (var call in Snapshot(lost, static _ => true))
        {
            call.Fail(new WsConnectionLostException(lost.Close, lost.InnerException));
        }
    }

    /// <summary>Gives up what is due.</summary>
    /// <returns>When the next call is due, or <see cref="long.MaxValue"/>.</returns>
    public long OnDue(long now)
    {
        foreach (var call in Snapshot(null, call => call.Deadline <= now))
        {
            call.Abandon(new WsDeadlineExceededException());
        }

        lock (_gate)
        {
            var next = long.MaxValue;
            foreach (var call in _calls.Values)
            {
                next = Math.Min(next, call.Deadline);
            }

            return next;
        }
    }

    private List<WsOutgoingCall> Snapshot(WsConnectionLostException? lost, Func<WsOutgoingCall, bool> which)
    {
        lock (_gate)
        {
            _lost ??= lost;
            return [.. _calls.Values.Where(which)];
        }
    }
}
