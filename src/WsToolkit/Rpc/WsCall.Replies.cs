using System.Text;
using WsToolkit.Dialects;
using WsToolkit.Json;

namespace WsToolkit.Rpc;

/// <content>What is sent in answer to a received call: a result, a stream of them, an error.</content>
public sealed partial class WsCall
{
    /// <summary>Answers a call that has no result.</summary>
    /// <returns>A task that completes when the answer has been queued.</returns>
    public async ValueTask ReplyAsync()
    {
        await WaitForRoomAsync().ConfigureAwait(false);
        if (TryAnswer() && !IsOneWay)
        {
            _peer.Session.Queue.SendEncoded(Envelope(WsEnvelopeKind.Response), _peer.Options.NoResult);
        }
    }

    /// <summary>Answers the call.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="result">The result. It is written straight into the outgoing buffer.</param>
    /// <param name="type">What writes it.</param>
    /// <returns>A task that completes when the answer has been queued.</returns>
    public async ValueTask ReplyAsync<T>(T result, WsPayloadType<T> type)
    {
        await WaitForRoomAsync().ConfigureAwait(false);
        if (!TryAnswer() || IsOneWay)
        {
            return;
        }

        try
        {
            _peer.Session.Queue.Send(Envelope(WsEnvelopeKind.Response), result, type);
        }
        catch (Exception exception)
        {
            _peer.Logger.ResultUnwritable(exception, Encoding.UTF8.GetString(MethodName.Span));
            SendError(new WsError(WsErrorCodes.InvalidResult, "JSON object expected"));
        }
    }

    /// <summary>Answers the call with a stream, as fast as the caller allows.</summary>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <param name="items">The items.</param>
    /// <param name="type">What writes an item.</param>
    /// <returns>A task that completes when the end of the stream has been queued.</returns>
    public async ValueTask StreamAsync<T>(IAsyncEnumerable<T> items, WsPayloadType<T> type)
    {
        // A stream may live for hours: it must not keep one of the few places of running handlers.
        _peer.Turns.LeaveRunning(this);
        var token = CancellationToken;
        if (!IsOneWay && _peer.Session.Dialect.Features.HasFlag(WsDialectFeatures.StreamStarts))
        {
            await WaitForRoomAsync().ConfigureAwait(false);
            if (!_peer.Incoming.TryRename(this, _peer.Session.Dialect))
            {
                return;
            }

            _peer.Session.Queue.Send(Envelope(WsEnvelopeKind.StreamStart));
        }

        var envelope = Envelope(WsEnvelopeKind.Item);
        await foreach (var item in items.WithCancellation(token).ConfigureAwait(false))
        {
            if (_resultCredit is not null)
            {
                await _resultCredit.TakeAsync(token).ConfigureAwait(false);
            }

            await _peer.Session.Queue.WaitForRoomAsync(token).ConfigureAwait(false);
            token.ThrowIfCancellationRequested();
            if (!IsOneWay && !TrySendItem(in envelope, item, type))
            {
                break;
            }
        }

        await ReplyAsync().ConfigureAwait(false);
    }

    /// <summary>Sends an item of a result that is a stream, when there is room and the caller allows it.</summary>
    internal async ValueTask SendItemAsync<T>(T item, WsPayloadType<T> type)
    {
        if (!_streamBegun)
        {
            _streamBegun = true;
            _peer.Turns.LeaveRunning(this);
            if (_peer.Session.Dialect.Features.HasFlag(WsDialectFeatures.StreamStarts))
            {
                await WaitForRoomAsync().ConfigureAwait(false);
                _peer.Session.Queue.Send(Envelope(WsEnvelopeKind.StreamStart));
            }
        }

        var token = CancellationToken;
        await _resultCredit!.TakeAsync(token).ConfigureAwait(false);
        await _peer.Session.Queue.WaitForRoomAsync(token).ConfigureAwait(false);
        token.ThrowIfCancellationRequested();
        var envelope = Envelope(WsEnvelopeKind.Item);
        envelope.Method = default;
        if (!TrySendItem(in envelope, item, type))
        {
            throw new OperationCanceledException("The connection takes no more messages.");
        }
    }

    private bool TryAnswer()
    {
        if (Interlocked.Exchange(ref _answered, 1) != 0)
        {
            return false;
        }

        _progress?.Complete();
        _peer.Incoming.FreeId(this);
        return true;
    }

    private void SendError(WsError error)
    {
        Telemetry?.SetError(error.Code);
        var envelope = Envelope(WsEnvelopeKind.Error);
        envelope.Error = error;
        _peer.Session.Queue.Send(in envelope);
    }

    private bool TrySendItem<T>(in WsEnvelope envelope, T item, WsPayloadType<T> type)
    {
        try
        {
            return _peer.Session.Queue.Send(in envelope, item, type);
        }
        catch (Exception exception)
        {
            _peer.Logger.ResultUnwritable(exception, Encoding.UTF8.GetString(MethodName.Span));
            throw new WsException(WsErrorCodes.InvalidResult, "JSON object expected", exception);
        }
    }

    private ValueTask WaitForRoomAsync()
        => IsOneWay || IsAnswered ? ValueTask.CompletedTask : _peer.Session.Queue.WaitForRoomAsync(_peer.Session.Closed);
}
