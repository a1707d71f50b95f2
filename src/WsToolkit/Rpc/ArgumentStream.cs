using System.Text;
using WsToolkit.Dialects;
using WsToolkit.Json;
using WsToolkit.Sessions;

namespace WsToolkit.Rpc;

/// <summary>Sends one argument stream of a call, as fast as the callee grants.</summary>
internal abstract class ArgumentStream(string name)
{
    /// <summary>What may be sent before any credit has arrived: a constant of the protocol.</summary>
    public const int InitialCredit = 32;

    protected ReadOnlyMemory<byte> Name { get; } = Encoding.UTF8.GetBytes(name);

    protected StreamCredit Credit { get; } = new(InitialCredit);

    public bool IsNamed(ReadOnlySpan<byte> name) => name.SequenceEqual(Name.Span);

    public void Grant(int count) => Credit.Grant(count);

    /// <summary>Sends the stream to its end. Never fails: an exception of the source travels instead.</summary>
    /// <param name="session">Where to send.</param>
    /// <param name="id">The call's id.</param>
    /// <param name="cancellationToken">Cancelled when the call has ended; nothing is sent then.</param>
    public abstract Task RunAsync(WsSession session, ReadOnlyMemory<byte> id, CancellationToken cancellationToken);
}

internal sealed class ArgumentStream<T>(string name, IAsyncEnumerable<T> source, WsPayloadType<T> type) : ArgumentStream(name)
{
    public override async Task RunAsync(WsSession session, ReadOnlyMemory<byte> id, CancellationToken cancellationToken)
    {
        // The source is the application's code: its first part must not hold up the thread that makes the call.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var envelope = new WsEnvelope { Kind = WsEnvelopeKind.Item, Id = id, Stream = Name };
        try
        {
            await foreach (var item in source.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                await Credit.TakeAsync(cancellationToken).ConfigureAwait(false);
                await session.Queue.WaitForRoomAsync(cancellationToken).ConfigureAwait(false);
                if (!session.Queue.Send(in envelope, item, type))
                {
                    return;
                }
            }

            envelope.Kind = WsEnvelopeKind.StreamEnd;
            session.Queue.Send(in envelope);
        }
        catch (Exception exception)
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                envelope.Kind = WsEnvelopeKind.StreamError;
                envelope.Error = exception is WsException
                    ? RpcErrors.ToError(exception, details: false)
                    : new WsError(WsErrorCodes.Cancelled, "The caller's stream failed.");
                session.Queue.Send(in envelope);
            }
        }
    }
}
