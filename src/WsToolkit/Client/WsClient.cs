using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using WsToolkit.Client;
using WsToolkit.Dialects;
using WsToolkit.Json;
using WsToolkit.Rpc;
using WsToolkit.Sessions;

namespace WsToolkit;

/// <summary>
/// A client's connection. Generated clients open one of their own; several can share one, each created over it with its
/// <c>Create</c> method. Thread-safe.
/// </summary>
public sealed class WsClient : WsCaller
{
    private readonly WsSession _session;
    private readonly RpcPeer _peer;
    private readonly CodecCache _codecs;
    private readonly Task _run;

    private WsClient(WsTransport transport, WsClientOptions options)
    {
        _codecs = new CodecCache(options.Json, options.PayloadCodec, options.JsonMaxDepth);
        var logger = options.LoggerFactory.CreateLogger<WsClient>();
        _session = new WsSession(transport, options.Dialect, Limits(options), options.TimeProvider, logger);
        var host = new ClientHost(options, this);
        _peer = new RpcPeer(_session, host, Calls(options), logger);
        _run = RunAsync();
    }

    /// <inheritdoc/>
    public override CancellationToken Closed => _session.Closed;

    /// <inheritdoc/>
    public override Task<WsCloseInfo> Completion => _session.Completion;

    /// <inheritdoc/>
    protected override WsDialect Dialect => _session.Dialect;

    /// <summary>Connects to a server.</summary>
    /// <param name="address">A <c>ws</c> or <c>wss</c> address.</param>
    /// <param name="options">The options; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The open connection.</returns>
    /// <exception cref="WsHandshakeException">The server cannot be reached or refused the handshake; its status is in the
    /// exception.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option has a value that cannot work; the message names it.</exception>
    /// <exception cref="TimeoutException">Connecting took longer than <see cref="WsClientOptions.ConnectTimeout"/>.</exception>
    public static async Task<WsClient> ConnectAsync(Uri address, WsClientOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        options = options?.Clone() ?? new WsClientOptions();
        options.Validate();
        var transport = await Connector.ConnectAsync(address, options, cancellationToken).ConfigureAwait(false);
        return await StartAsync(transport, options).ConfigureAwait(false);
    }

    /// <summary>Makes a client of a connection that is already established.</summary>
    /// <param name="transport">The transport; the client disposes it.</param>
    /// <param name="options">The options; <see langword="null"/> for the defaults.</param>
    /// <returns>The open connection.</returns>
    public static WsClient Create(WsTransport transport, WsClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(transport);
        options = options?.Clone() ?? new WsClientOptions();
        options.Validate();
        return new WsClient(transport, options);
    }

    /// <inheritdoc/>
    public override WsPayloadCodec GetCodec(WsContract contract, IJsonTypeInfoResolver resolver)
    {
        var codec = _codecs.Get(contract.Naming, contract.Enums, resolver);
        DialectCheck.Require(codec, contract);
        return codec;
    }

    /// <inheritdoc/>
    public override WsOutgoingCall CreateCall(WsMethod method, TimeSpan? timeout = null) => new(_peer, method, timeout);

    /// <summary>Closes the connection: sends what is queued, then the close handshake of RFC 6455, section 7.1.2, runs.</summary>
    /// <param name="code">The close code.</param>
    /// <param name="reason">A short reason, at most 123 bytes in UTF-8. It travels.</param>
    /// <param name="cancellationToken">Ends the waiting; the connection is then aborted.</param>
    /// <returns>How the connection ended.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="code"/> cannot travel: <see cref="WsCloseCode.Abnormal"/>, less than 1000 or more than 4999.
    /// </exception>
    public Task<WsCloseInfo> CloseAsync(WsCloseCode code = WsCloseCode.Normal, string? reason = null, CancellationToken cancellationToken = default)
        => _session.CloseAsync(code, reason, cancellationToken);

    /// <summary>Drops the connection at once, without a close handshake.</summary>
    public void Abort() => _session.Abort();

    /// <summary>
    /// Closes the connection with 1000 and releases it. Calls in flight end with <see cref="WsConnectionLostException"/>.
    /// </summary>
    /// <returns>A task that completes when the connection has ended.</returns>
    public override async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        await _run.ConfigureAwait(false);
    }

    private static async Task<WsClient> StartAsync(WsTransport transport, WsClientOptions options)
    {
        try
        {
            return new WsClient(transport, options);
        }
        catch
        {
            await transport.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task RunAsync()
    {
        await _session.RunAsync(_peer).ConfigureAwait(false);
        await _session.DisposeAsync().ConfigureAwait(false);
        _peer.Dispose();
    }

    private static SessionLimits Limits(WsClientOptions options) => new()
    {
        SendQueueBytes = options.SendQueueBytes,
        SendQueueMessages = options.SendQueueMessages,
        SendTimeout = options.SendTimeout,
        CloseTimeout = options.CloseTimeout,
        KeepAliveInterval = options.KeepAliveInterval,
        KeepAliveTimeout = options.KeepAliveTimeout,
    };

    private static RpcOptions Calls(WsClientOptions options) => new()
    {
        MaxCallsInFlight = options.MaxCallbacksInFlight,
        MaxConcurrentCalls = options.MaxConcurrentCallbacks,

        // A client may be a program with threads of its own, which a callback must not meet.
        BeginsOnReader = false,
        MaxPendingCalls = options.MaxCallsInFlight,
        MaxUnansweredCalls = options.MaxUnansweredCalls,
        DefaultTimeout = options.CallTimeout,
        MaxCallDuration = TimeSpan.FromMinutes(5),
        StreamWindow = options.StreamWindow,
        MaxBufferedStreamBytes = options.MaxBufferedStreamBytes,
        MaxWaitingPayloadBytes = options.MaxMessageBytes * 4L,
        JsonMaxDepth = options.JsonMaxDepth,
        IncludeExceptionDetails = options.IncludeExceptionDetails,
    };
}
