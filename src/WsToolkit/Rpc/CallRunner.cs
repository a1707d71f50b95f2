using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.Logging;
using WsToolkit.Dialects;

namespace WsToolkit.Rpc;

/// <summary>
/// Runs received calls. Where nothing has to be asked first, arguments are bound at once from the received bytes; where filters, an
/// authorization or the connection's admission come before, the payload is kept until they have passed.
/// </summary>
internal sealed class CallRunner(RpcPeer peer)
{
    private TaskCompletionSource? _allEnded;
    private TaskCompletionSource? _idle;
    private bool _ended;
    private WsCallDelegate? _filtered;
    private bool _closed;

    /// <summary>Completes when the connection has ended and no handler runs any more.</summary>
    public Task AllEnded
    {
        get
        {
            var source = LazyInitializer.EnsureInitialized(
                ref _allEnded, static () => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            if (Volatile.Read(ref _ended))
            {
                source.TrySetResult();
            }

            return source.Task;
        }
    }

    /// <summary>Starts a call. Called by the reader; the request is valid only during this call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="request">The request.</param>
    /// <param name="reads">Becomes false when another thread reads meanwhile.</param>
    public void Start(WsCall call, in WsEnvelope request, ref bool reads)
    {
        if (RpcTelemetry.StartServer(call.Entry?.Method) is not { } telemetry)
        {
            Dispatch(call, in request, ref reads);
            return;
        }

        call.Telemetry = telemetry;
        using (telemetry.Enter())
        {
            Dispatch(call, in request, ref reads);
        }
    }

    private void Dispatch(WsCall call, in WsEnvelope request, ref bool reads)
    {
        var payload = request.Payload;
        if (peer.Host.Filters.Count == 0 && peer.Host.Admission.IsCompletedSuccessfully && call.Entry is { Method: { RequiresAuthorization: false, BindsInTurn: false } } entry)
        {
            call.Payload = payload;

            // Nobody else reads while the same message has more calls.
            call.MayBeginOnReader = peer.Options.BeginsOnReader && !request.HasMore && Thread.CurrentThread.IsThreadPoolThread && entry.MayBeginOnReader();
            ValueTask dispatch;
            try
            {
                dispatch = entry.Dispatcher.InvokeAsync(entry.Index, call);
            }
            catch (Exception exception)
            {
                dispatch = ValueTask.FromException(exception);
            }

            call.Payload = default;
            _ = FinishAsync(call, dispatch);
            reads = call.LeaveReader();
            return;
        }

        if (!call.TryKeepPayload(payload))
        {
            call.Fail(RpcErrors.TooMuchPayload());
            _ = FinishAsync(call, ValueTask.CompletedTask);
            return;
        }

        _ = FinishAsync(call, RunFilteredAsync(call));
    }

    /// <summary>Answers a call with an error, when it is its turn. Called by the reader.</summary>
    public void Refuse(WsCall call, WsError error) => _ = FinishAsync(call, FailInTurnAsync(call, error));

    /// <summary>Waits until no handler runs.</summary>
    public Task WaitUntilIdleAsync()
    {
        var idle = LazyInitializer.EnsureInitialized(ref _idle, static () => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        EndIfIdle();
        return idle.Task;
    }

    public void OnClosed()
    {
        Volatile.Write(ref _closed, true);
        EndIfIdle();
    }

    private async ValueTask RunFilteredAsync(WsCall call)
    {
        try
        {
            await call.EnterAsync().ConfigureAwait(false);
            await peer.Host.Admission.WaitAsync(call.CancellationToken).ConfigureAwait(false);
            await (_filtered ??= Compose())(call.Context).ConfigureAwait(false);
            if (!call.IsAnswered)
            {
                // A filter that neither passes the call on nor throws would leave the caller waiting.
                throw new WsException(WsErrorCodes.Forbidden, "The call was not let through.");
            }
        }
        finally
        {
            call.DropPayload();
        }
    }

    private static async ValueTask FailInTurnAsync(WsCall call, WsError error)
    {
        await call.EnterAsync().ConfigureAwait(false);
        call.Fail(error);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask FinishAsync(WsCall call, ValueTask dispatch)
    {
        try
        {
            await dispatch.ConfigureAwait(false);
        }
        catch (Exception exception) when (call.IsOrdered && !call.HasEntered)
        {
            // Its arguments were wrong; what came before it is answered first.
            await FailInTurnAsync(call, exception).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Fail(call, exception);
        }

        try
        {
            await call.ReleaseAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            peer.Logger.ReleaseFailed(exception, Name(call));
        }

        call.Telemetry?.End();
        peer.Incoming.Remove(call);
        EndIfIdle();
    }

    private async ValueTask FailInTurnAsync(WsCall call, Exception exception)
    {
        try
        {
            await call.EnterAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The call has been ended from outside; often there is nothing left to say.
            call.FailInTurn();
            return;
        }

        Fail(call, exception);
    }

    private void Fail(WsCall call, Exception exception)
    {
        if (call.IsCancelled)
        {
            call.FailInTurn();
            return;
        }

        if (ClosesConnection(exception))
        {
            peer.Logger.HandlerClosedConnection(exception, Name(call));
            peer.CloseBecauseOf(call);
            return;
        }

        if (exception is OperationCanceledException)
        {
            peer.Logger.HandlerCancelledItself(exception, Name(call));
        }
        else if (exception is not WsException)
        {
            peer.Logger.HandlerFailed(exception, Name(call));
        }

        call.Fail(RpcErrors.ToError(exception, peer.Options.IncludeExceptionDetails));
    }

    private bool ClosesConnection(Exception exception)
    {
        try
        {
            return exception is not WsException && peer.Options.ClosesConnection?.Invoke(exception) == true;
        }
        catch (Exception failure)
        {
            peer.Logger.ClosesConnectionFailed(failure);
            return false;
        }
    }

    private void EndIfIdle()
    {
        if (Volatile.Read(ref _idle) is { } idle && peer.Incoming.Count == 0)
        {
            idle.TrySetResult();
        }

        if (Volatile.Read(ref _closed) && peer.Incoming.Count == 0)
        {
            Interlocked.Exchange(ref _ended, true);
            Volatile.Read(ref _allEnded)?.TrySetResult();
        }
    }

    private static string Name(WsCall call) => call.Entry?.Method.MemberName ?? Encoding.UTF8.GetString(call.MethodName.Span);

    // The filters around authorization and dispatch, composed once per connection.
    private WsCallDelegate Compose()
    {
        WsCallDelegate next = AuthorizeAndDispatchAsync;
        foreach (var filter in peer.Host.Filters.Reverse())
        {
            var inner = next;
            next = context => filter.InvokeAsync(context, inner);
        }

        return next;
    }

    private async ValueTask AuthorizeAndDispatchAsync(WsCallContext context)
    {
        var call = ((CallContext)context).Call;
        if (call.Entry is not { } entry)
        {
            throw RpcErrors.MethodNotFound(context.MethodName);
        }

        if (entry.Method.RequiresAuthorization && await peer.Host.AuthorizeAsync(context).ConfigureAwait(false) is { } refusal)
        {
            throw RpcErrors.ToException(refusal);
        }

        await entry.Dispatcher.InvokeAsync(entry.Index, call).ConfigureAwait(false);
    }
}
