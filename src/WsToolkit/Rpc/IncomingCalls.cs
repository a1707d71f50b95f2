namespace WsToolkit.Rpc;

/// <summary>
/// The received calls that have not been answered, by their ids as they stood on the wire; two ids are the same when their bytes
/// are. Thread-safe.
/// </summary>
internal sealed class IncomingCalls(bool findable = true)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ReadOnlyMemory<byte>, WsCall> _calls = new(BytesComparer.Instance);

    // All calls, the newest first, linked with one another.
    private WsCall? _newest;
    private int _count;
    private int _unanswered;
    private TaskCompletionSource? _room;
    private long _bytes;
    private int _limit;
    private long _maxBytes;

    /// <summary>
    /// Whether one more call would be too many. A caller may send the next call as soon as it has its answer, while the handler of the last one is
    /// still being cleaned up, so only what is unanswered counts; handlers that go on after their answer have a bound of their own.
    /// </summary>
    public bool IsFull(int limit) => Volatile.Read(ref _unanswered) >= limit || Volatile.Read(ref _count) >= 2L * limit;

    /// <summary>
    /// Completes when one more call is not too many, and all together have not brought too many bytes; null when that is so now.
    /// </summary>
    public Task? WaitForRoom(int limit, long maxBytes)
    {
        if (!IsFull(limit) && Volatile.Read(ref _bytes) <= maxBytes)
        {
            return null;
        }

        lock (_gate)
        {
            (_limit, _maxBytes) = (limit, maxBytes);
            if (HasRoom)
            {
                return null;
            }

            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _room.Task;
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

    /// <summary>Adds a call.</summary>
    /// <returns>False when its id is in use; where calls are not found by their ids, that does not matter.</returns>
    public bool TryAdd(WsCall call)
    {
        lock (_gate)
        {
            if (findable && !call.Id.IsEmpty && !_calls.TryAdd(call.Id, call))
            {
                return false;
            }

            call.Older = _newest;
            if (_newest is not null)
            {
                _newest.Newer = call;
            }

            _newest = call;
            _count++;
            _bytes += call.PayloadBytes;
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
            SignalRoom();
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
            _bytes -= call.PayloadBytes;
            SignalRoom();
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

    private bool HasRoom => !IsFull(_limit) && _bytes <= _maxBytes;

    private void SignalRoom()
    {
        if (_room is not null && HasRoom)
        {
            _room.TrySetResult();
            _room = null;
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
        if (findable && !call.Id.IsEmpty)
        {
            _calls.Remove(call.Id);
        }
    }

    private sealed class BytesComparer : IEqualityComparer<ReadOnlyMemory<byte>>
    {
        public static readonly BytesComparer Instance = new();

        public bool Equals(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceEqual(y.Span);

        public int GetHashCode(ReadOnlyMemory<byte> bytes)
        {
            // Seeded per process, so that a peer cannot choose ids that collide.
            var hash = default(HashCode);
            hash.AddBytes(bytes.Span);
            return hash.ToHashCode();
        }
    }
}
