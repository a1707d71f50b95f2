using System.Buffers;
using System.Security.Claims;
using WsToolkit.Json;
using WsToolkit.Walkers;

namespace WsToolkit.Server;

/// <summary>
/// Runs a walker for a door that is no connection, such as HTTP: takes the members as one JSON object and gives the reply as bytes. Thread-safe.
/// </summary>
public sealed class WsWalkerInvoker
{
    /// <summary>Creates the invoker. Resolves every payload type at once.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="definition">The walker.</param>
    /// <param name="options">The options of the endpoint.</param>
    /// <exception cref="NotSupportedException">A payload type has no metadata.</exception>
    public WsWalkerInvoker(IServiceProvider services, WsWalkerDefinition definition, WsServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(options);
        Definition = definition;
        throw new NotImplementedException();
    }

    /// <summary>The walker.</summary>
    public WsWalkerDefinition Definition { get; }

    /// <summary>The format of its payloads. Its JSON options know every type of the walker.</summary>
    public WsPayloadCodec Codec => throw new NotImplementedException();

    /// <summary>Runs the walker.</summary>
    /// <param name="members">The members: a JSON object in UTF-8; empty for none. Has to stay valid until the run has ended.</param>
    /// <param name="user">Who calls.</param>
    /// <param name="services">The services of the run's scope, which is the caller's to dispose.</param>
    /// <param name="cancellationToken">Cancelled when the caller goes away.</param>
    /// <returns>The reply.</returns>
    /// <exception cref="WsException">
    /// The run is refused or has failed with an error that is meant for the caller: <see cref="WsErrorCodes.Unauthorized"/> and
    /// <see cref="WsErrorCodes.Forbidden"/> by the walker's <see cref="WsWalkerDefinition.Authentication"/>,
    /// <see cref="WsErrorCodes.InvalidArguments"/>, <see cref="WsErrorCodes.DeadlineExceeded"/>, <see cref="WsErrorCodes.TooLarge"/>, or the
    /// application's own. Every other exception is a failure of the application that the caller is not to be told.
    /// </exception>
    public ValueTask<WsWalkerResult> InvokeAsync(
        ReadOnlyMemory<byte> members, ClaimsPrincipal user, IServiceProvider services, CancellationToken cancellationToken)
        => throw new NotImplementedException();
}

/// <summary>The reply of a walker: its status, and its body as JSON.</summary>
public sealed class WsWalkerResult : IDisposable
{
    internal WsWalkerResult(int status, ReadOnlySequence<byte> body)
    {
        Status = status;
        Body = body;
    }

    /// <summary>The status.</summary>
    public int Status { get; }

    /// <summary>The body, <c>{"status":200,"reports":[…]}</c> or what the walker has set, in UTF-8. Valid until this is disposed.</summary>
    public ReadOnlySequence<byte> Body { get; }

    /// <summary>Gives back the memory of the body.</summary>
    public void Dispose()
    {
    }
}
