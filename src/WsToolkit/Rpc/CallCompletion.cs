using WsToolkit.Json;

namespace WsToolkit.Rpc;

/// <summary>What the caller waits for. Completed exactly once, by the response, an error, the caller's cancelling, the deadline or the loss of the connection.</summary>
internal abstract class CallCompletion
{
    /// <summary>The response has arrived; the payload is valid only during this call.</summary>
    /// <returns>What makes the result visible to the caller, once all progress has been reported.</returns>
    public abstract Action Read(ReadOnlyMemory<byte> payload);

    public abstract void Fail(Exception exception);

    public virtual void OnItem(ReadOnlyMemory<byte> payload)
        => throw new WsException(WsErrorCodes.InvalidRequest, "The call has no result stream.");

    protected static WsException Unreadable(Exception exception)
        => new(WsErrorCodes.InvalidResult, "The result of the call cannot be read.", exception);
}

/// <summary>A call with one result.</summary>
internal sealed class ResultCompletion<T>(WsPayloadType<T> type) : CallCompletion
{
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Task => _result.Task;

    public override Action Read(ReadOnlyMemory<byte> payload)
    {
        T? value;
        try
        {
            value = type.Read(payload);
        }
        catch (Exception exception)
        {
            // Whatever it is, also what the type's own constructor throws: the caller must not be left waiting.
            return () => Fail(Unreadable(exception));
        }

        return () => _result.TrySetResult(value!);
    }

    public override void Fail(Exception exception) => _result.Fail(exception);
}

/// <summary>A call that only ends.</summary>
internal sealed class VoidCompletion : CallCompletion
{
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Task => _end.Task;

    public override Action Read(ReadOnlyMemory<byte> payload) => () => _end.TrySetResult();

    public override void Fail(Exception exception)
    {
        if (exception is OperationCanceledException cancelled)
        {
            _end.TrySetCanceled(cancelled.CancellationToken);
        }
        else
        {
            _end.TrySetException(exception);
        }
    }
}

/// <summary>A call that streams its results.</summary>
internal sealed class StreamCompletion<T>(StreamReceiver<T> receiver) : CallCompletion
{
    public override Action Read(ReadOnlyMemory<byte> payload) => () => receiver.Complete(null);

    public override void Fail(Exception exception) => receiver.Complete(exception);

    public override void OnItem(ReadOnlyMemory<byte> payload) => receiver.OnItem(payload);
}

internal static class CompletionExtensions
{
    public static void Fail<T>(this TaskCompletionSource<T> source, Exception exception)
    {
        if (exception is OperationCanceledException cancelled)
        {
            source.TrySetCanceled(cancelled.CancellationToken);
        }
        else
        {
            source.TrySetException(exception);
        }
    }
}
