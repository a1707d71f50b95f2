namespace WsToolkit.Dialects;

/// <summary>
/// The calls of a client that have not been answered, in the order in which they were sent, for dialects whose answers bear no ids. A
/// call that its
/// caller has given up keeps its place, so that a late answer is not taken for that of another. Thread-safe.
/// </summary>
internal sealed class PendingCalls(bool byMethod)
{
    /// <summary>A server that answers nothing must not fill the memory.</summary>
    public const int MaxCount = 4096;

    private readonly Lock _gate = new();
    private readonly List<Call> _calls = [];
    private int _failures;

    /// <summary>Whether a call has not been answered.</summary>
    public bool HasAny
    {
        get
        {
            lock (_gate)
            {
                return _calls.Count > 0;
            }
        }
    }

    /// <summary>A call is sent.</summary>
    /// <exception cref="WsException">Too many have not been answered.</exception>
    public void Add(ReadOnlyMemory<byte> id, ReadOnlyMemory<byte> method, ReadOnlyMemory<byte> channel)
    {
        lock (_gate)
        {
            if (_calls.Count == MaxCount)
            {
                throw new WsException(WsErrorCodes.TooManyCalls, $"{MaxCount} calls have not been answered on this connection.");
            }

            _calls.Add(new Call(id, method, channel));
        }
    }

    /// <summary>An answer has come: takes the first call that it can belong to.</summary>
    /// <param name="method">The method of the answer.</param>
    /// <param name="channel">The channel of the answer; empty unless it is about subscribing.</param>
    /// <returns>The call's id; empty when there is no such call.</returns>
    public ReadOnlyMemory<byte> Take(ReadOnlySpan<byte> method, ReadOnlySpan<byte> channel)
    {
        lock (_gate)
        {
            for (var i = 0; i < _calls.Count; i++)
            {
                if (!byMethod || (_calls[i].Method.Span.SequenceEqual(method) && _calls[i].Channel.Span.SequenceEqual(channel)))
                {
                    return TakeAt(i);
                }
            }

            return default;
        }
    }

    /// <summary>
    /// An error has come that says nothing of a call: takes the only one, or the first where answers come in that order, or when all have
    /// failed.
    /// </summary>
    /// <param name="others">Whether others have failed with it, which <see cref="TakeFailedByElimination"/> gives out.</param>
    /// <returns>The call's id; empty when it is not certain which one it is.</returns>
    public ReadOnlyMemory<byte> TakeFailed(out bool others)
    {
        others = false;
        lock (_gate)
        {
            if (_calls.Count == 1 || (!byMethod && _calls.Count > 0))
            {
                return TakeAt(0);
            }

            if (_calls.Count > 0)
            {
                _failures++;
                for (var i = 0; i < _calls.Count; i++)
                {
                    _calls[i] = _calls[i] with { MayHaveFailed = true };
                }

                if (_failures >= _calls.Count)
                {
                    _failures = _calls.Count - 1;
                    others = true;
                    return TakeAt(0);
                }
            }

            return default;
        }
    }

    /// <summary>
    /// When as many calls are left that may have failed as errors have come for them, those are the failed ones, and no answer will come.
    /// </summary>
    /// <returns>The id of one; empty when there is none.</returns>
    public ReadOnlyMemory<byte> TakeFailedByElimination()
    {
        lock (_gate)
        {
            if (_failures == 0)
            {
                return default;
            }

            var left = _calls.Count(static call => call.MayHaveFailed);
            if (left > _failures)
            {
                return default;
            }

            _failures = Math.Max(0, left - 1);
            return left == 0 ? default : TakeAt(_calls.FindIndex(static call => call.MayHaveFailed));
        }
    }

    private ReadOnlyMemory<byte> TakeAt(int index)
    {
        var id = _calls[index].Id;
        _calls.RemoveAt(index);
        return id;
    }

    private readonly record struct Call(ReadOnlyMemory<byte> Id, ReadOnlyMemory<byte> Method, ReadOnlyMemory<byte> Channel)
    {
        /// <summary>Whether an error has come since that may have been its answer.</summary>
        public bool MayHaveFailed { get; init; }
    }
}
