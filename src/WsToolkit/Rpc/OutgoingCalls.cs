using System.Buffers.Text;
using WsToolkit.Sessions;

namespace WsToolkit.Rpc;

/// <summary>
/// The calls of this end that are in flight, by their numbers. A call without streams waits here while as many as the other end
/// takes at once are unanswered; one with streams does not, since those before it may never end. Then both wait for room in the send
/// queue, in the order in which they were made. Thread-safe.
/// </summary>
internal sealed class OutgoingCalls(SendQueue queue, int limit, int concurrent)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, WsOutgoingCall> _calls = [];
    private LinkedList<WsOutgoingCall>? _waiting;
    private LinkedList<WsOutgoingCall>? _waitingForRoom;
    private bool _sending;
    private int _sent;
    private int _sentWithoutStreams;
    private long _last;
    private WsConnectionLostException? _lost;

    /// <summary>Gives the call its number and awaits its answer.</summary>
    /// <returns>Whether to give it to <see cref="Launch"/>; if not, that happens when it is its turn.</returns>
    /// <exception cref="WsException">Too many calls are in flight, or the connection has ended.</exception>
    public bool Add(WsOutgoingCall call)
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
            if (MaySend(call))
            {
                CountAsSent(call);
                return true;
            }

            call.Place = (_waiting ??= []).AddLast(call);
            return false;
        }
    }

    /// <summary>Sends a call, now or when there is room for it.</summary>
    public void Launch(WsOutgoingCall call)
    {
        bool waits;
        var isFirst = false;
        lock (_gate)
        {
            waits = _sending || !queue.HasRoomNow;
            if (waits)
            {
                if (!Holds(call))
                {
                    return;
                }

                call.Place = (_waitingForRoom ??= []).AddLast(call);
                isFirst = !_sending;
                _sending = true;
            }
        }

        // Not under the lock: there may be room by now, and sending takes locks of others.
        if (!waits)
        {
            call.Send(this);
        }
        else if (isFirst)
        {
            _ = SendWaitingAsync();
        }
    }

    public void Remove(WsOutgoingCall call)
    {
        WsOutgoingCall? next = null;
        lock (_gate)
        {
            if (!Holds(call))
            {
                return;
            }

            _calls.Remove(call.Number);

            if (call.Place is { } place)
            {
                var unsent = place.List == _waiting;
                place.List!.Remove(place);
                call.Place = null;
                if (unsent)
                {
                    return;
                }
            }

            _sent--;
            _sentWithoutStreams -= call.HasStreams ? 0 : 1;

            // Once the connection is being closed, or left, those who wait go with it.
            if (_lost is null && queue.TakesMessages && _waiting?.First is { } first && MaySend(first.Value))
            {
                _waiting.RemoveFirst();
                next = first.Value;
                next.Place = null;
                CountAsSent(next);
            }
        }

        if (next is not null)
        {
            Launch(next);
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

    /// <summary>Whether calls are refused, because the connection has ended or the other end takes nothing new.</summary>
    public bool HasLeft
    {
        get
        {
            lock (_gate)
            {
                return _lost is not null;
            }
        }
    }

    /// <summary>The other end answers what it has and takes nothing new: calls that have not been sent leave, and those to come fail.</summary>
    public void Leave(WsConnectionLostException lost)
    {
        foreach (var call in Snapshot(lost, static _ => true))
        {
            call.Leave(this);
        }
    }

    /// <summary>The connection has ended: every call ends or leaves it, and those to come fail.</summary>
    public void LoseAll(WsConnectionLostException lost)
    {
        foreach (var call in Snapshot(lost, static _ => true))
        {
            call.Lose(this);
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

    private async Task SendWaitingAsync()
    {
        while (true)
        {
            await queue.WaitForRoomAsync(CancellationToken.None).ConfigureAwait(false);
            WsOutgoingCall call;
            lock (_gate)
            {
                if (_waitingForRoom?.First is not { } first)
                {
                    _sending = false;
                    return;
                }

                call = first.Value;
                call.Place = null;
                _waitingForRoom.RemoveFirst();
            }

            call.Send(this);
        }
    }

    // With nothing unanswered but streams, waiting might never end: the other end may refuse the call, if it must.
    private bool MaySend(WsOutgoingCall call) => call.HasStreams || _sent < concurrent || _sentWithoutStreams == 0;

    // A call that has moved on to another connection has another number.
    private bool Holds(WsOutgoingCall call) => _calls.TryGetValue(call.Number, out var held) && ReferenceEquals(held, call);

    private void CountAsSent(WsOutgoingCall call)
    {
        _sent++;
        _sentWithoutStreams += call.HasStreams ? 0 : 1;
    }

    // In the order in which they were made, in which they also go over the next connection.
    private List<WsOutgoingCall> Snapshot(WsConnectionLostException? lost, Func<WsOutgoingCall, bool> which)
    {
        lock (_gate)
        {
            _lost ??= lost;
            return [.. _calls.Where(entry => which(entry.Value)).OrderBy(static entry => entry.Key).Select(static entry => entry.Value)];
        }
    }
}
