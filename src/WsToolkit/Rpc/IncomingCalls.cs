using WsToolkit.Dialects;

namespace WsToolkit.Rpc;

/// <summary>
/// The received calls that have not been answered, by their ids as they stood on the wire; two ids are the same when their bytes
/// are. Thread-safe.
/// </summary>
internal sealed class IncomingCalls(CallRoom? room = null)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ReadOnlyMemory<byte>, WsCall> _calls = new(WireBytesComparer.Instance);

    // All calls, the newest first, linked with one another.
    private WsCall? _newest;
    private int _count;
    private int _unanswered;
    private long _last;

    /// <summary>
    /// Whether one more call would be too many. A caller may send the next call as soon as it has its answer, while the handler of the last one is
    /// still being cleaned up, so only what is unanswered counts; handlers that go on after their answer have a bound of their own.
    /// </summary>
    public bool IsFull(int limit) => Volatile.Read(ref _unanswered) >= limit || HasTwiceAsMany(limit);

    /// <summary>Whether there are twice as many calls, answered or not.</summary>
    public bool HasTwiceAsMany(int limit) => Volatile.Read(ref _count) >= 2L * limit;

    /// <summary>
    /// Completes when one more call is not too many, and all together have not brought too many bytes; null when that is so now, or calls
    /// run in no order.
    /// </summary>
    public Task? WaitForRoom()
    {
        if (room is null)
        {
            return null;
        }

        lock (_gate)
        {
            return HasRoom(room) ? null : room.Wait();
        }
    }

    /// <summary>Calls whose handlers have not ended, answered or not.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _count;
            }
        }
    }

    /// <summary>Adds a call, and gives it its number. Called by the reader, for one call after the other.</summary>
    /// <returns>False when its id is in use; where calls are not found by their ids, that does not matter.</returns>
    public bool TryAdd(WsCall call)
    {
        lock (_gate)
        {
            if (room is null && !call.Id.IsEmpty && !_calls.TryAdd(call.Id, call))
            {
                return false;
            }

            call.Number = ++_last;
            call.Older = _newest;
            if (_newest is not null)
            {
                _newest.Newer = call;
            }

            _newest = call;
            _count++;
            if (room is not null)
            {
                room.Bytes += call.PayloadBytes;
            }

            _unanswered++;
            call.CountsAsUnanswered = true;
            return true;
        }
    }

    public WsCall? Find(ReadOnlyMemory<byte> id)
    {
        lock (_gate)
        {
            return _calls.GetValueOrDefault(id);
        }
    }

    /// <summary>The call is answered: its id may be used again.</summary>
    public void FreeId(WsCall call)
    {
        lock (_gate)
        {
            Free(call);
            if (room is not null)
            {
                SignalRoom(room);
            }
        }
    }

    /// <summary>Gives a call another id.</summary>
    /// <param name="call">The call.</param>
    /// <param name="dialect">Tells the id.</param>
    /// <returns>False when the call has been answered meanwhile.</returns>
    public bool TryRename(WsCall call, WsDialect dialect)
    {
        lock (_gate)
        {
            if (!call.CountsAsUnanswered)
            {
                return false;
            }

            var id = dialect.NameStream(call.Id);
            if (room is null && !id.Span.SequenceEqual(call.Id.Span))
            {
                _calls.Remove(call.Id);
                _calls[id] = call;
            }

            call.Id = id;
            return true;
        }
    }

    /// <summary>The call's handler has ended.</summary>
    public void Remove(WsCall call)
    {
        lock (_gate)
        {
            Free(call);
            if (call.Newer is { } newer)
            {
                newer.Older = call.Older;
            }
            else
            {
                _newest = call.Older;
            }

            if (call.Older is { } older)
            {
                older.Newer = call.Newer;
            }

            call.Newer = null;
            call.Older = null;
            _count--;
            if (room is not null)
            {
                room.Bytes -= call.PayloadBytes;
                SignalRoom(room);
            }
        }
    }

    /// <summary>All calls whose handlers have not ended.</summary>
    public WsCall[] Snapshot()
    {
        lock (_gate)
        {
            var calls = new WsCall[_count];
            var index = 0;
            for (var call = _newest; call is not null; call = call.Older)
            {
                calls[index++] = call;
            }

            return calls;
        }
    }

    /// <summary>Gives up what is due.</summary>
    /// <returns>When the next call is due, or <see cref="long.MaxValue"/>.</returns>
    public long OnDue(long now)
    {
        var next = long.MaxValue;
        foreach (var call in Snapshot())
        {
            if (call.DeadlineTicks <= now)
            {
                call.Cancel(RpcErrors.DeadlineExceeded());
            }
            else
            {
                next = Math.Min(next, call.DeadlineTicks);
            }
        }

        return next;
    }

    private bool HasRoom(CallRoom ordered) => !IsFull(ordered.MaxCalls) && ordered.HasBytes;

    private void SignalRoom(CallRoom ordered)
    {
        if (HasRoom(ordered))
        {
            ordered.Signal();
        }
    }

    private void Free(WsCall call)
    {
        if (!call.CountsAsUnanswered)
        {
            return;
        }

        call.CountsAsUnanswered = false;
        _unanswered--;
        if (room is null && !call.Id.IsEmpty)
        {
            _calls.Remove(call.Id);
        }
    }
}
