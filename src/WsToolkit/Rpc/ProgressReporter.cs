using WsToolkit.Dialects;
using WsToolkit.Json;

namespace WsToolkit.Rpc;

internal interface IProgressReporter
{
    /// <summary>The call is about to be answered: sends the last report if it was held back, and none after it.</summary>
    void Complete();
}

/// <summary>
/// Sends progress reports. A report is worth less than a reply: while the send queue is crowded only the latest is kept, and sent
/// before the answer. Thread-safe.
/// </summary>
internal sealed class ProgressReporter<T>(WsCall? call, RpcPeer peer, WsPayloadType<T> type) : IProgress<T>, IProgressReporter
{
    private readonly Lock _gate = new();
    private T _heldBack = default!;
    private bool _holdsBack;
    private bool _ended;

    public void Report(T value)
    {
        if (call is null || call.IsOneWay)
        {
            return;
        }

        lock (_gate)
        {
            if (_ended)
            {
                return;
            }

            _holdsBack = peer.Session.Queue.IsCrowded;
            if (_holdsBack)
            {
                _heldBack = value;
                return;
            }

            Send(call, value);
        }
    }

    public void Complete()
    {
        lock (_gate)
        {
            if (!_ended && _holdsBack)
            {
                try
                {
                    Send(call!, _heldBack);
                }
                catch (Exception exception)
                {
                    // Whoever answers the call, a timer perhaps, is not who made the report: the answer matters more.
                    peer.Logger.ProgressUnwritable(exception, call!.Context.MethodName);
                }
            }

            _ended = true;
        }
    }

    private void Send(WsCall owner, T value)
    {
        var envelope = owner.Envelope(WsEnvelopeKind.Progress);
        envelope.Method = default;
        peer.Session.Queue.Send(in envelope, value, type);
    }
}
