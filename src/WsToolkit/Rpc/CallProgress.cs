using WsToolkit.Dialects;
using WsToolkit.Json;

namespace WsToolkit.Rpc;

/// <summary>
/// Sends the progress reports of a call, which may have several reporters, as each entry of a walker has its own. A report is worth less than a reply: while the send
/// queue is crowded only the latest is kept, and sent before the answer. Thread-safe.
/// </summary>
internal sealed class CallProgress(WsCall call, RpcPeer peer)
{
    private readonly Lock _gate = new();
    private IHeldBackReport? _heldBack;
    private bool _ended;

    /// <summary>Sends a report, or keeps it.</summary>
    public void Report<T>(ProgressReporter<T> reporter, T value)
    {
        if (call.IsOneWay)
        {
            return;
        }

        lock (_gate)
        {
            if (_ended)
            {
                return;
            }

            _heldBack = null;
            if (peer.Session.Queue.IsCrowded)
            {
                reporter.HoldBack(value);
                _heldBack = reporter;
                return;
            }

            Send(value, reporter.Type);
        }
    }

    /// <summary>The call is about to be answered: sends the last report if it was held back, and none after it.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            if (!_ended && _heldBack is not null)
            {
                try
                {
                    _heldBack.Send(this);
                }
                catch (Exception exception)
                {
                    // Whoever answers the call, a timer perhaps, is not who made the report: the answer matters more.
                    peer.Logger.ProgressUnwritable(exception, call.Context.MethodName);
                }
            }

            _ended = true;
        }
    }

    /// <summary>Sends a report. Called under the lock.</summary>
    public void Send<T>(T value, WsPayloadType<T> type)
    {
        var envelope = call.Envelope(WsEnvelopeKind.Progress);
        envelope.Method = default;
        peer.Session.Queue.Send(in envelope, value, type);
    }
}
