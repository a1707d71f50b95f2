namespace WsToolkit.Rpc;

/// <summary>
/// Decides when a call's handler may begin: at most so many run at once, and the ordered calls of a service one after the other in
/// the order of their arrival. An ordered call waits for its predecessors first and takes a place among the running ones only
/// then, so that it does not hold one idle. Thread-safe.
/// </summary>
internal sealed class CallTurns(int maxConcurrent)
{
    private readonly Lock _gate = new();
    private LinkedList<WsCall>? _waiting;
    private Dictionary<object, Lane>? _lanes;
    private int _running;

    /// <summary>The call wants to begin; it is told with <see cref="WsCall.Begin"/>, perhaps at once.</summary>
    public void Request(WsCall call)
    {
        bool begin;
        lock (_gate)
        {
            if (call.Lane is { } key)
            {
                if (!TryTakeLane(key))
                {
                    call.Place = _lanes![key].Waiting.AddLast(call);
                    return;
                }

                call.HoldsLane = true;
            }

            begin = TryTakePlace(call);
        }

        if (begin)
        {
            call.Begin();
        }
    }

    /// <summary>The call begins at once if it need not wait.</summary>
    public bool TryRun(WsCall call)
    {
        lock (_gate)
        {
            if (_running >= maxConcurrent || (call.Lane is { } key && !TryTakeLane(key)))
            {
                return false;
            }

            call.HoldsLane = call.Lane is not null;
            call.HoldsPlace = true;
            _running++;
            return true;
        }
    }

    /// <summary>The handler no longer counts as running, although the call goes on: its results stream.</summary>
    public void LeaveRunning(WsCall call)
    {
        WsCall? next;
        lock (_gate)
        {
            next = ReleasePlace(call);
        }

        next?.Begin();
    }

    /// <summary>The call gives up waiting.</summary>
    /// <returns>Whether it was waiting; if so, nobody else will tell it to begin.</returns>
    public bool TryAbandon(WsCall call)
    {
        lock (_gate)
        {
            if (call.Place is not { } place)
            {
                return false;
            }

            place.List!.Remove(place);
            call.Place = null;
            return true;
        }
    }

    /// <summary>The call has ended.</summary>
    public void Leave(WsCall call)
    {
        WsCall? next;
        WsCall? successor = null;
        lock (_gate)
        {
            next = ReleasePlace(call);
            if (call.HoldsLane)
            {
                call.HoldsLane = false;
                var lane = _lanes![call.Lane!];
                lane.Busy = false;
                if (lane.Waiting.First is { } first)
                {
                    lane.Waiting.RemoveFirst();
                    first.Value.Place = null;
                    lane.Busy = true;
                    first.Value.HoldsLane = true;
                    successor = TryTakePlace(first.Value) ? first.Value : null;
                }
            }
        }

        next?.Begin();
        successor?.Begin();
    }

    private bool TryTakeLane(object key)
    {
        _lanes ??= [];
        if (!_lanes.TryGetValue(key, out var lane))
        {
            _lanes.Add(key, lane = new Lane());
        }

        var free = !lane.Busy;
        lane.Busy = true;
        return free;
    }

    private bool TryTakePlace(WsCall call)
    {
        if (_running < maxConcurrent)
        {
            _running++;
            call.HoldsPlace = true;
            return true;
        }

        call.Place = (_waiting ??= []).AddLast(call);
        return false;
    }

    private WsCall? ReleasePlace(WsCall call)
    {
        if (!call.HoldsPlace)
        {
            return null;
        }

        call.HoldsPlace = false;
        _running--;
        if (_waiting?.First is not { } first)
        {
            return null;
        }

        _waiting.RemoveFirst();
        first.Value.Place = null;
        _running++;
        first.Value.HoldsPlace = true;
        return first.Value;
    }

    private sealed class Lane
    {
        public bool Busy { get; set; }

        public LinkedList<WsCall> Waiting { get; } = [];
    }
}
