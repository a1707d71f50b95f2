using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace WsToolkit.Rpc;

/// <summary>The span and the duration of one call. Ends once.</summary>
internal sealed class CallTelemetry
{
    /// <summary>The name of methods that do not exist: what callers make up must not become names of time series.</summary>
    public const string Other = "_OTHER";

    private const string System = "wstoolkit";
    private readonly string _method;
    private readonly Histogram<double> _duration;
    private readonly Activity? _activity;
    private readonly long _started = Stopwatch.GetTimestamp();
    private string? _error;
    private int _ended;

    public CallTelemetry(ActivitySource source, ActivityKind kind, string method, Histogram<double> duration)
    {
        _method = method;
        _duration = duration;

        // A span must not become current where the call is only begun: whatever comes after it there is not part of it.
        var current = Activity.Current;
        _activity = source.CreateActivity(method, kind);
        if (_activity is not null)
        {
            _activity.SetTag("rpc.system.name", System);
            _activity.SetTag("rpc.method", method);
            try
            {
                _activity.Start();
            }
            finally
            {
                Activity.Current = current;
            }
        }
    }

    /// <summary>Makes the span current until the result is disposed; for the handler that begins meanwhile.</summary>
    public Scope Enter() => new(_activity);

    /// <summary>The call fails.</summary>
    public void SetError(string code) => _error = code;

    /// <summary>The call has ended.</summary>
    /// <param name="exception">With what it has failed; null when it has not.</param>
    public void End(Exception? exception)
    {
        _error = exception switch
        {
            null => _error,
            WsException known => known.Code,
            OperationCanceledException => WsErrorCodes.Cancelled,
            _ => WsErrorCodes.Internal,
        };
        End();
    }

    /// <summary>The call has ended, with the error that has been set, if one has.</summary>
    public void End()
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
        {
            return;
        }

        Guarded(static call => call.RecordDuration(), this);
        if (_activity is not null)
        {
            var current = Activity.Current;
            Guarded(static call => call.StopActivity(call._activity!), this);
            Activity.Current = ReferenceEquals(current, _activity) ? _activity.Parent : current;
        }
    }

    private void RecordDuration()
    {
        if (_duration.Enabled)
        {
            var tags = new TagList { { "rpc.system.name", System }, { "rpc.method", _method } };
            if (_error is not null)
            {
                tags.Add("error.type", _error);
                tags.Add("rpc.response.status_code", _error);
            }

            _duration.Record(Stopwatch.GetElapsedTime(_started).TotalSeconds, tags);
        }
    }

    private void StopActivity(Activity activity)
    {
        if (_error is not null)
        {
            activity.SetTag("error.type", _error);
            activity.SetTag("rpc.response.status_code", _error);
            activity.SetStatus(ActivityStatusCode.Error);
        }

        activity.Stop();
    }

    // Listeners run here: one that throws is no reason for the call to fail.
    private static void Guarded(Action<CallTelemetry> tell, CallTelemetry call)
    {
        try
        {
            tell(call);
        }
        catch (Exception)
        {
            // There is nobody to tell.
        }
    }

    internal readonly struct Scope : IDisposable
    {
        private readonly Activity? _before;
        private readonly bool _entered;

        public Scope(Activity? activity)
        {
            if (activity is not null)
            {
                _before = Activity.Current;
                _entered = true;
                Activity.Current = activity;
            }
        }

        public void Dispose()
        {
            if (_entered)
            {
                Activity.Current = _before;
            }
        }
    }
}
