using System.Collections.ObjectModel;
using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using WsToolkit.Dialects;
using WsToolkit.Json;
using WsToolkit.Rpc;
using WsToolkit.Sessions;

namespace WsToolkit.Server;

/// <summary>
/// An endpoint that is ready to serve: dispatch tables, options and filters, all resolved and checked. Built by
/// <see cref="WsEndpointBuilder"/>; immutable, serves any number of connections.
/// </summary>
public sealed class WsEndpoint
{
    private readonly IReadOnlyList<EndpointDialect> _dialects;
    private readonly WsConnections _connections;
    private readonly ILogger _logger;

    internal WsEndpoint(
        IServiceProvider services,
        WsServerOptions options,
        IReadOnlyList<EndpointDialect> dialects,
        IReadOnlyList<IWsCallFilter> filters,
        IWsAuthorizer? authorizer)
    {
        Services = services;
        Options = options;
        _dialects = dialects;
        Filters = filters;
        Authorizer = authorizer;
        _connections = services.GetService<WsConnections>() ?? new WsConnections();
        _logger = (services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateGuarded<WsEndpoint>();
        Limits = new SessionLimits
        {
            SendQueueBytes = options.SendQueueBytes,
            SendQueueMessages = options.SendQueueMessages,
            SendTimeout = options.SendTimeout,
            CloseTimeout = options.CloseTimeout,
            CloseAnswer = options.CloseAnswer,
            KeepAliveInterval = options.KeepAliveInterval,
            KeepAliveTimeout = options.KeepAliveTimeout,
            IdleTimeout = options.IdleTimeout,
        };
    }

    /// <summary>The endpoint's options, which no longer change.</summary>
    public WsServerOptions Options { get; }

    /// <summary>The subprotocols that clients may ask for, the most wanted first.</summary>
    public IReadOnlyList<string> Subprotocols => [.. _dialects.Select(static known => known.Dialect.Subprotocol).OfType<string>()];

    internal IServiceProvider Services { get; }

    internal ILogger Logger => _logger;

    internal IReadOnlyList<IWsCallFilter> Filters { get; }

    internal IWsAuthorizer? Authorizer { get; }

    internal SessionLimits Limits { get; }

    /// <summary>The endpoint's live connections, without those that are being closed.</summary>
    internal int OpenConnections
        => _connections.All.OfType<ServerConnection>()
            .Count(connection => ReferenceEquals(connection.Endpoint, this) && connection.Session.Closing is null);

    /// <summary>The largest message that is received, in bytes. What establishes connections keeps to it.</summary>
    /// <param name="subprotocol">The subprotocol that was agreed on; <see langword="null"/> for none.</param>
    /// <returns>The number of bytes.</returns>
    public int GetMaxMessageBytes(string? subprotocol = null) => Options.MaxMessageBytesOf(Find(subprotocol).Dialect);

    /// <summary>Serves one connection until it ends.</summary>
    /// <param name="transport">The established connection; it is disposed at the end.</param>
    /// <param name="user">Who is connected; <see langword="null"/> for nobody in particular.</param>
    /// <param name="items">What the connection's <see cref="WsConnection.Items"/> hold from the start; <see langword="null"/> for nothing.</param>
    /// <param name="subprotocol">
    /// The subprotocol that was agreed on, which selects the dialect; <see langword="null"/> for <see cref="WsServerOptions.Dialect"/>.
    /// </param>
    /// <param name="shutdown">When cancelled, the client is told, calls in flight may end within <see cref="WsServerOptions.ShutdownTimeout"/>, and the connection is closed with 1001.</param>
    /// <returns>How the connection ended, when all its handlers have ended, too.</returns>
    public async Task<WsCloseInfo> RunAsync(
        WsTransport transport,
        ClaimsPrincipal? user = null,
        IReadOnlyDictionary<object, object?>? items = null,
        string? subprotocol = null,
        CancellationToken shutdown = default)
    {
        ArgumentNullException.ThrowIfNull(transport);
        var dialect = Find(subprotocol);
        var connection = new ServerConnection(this, dialect, transport, user ?? new ClaimsPrincipal(new ClaimsIdentity()), _logger);
        foreach (var (key, value) in items ?? ReadOnlyDictionary<object, object?>.Empty)
        {
            connection.Items[key] = value;
        }

        var session = connection.Session;
        RpcTelemetry.CountServer(1);
        try
        {
            connection.Host.Start();
            _logger.Connected(connection.Id);

            // Reading begins at once, so that a handler hears of the connection's loss and gets answers from its client. Calls wait.
            var authentication = dialect.Authenticator is null ? null : new WsAuthenticationContext(session, connection.User);
            var run = session.RunAsync(connection.Peer, authentication);

            // Who shuts down has to see whether there is a login.
            using var registration = shutdown.UnsafeRegister(static state => _ = ((ServerConnection)state!).ShutDownAsync(), connection);
            var handlers = await LetInAsync(connection, dialect, authentication).ConfigureAwait(false);
            var close = await run.ConfigureAwait(false);
            Leave(connection);

            // RFC 6455, section 7.1.1: the server hangs up, also while handlers are still busy with what nobody waits for.
            await transport.DisposeAsync().ConfigureAwait(false);
            await connection.Peer.HandlersEnded.ConfigureAwait(false);
            await DisconnectAsync(connection, dialect.Handlers.Take(handlers), close).ConfigureAwait(false);
            _logger.Disconnected(connection.Id, close);
            return close;
        }
        finally
        {
            RpcTelemetry.CountServer(-1);
            Leave(connection);
            connection.Host.Dispose();
            connection.Peer.Dispose();
            await session.DisposeAsync().ConfigureAwait(false);
        }
    }

    private EndpointDialect Find(string? subprotocol)
        => (subprotocol is null ? null : _dialects.FirstOrDefault(known => known.Dialect.Subprotocol == subprotocol)) ?? _dialects[0];

    // Nobody is to find the connection any more, or to send it messages of channels.
    private void Leave(ServerConnection connection)
    {
        _connections.Remove(connection);
        connection.Channels.Close();
        connection.Walker?.Leave();
    }

    // Before its login a connection is known to nobody.
    private async Task<int> LetInAsync(ServerConnection connection, EndpointDialect dialect, WsAuthenticationContext? authentication)
    {
        if (authentication is null || await AuthenticateAsync(connection, dialect.Authenticator!, authentication).ConfigureAwait(false))
        {
            _connections.Add(connection);
            return await ConnectAsync(connection, dialect, connection.Session).ConfigureAwait(false);
        }

        connection.Host.Refuse();
        return 0;
    }

    private async Task<bool> AuthenticateAsync(
        ServerConnection connection, IWsAuthenticator authenticator, WsAuthenticationContext authentication)
    {
        var session = connection.Session;
        try
        {
            await authentication
                .RunAsync(authenticator, Options.AuthenticationTimeout, Options.TimeProvider, CancellationToken.None)
                .ConfigureAwait(false);
            connection.SetUser(authentication.User);
            return true;
        }
        catch (WsConnectionLostException)
        {
            // Nobody is left to be told.
        }
        catch (WsException exception)
        {
            session.BeginClose(WsCloseCode.PolicyViolation, exception.Message);
        }
        catch (TimeoutException)
        {
            // Nobody has been refused: who was only slow may try again.
            session.BeginClose(WsCloseCode.TryAgainLater, "Not authenticated in time.");
        }
        catch (Exception exception)
        {
            _logger.AuthenticatorFailed(exception, connection.Id);
            session.BeginClose(WsCloseCode.PolicyViolation, "Not authenticated.");
        }
        finally
        {
            authentication.End();
        }

        return false;
    }

    // The handlers that were told of the connection, and are to be told of its end.
    private async Task<int> ConnectAsync(ServerConnection connection, EndpointDialect dialect, WsSession session)
    {
        var connected = 0;
        var admitted = false;
        try
        {
            foreach (var create in dialect.Handlers)
            {
                await WithHandlerAsync(create, handler => handler.OnConnectedAsync(connection, session.Closed)).ConfigureAwait(false);
                connected++;
            }

            dialect.Walkers?.Invoke(connection);
            admitted = true;
        }
        catch (WsException exception)
        {
            session.BeginClose(WsCloseCode.PolicyViolation, exception.Message);
        }
        catch (OperationCanceledException) when (session.Closed.IsCancellationRequested)
        {
            // The connection was lost before it was let in.
        }
        catch (Exception exception)
        {
            _logger.ConnectionHandlerFailed(exception, connection.Id);
            session.BeginClose(WsCloseCode.InternalError, null);
        }

        if (admitted)
        {
            connection.Host.Admit();
        }
        else
        {
            connection.Host.Refuse();
        }

        return connected;
    }

    private async Task DisconnectAsync(ServerConnection connection, IEnumerable<ConnectionHandlerFactory> told, WsCloseInfo close)
    {
        foreach (var create in told)
        {
            try
            {
                await WithHandlerAsync(create, handler => handler.OnDisconnectedAsync(connection, close)).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                _logger.ConnectionHandlerFailed(exception, connection.Id);
            }
        }
    }

    private async Task WithHandlerAsync(ConnectionHandlerFactory create, Func<IWsConnectionHandler, ValueTask> run)
    {
        var scope = Services.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            var (handler, owned) = create(scope.ServiceProvider);
            try
            {
                await run(handler).ConfigureAwait(false);
            }
            finally
            {
                if (owned && handler is IAsyncDisposable asyncDisposable)
                {
                    await asyncDisposable.DisposeAsync().ConfigureAwait(false);
                }
                else if (owned)
                {
                    (handler as IDisposable)?.Dispose();
                }
            }
        }
    }
}
