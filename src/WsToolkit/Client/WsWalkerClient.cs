using System.Text.Json.Serialization.Metadata;
using WsToolkit.Client;
using WsToolkit.Dialects;
using WsToolkit.Sessions;
using WsToolkit.Walkers;

namespace WsToolkit;

/// <summary>
/// Calls walkers and takes their notifications, over a WebSocket or over HTTP. Generated clients are created over one; several can share
/// it.
/// Thread-safe.
/// </summary>
public abstract class WsWalkerClient : IAsyncDisposable
{
    /// <summary>
    /// Raised with what the server says of the connection: when it begins, after <see cref="ChangeUserAsync"/>, and when the user expires.
    /// In the order in which the server says it, and between the notifications around it. A handler must not block.
    /// </summary>
    public event Action<WsWalkerConnectionInfo>? ConnectionChanged;

    /// <summary>What the server has said of the connection last; <see langword="null"/> before it has, and over HTTP.</summary>
    public abstract WsWalkerConnectionInfo? Connection { get; }

    /// <summary>Connects over a WebSocket.</summary>
    /// <param name="address">A <c>ws</c> or <c>wss</c> address; <c>?channel_id=</c> asks for a channel.</param>
    /// <param name="options">The options; <see langword="null"/> for the defaults, with the tagged dialect.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The connected client; the server has told who it is.</returns>
    /// <exception cref="WsHandshakeException">The server cannot be reached or refused the handshake.</exception>
    /// <exception cref="TimeoutException">
    /// Connecting, or the server's word of who this is, took longer than <see cref="WsClientOptions.ConnectTimeout"/>.
    /// </exception>
    public static async Task<WsWalkerClient> ConnectAsync(
        Uri address, WsClientOptions? options = null, CancellationToken cancellationToken = default)
    {
        options = OptionsOf(options);
        var client = await WsClient.ConnectAsync(address, options, cancellationToken).ConfigureAwait(false);
        return await BeginAsync(client, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Connects over transports that the application opens.</summary>
    /// <param name="open">Opens a transport, once for each attempt; the client disposes it.</param>
    /// <param name="options">The options; <see langword="null"/> for the defaults, with the tagged dialect.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The connected client; the server has told who it is.</returns>
    public static async Task<WsWalkerClient> ConnectAsync(
        Func<CancellationToken, ValueTask<WsTransport>> open,
        WsClientOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        options = OptionsOf(options);
        var client = await WsClient.ConnectAsync(open, options, cancellationToken).ConfigureAwait(false);
        return await BeginAsync(client, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Calls walkers over a connection that exists.</summary>
    /// <param name="connection">The connection. Disposing the client disposes it.</param>
    /// <returns>The client.</returns>
    /// <exception cref="NotSupportedException">The connection's dialect has no notifications.</exception>
    public static WsWalkerClient Create(WsClient connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return new ConnectedWalkerClient(connection);
    }

    /// <summary>Calls walkers over HTTP, with JSON. There are no notifications then.</summary>
    /// <param name="http">The client, with a base address. It is not disposed.</param>
    /// <param name="prefix">The path under which the walkers are mapped. Default: <c>/walker</c>.</param>
    /// <param name="json">How values become JSON; <see langword="null"/> for the defaults.</param>
    /// <returns>The client.</returns>
    public static WsWalkerClient OverHttp(HttpClient http, string prefix = "/walker", Json.WsJsonOptions? json = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(prefix);
        return new HttpWalkerClient(http, prefix, json ?? new Json.WsJsonOptions());
    }

    /// <summary>Checks, and resolves the types of, a walker. Called by generated code when a client is created.</summary>
    /// <typeparam name="TRequest">What callers send.</typeparam>
    /// <param name="operation">The walker.</param>
    /// <exception cref="NotSupportedException">The dialect cannot carry it, or a type has no metadata.</exception>
    public abstract void Require<TRequest>(WsWalkerOperation<TRequest> operation)
        where TRequest : notnull;

    /// <summary>
    /// Calls a walker that does not report.
    /// See <see cref="CallAsync{TRequest, TReport}(WsWalkerOperation{TRequest, TReport}, TRequest, CancellationToken)"/>.
    /// </summary>
    /// <typeparam name="TRequest">What callers send.</typeparam>
    /// <param name="operation">The walker.</param>
    /// <param name="request">The walker's members.</param>
    /// <param name="cancellationToken">Cancels the call, here and at the server where the dialect can carry that.</param>
    /// <returns>The reply.</returns>
    public abstract Task<WsWalkerReply> CallAsync<TRequest>(
        WsWalkerOperation<TRequest> operation, TRequest request, CancellationToken cancellationToken = default)
        where TRequest : notnull;

    /// <summary>Calls a walker, and waits for all of its reports.</summary>
    /// <typeparam name="TRequest">What callers send.</typeparam>
    /// <typeparam name="TReport">What it reports.</typeparam>
    /// <param name="operation">The walker.</param>
    /// <param name="request">The walker's members.</param>
    /// <param name="cancellationToken">Cancels the call, here and at the server where the dialect can carry that.</param>
    /// <returns>The reply.</returns>
    /// <exception cref="WsException">The server answered with an error.</exception>
    /// <exception cref="WsDeadlineExceededException">The call did not end within its deadline.</exception>
    /// <exception cref="WsConnectionLostException">The connection ended first.</exception>
    public abstract Task<WsWalkerReply<TReport>> CallAsync<TRequest, TReport>(
        WsWalkerOperation<TRequest, TReport> operation, TRequest request, CancellationToken cancellationToken = default)
        where TRequest : notnull;

    /// <summary>
    /// Calls a walker that does not report, and is told of its progress.
    /// See <see cref="CallAsync{TRequest, TReport}(WsWalkerOperation{TRequest, TReport}, TRequest, CancellationToken)"/>.
    /// </summary>
    /// <typeparam name="TRequest">What callers send.</typeparam>
    /// <typeparam name="TProgress">What the progress is told in.</typeparam>
    /// <param name="operation">The walker.</param>
    /// <param name="request">The walker's members.</param>
    /// <param name="progress">
    /// Is told of the progress, in order; <see langword="null"/> for nobody. Over HTTP, and in dialects that cannot carry it, there is none.
    /// </param>
    /// <param name="cancellationToken">Cancels the call, here and at the server where the dialect can carry that.</param>
    /// <returns>The reply; all progress has been told by then.</returns>
    public abstract Task<WsWalkerReply> CallAsync<TRequest, TProgress>(
        WsWalkerOperation<TRequest> operation, TRequest request, IProgress<TProgress>? progress, CancellationToken cancellationToken = default)
        where TRequest : notnull;

    /// <summary>
    /// Calls a walker, is told of its progress, and waits for all of its reports.
    /// See <see cref="CallAsync{TRequest, TReport}(WsWalkerOperation{TRequest, TReport}, TRequest, CancellationToken)"/>.
    /// </summary>
    /// <typeparam name="TRequest">What callers send.</typeparam>
    /// <typeparam name="TReport">What it reports.</typeparam>
    /// <typeparam name="TProgress">What the progress is told in.</typeparam>
    /// <param name="operation">The walker.</param>
    /// <param name="request">The walker's members.</param>
    /// <param name="progress">
    /// Is told of the progress, in order; <see langword="null"/> for nobody. Over HTTP, and in dialects that cannot carry it, there is none.
    /// </param>
    /// <param name="cancellationToken">Cancels the call, here and at the server where the dialect can carry that.</param>
    /// <returns>The reply; all progress has been told by then.</returns>
    public abstract Task<WsWalkerReply<TReport>> CallAsync<TRequest, TReport, TProgress>(
        WsWalkerOperation<TRequest, TReport> operation, TRequest request, IProgress<TProgress>? progress, CancellationToken cancellationToken = default)
        where TRequest : notnull;

    /// <summary>Calls a walker, and takes its reports as they come; over HTTP and in dialects without streams all at the end.</summary>
    /// <typeparam name="TRequest">What callers send.</typeparam>
    /// <typeparam name="TReport">What it reports.</typeparam>
    /// <param name="operation">The walker.</param>
    /// <param name="request">The walker's members.</param>
    /// <param name="cancellationToken">Cancels the call, here and at the server where the dialect can carry that.</param>
    /// <returns>The reports, to be enumerated once.</returns>
    public abstract IAsyncEnumerable<TReport> StreamAsync<TRequest, TReport>(
        WsWalkerOperation<TRequest, TReport> operation, TRequest request, CancellationToken cancellationToken = default)
        where TRequest : notnull;

    /// <summary>Calls a walker, is told of its progress, and takes its reports as they come. See <see cref="StreamAsync{TRequest, TReport}"/>.</summary>
    /// <typeparam name="TRequest">What callers send.</typeparam>
    /// <typeparam name="TReport">What it reports.</typeparam>
    /// <typeparam name="TProgress">What the progress is told in.</typeparam>
    /// <param name="operation">The walker.</param>
    /// <param name="request">The walker's members.</param>
    /// <param name="progress">
    /// Is told of the progress, in order; <see langword="null"/> for nobody. Over HTTP, and in dialects that cannot carry it, there is none.
    /// </param>
    /// <param name="cancellationToken">Cancels the call, here and at the server where the dialect can carry that.</param>
    /// <returns>The reports, to be enumerated once.</returns>
    public abstract IAsyncEnumerable<TReport> StreamAsync<TRequest, TReport, TProgress>(
        WsWalkerOperation<TRequest, TReport> operation, TRequest request, IProgress<TProgress>? progress, CancellationToken cancellationToken = default)
        where TRequest : notnull;

    /// <summary>Adds a handler of notifications. It is called for one after the other, in order, and must not block.</summary>
    /// <typeparam name="T">The type of the notifications.</typeparam>
    /// <param name="handler">The handler.</param>
    public abstract void AddHandler<T>(Action<T> handler)
        where T : IWsEvent<T>;

    /// <summary>Removes a handler; nothing happens when it is not there.</summary>
    /// <typeparam name="T">The type of the notifications.</typeparam>
    /// <param name="handler">The handler.</param>
    public abstract void RemoveHandler<T>(Action<T> handler)
        where T : IWsEvent<T>;

    /// <summary>The notifications of a type, from now on. When too many wait to be taken, the oldest are dropped.</summary>
    /// <typeparam name="T">The type of the notifications.</typeparam>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <returns>The notifications; it ends with the client.</returns>
    public abstract IAsyncEnumerable<T> EventsAsync<T>(CancellationToken cancellationToken = default)
        where T : IWsEvent<T>;

    /// <summary>All notifications as they arrive, from now on. When too many wait to be taken, the oldest are dropped.</summary>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <returns>The notifications; it ends with the client.</returns>
    public abstract IAsyncEnumerable<WsNotification> NotificationsAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Asks the server for what it knows of the connection. Completes after <see cref="ConnectionChanged"/>, so that no handler may block on it.
    /// </summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>What it said.</returns>
    /// <exception cref="NotSupportedException">There is no connection, over HTTP.</exception>
    public abstract Task<WsWalkerConnectionInfo> GetConnectionAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Goes on as another user. Completes after <see cref="ConnectionChanged"/>, so that no handler may block on it. Over HTTP it sets what further
    /// calls send as their <c>Authorization</c>.
    /// </summary>
    /// <param name="token">The user's token, without <c>Bearer</c>; <see langword="null"/> logs out.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>
    /// What the server said; its <see cref="WsWalkerConnectionInfo.Error"/> tells of a token that is not valid. Over HTTP <see
    /// langword="null"/>.
    /// </returns>
    public abstract Task<WsWalkerConnectionInfo?> ChangeUserAsync(string? token, CancellationToken cancellationToken = default);

    /// <summary>Asks the server to notify all connections of users, which it does only where the application allows it.</summary>
    /// <typeparam name="T">The type of the notification.</typeparam>
    /// <param name="userIds">The ids of the users.</param>
    /// <param name="notification">The notification.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>A task that completes when the server has agreed, or, in the compatible profile, when it has been sent.</returns>
    /// <exception cref="WsException">The server does not allow it.</exception>
    /// <exception cref="NotSupportedException">There is no connection, over HTTP.</exception>
    public abstract Task NotifyUsersAsync<T>(IEnumerable<string> userIds, T notification, CancellationToken cancellationToken = default)
        where T : IWsEvent<T>;

    /// <summary>
    /// Asks the server to notify all connections of users. See <see cref="NotifyUsersAsync{T}(IEnumerable{string}, T,
    /// CancellationToken)"/>.
    /// </summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <param name="userIds">The ids of the users.</param>
    /// <param name="data">The message: it has to become a JSON object.</param>
    /// <param name="type">What writes it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>A task that completes when the server has agreed, or, in the compatible profile, when it has been sent.</returns>
    public abstract Task NotifyUsersAsync<T>(
        IEnumerable<string> userIds, T data, JsonTypeInfo<T> type, CancellationToken cancellationToken = default);

    /// <summary>
    /// Asks the server to notify all connections of channels. See <see cref="NotifyUsersAsync{T}(IEnumerable{string}, T,
    /// CancellationToken)"/>.
    /// </summary>
    /// <typeparam name="T">The type of the notification.</typeparam>
    /// <param name="channelIds">The ids of the channels.</param>
    /// <param name="notification">The notification.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>A task that completes when the server has agreed, or, in the compatible profile, when it has been sent.</returns>
    public abstract Task NotifyChannelsAsync<T>(
        IEnumerable<string> channelIds, T notification, CancellationToken cancellationToken = default)
        where T : IWsEvent<T>;

    /// <summary>
    /// Asks the server to notify all connections of channels. See <see cref="NotifyUsersAsync{T}(IEnumerable{string}, T,
    /// CancellationToken)"/>.
    /// </summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <param name="channelIds">The ids of the channels.</param>
    /// <param name="data">The message: it has to become a JSON object.</param>
    /// <param name="type">What writes it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>A task that completes when the server has agreed, or, in the compatible profile, when it has been sent.</returns>
    public abstract Task NotifyChannelsAsync<T>(
        IEnumerable<string> channelIds, T data, JsonTypeInfo<T> type, CancellationToken cancellationToken = default);

    /// <summary>
    /// Asks the server to notify connections. See <see cref="NotifyUsersAsync{T}(IEnumerable{string}, T, CancellationToken)"/>.
    /// </summary>
    /// <typeparam name="T">The type of the notification.</typeparam>
    /// <param name="clientIds">The ids of the connections.</param>
    /// <param name="notification">The notification.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>A task that completes when the server has agreed, or, in the compatible profile, when it has been sent.</returns>
    public abstract Task NotifyClientsAsync<T>(IEnumerable<string> clientIds, T notification, CancellationToken cancellationToken = default)
        where T : IWsEvent<T>;

    /// <summary>
    /// Asks the server to notify connections. See <see cref="NotifyUsersAsync{T}(IEnumerable{string}, T, CancellationToken)"/>.
    /// </summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <param name="clientIds">The ids of the connections.</param>
    /// <param name="data">The message: it has to become a JSON object.</param>
    /// <param name="type">What writes it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>A task that completes when the server has agreed, or, in the compatible profile, when it has been sent.</returns>
    public abstract Task NotifyClientsAsync<T>(
        IEnumerable<string> clientIds, T data, JsonTypeInfo<T> type, CancellationToken cancellationToken = default);

    /// <summary>Closes the connection, when there is one.</summary>
    /// <returns>A task that completes when it has ended.</returns>
    public abstract ValueTask DisposeAsync();

    /// <summary>Raises <see cref="ConnectionChanged"/>.</summary>
    /// <param name="connection">What the server says.</param>
    private protected void OnConnectionChanged(WsWalkerConnectionInfo connection) => ConnectionChanged?.Invoke(connection);

    private static WsClientOptions OptionsOf(WsClientOptions? options)
    {
        options = options?.Clone() ?? new WsClientOptions();
        if (!options.HasDialect)
        {
            options.Dialect = TaggedDialect.WithMaxDepth(options.JsonMaxDepth);
        }

        return options;
    }

    private static async Task<WsWalkerClient> BeginAsync(WsClient client, WsClientOptions options, CancellationToken cancellationToken)
    {
        try
        {
            var walkers = new ConnectedWalkerClient(client);
            await client.Notifications.First
                .WaitAsync(OptionCheck.ForTimer(options.ConnectTimeout), options.TimeProvider, cancellationToken)
                .ConfigureAwait(false);
            return walkers;
        }
        catch
        {
            await client.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
