using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using WsToolkit.Channels;
using WsToolkit.Client;
using WsToolkit.Rpc;
using WsToolkit.Server;
using WsToolkit.Sessions;
using WsToolkit.Walkers;

namespace WsToolkit.Testing;

/// <summary>
/// Serves contracts in memory: the same server core, dialect and limits as behind a socket, without a port. Clients connect with
/// <see cref="ConnectAsync{TClient}"/>. Thread-safe.
/// </summary>
public sealed class WsTestHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly WsEndpoint _endpoint;
    private readonly CancellationTokenSource _shutdown = new();
    private readonly ConcurrentBag<Task> _runs = [];
    private readonly ConcurrentBag<IAsyncDisposable> _clients = [];
    private readonly ConcurrentBag<WsTransport> _transports = [];

    private WsTestHost(Action<WsEndpointBuilder> endpoint, Action<IServiceCollection>? services, Action<WsServerOptions>? options)
    {
        var collection = new ServiceCollection();
        collection.AddSingleton<WsConnections>();
        collection.AddSingleton(typeof(WsPublisher<>));
        collection.AddSingleton<WsNotifier>();
        collection.AddSingleton(all => new WsChannelHub(all, Common(options)));
        collection.AddSingleton(all => new WsWalkerHub(all, Common(options)));
        services?.Invoke(collection);
        _services = collection.BuildServiceProvider();
        try
        {
            var builder = new WsEndpointBuilder(_services);
            options?.Invoke(builder.Options);
            endpoint(builder);
            _endpoint = builder.Build();
        }
        catch
        {
            _services.Dispose();
            throw;
        }
    }

    /// <summary>The services of the host.</summary>
    public IServiceProvider Services => _services;

    /// <summary>The live connections.</summary>
    public WsConnections Connections => _services.GetRequiredService<WsConnections>();

    /// <summary>Starts a host for one service.</summary>
    /// <typeparam name="TService">The annotated class.</typeparam>
    /// <param name="services">Registers what the service needs.</param>
    /// <param name="options">Changes the options, such as the clock.</param>
    /// <returns>The host.</returns>
    public static WsTestHost Create<TService>(Action<IServiceCollection>? services = null, Action<WsServerOptions>? options = null)
        where TService : class, IWsContract<TService>, IWsService<TService>
        => new(endpoint => endpoint.Add<TService>(), services, options);

    /// <summary>Starts a host for an endpoint with several services, filters or contract interfaces.</summary>
    /// <param name="endpoint">Puts the endpoint together.</param>
    /// <param name="services">Registers what the services need.</param>
    /// <param name="options">Changes the options, such as the clock.</param>
    /// <returns>The host.</returns>
    public static WsTestHost Create(
        Action<WsEndpointBuilder> endpoint, Action<IServiceCollection>? services = null, Action<WsServerOptions>? options = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return new WsTestHost(endpoint, services, options);
    }

    /// <summary>
    /// Connects a generated client. It reconnects as its options say, with a connection of its own each time. The host disposes it at the
    /// end, if that has not been
    /// done before.
    /// </summary>
    /// <typeparam name="TClient">The generated client.</typeparam>
    /// <param name="options">The client's options.</param>
    /// <param name="user">Who the server takes the client for; <see langword="null"/> for nobody in particular.</param>
    /// <returns>The connected client.</returns>
    public async Task<TClient> ConnectAsync<TClient>(WsClientOptions? options = null, ClaimsPrincipal? user = null)
        where TClient : class, IWsClient<TClient>
    {
        var maxMessageBytes = options?.MaxMessageBytes;
        var subprotocol = options?.Dialect.Subprotocol;
        var client = await WsClient
            .ConnectAsync(_ => new ValueTask<WsTransport>(ConnectTransport(user, maxMessageBytes, subprotocol)), options)
            .ConfigureAwait(false);
        _clients.Add(client);
        return TClient.Create(client);
    }

    /// <summary>Connects what generated clients of walkers call through; see <see cref="ConnectAsync{TClient}"/>.</summary>
    /// <param name="options">The client's options; without a dialect it speaks that of walkers.</param>
    /// <param name="user">Who the server takes the client for; <see langword="null"/> for nobody in particular.</param>
    /// <param name="items">What the connection's <see cref="WsConnection.Items"/> hold from the start, such as what <see cref="WsWalkerItems"/> names.</param>
    /// <returns>The connected client; the server has told who it is.</returns>
    public async Task<WsWalkerClient> ConnectWalkersAsync(
        WsClientOptions? options = null, ClaimsPrincipal? user = null, IReadOnlyDictionary<object, object?>? items = null)
    {
        var maxMessageBytes = options?.MaxMessageBytes;
        var subprotocol = options?.Dialect.Subprotocol;
        var client = await WsWalkerClient
            .ConnectAsync(_ => new ValueTask<WsTransport>(ConnectTransport(user, maxMessageBytes, subprotocol, items)), options)
            .ConfigureAwait(false);
        _clients.Add(client);
        return client;
    }

    /// <summary>Connects a generated client of walkers; see <see cref="ConnectAsync{TClient}"/>.</summary>
    /// <typeparam name="TClient">The generated client.</typeparam>
    /// <param name="options">The client's options; without a dialect it speaks that of walkers.</param>
    /// <param name="user">Who the server takes the client for; <see langword="null"/> for nobody in particular.</param>
    /// <param name="items">What the connection's <see cref="WsConnection.Items"/> hold from the start, such as what <see cref="WsWalkerItems"/> names.</param>
    /// <returns>The connected client.</returns>
    public async Task<TClient> ConnectWalkersAsync<TClient>(
        WsClientOptions? options = null, ClaimsPrincipal? user = null, IReadOnlyDictionary<object, object?>? items = null)
        where TClient : class, IWsWalkerClient<TClient>
        => TClient.Create(await ConnectWalkersAsync(options, user, items).ConfigureAwait(false));

    /// <summary>Opens a connection without a client, for tests that write their own messages.</summary>
    /// <param name="user">Who the server takes the client for.</param>
    /// <param name="maxMessageBytes">The largest message that the test receives, in bytes. Default: 1 MiB.</param>
    /// <param name="subprotocol">The subprotocol that the client asks for, which selects the dialect.</param>
    /// <param name="items">What the connection's <see cref="WsConnection.Items"/> hold from the start, such as what <see cref="WsWalkerItems"/> names.</param>
    /// <returns>The client's end of the connection.</returns>
    public WsTransport ConnectTransport(
        ClaimsPrincipal? user = null,
        int? maxMessageBytes = null,
        string? subprotocol = null,
        IReadOnlyDictionary<object, object?>? items = null)
    {
        ObjectDisposedException.ThrowIf(_shutdown.IsCancellationRequested, this);
        var (server, client) = MemoryTransport.CreatePair(_endpoint.GetMaxMessageBytes(subprotocol), maxMessageBytes ?? 1024 * 1024);
        _transports.Add(client);
        _runs.Add(Task.Run(() => _endpoint.RunAsync(server, user, items, subprotocol, _shutdown.Token)));
        return client;
    }

    /// <summary>
    /// Shuts down as a server does: closes all connections with 1001 and waits until they have ended and so have their handlers. No
    /// connections are taken any more.
    /// </summary>
    /// <returns>A task that completes when that is done.</returns>
    public async Task StopAsync()
    {
        await _shutdown.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_runs).ConfigureAwait(false);
    }

    /// <summary>Closes all connections and waits until their handlers have ended.</summary>
    /// <returns>A task that completes when that is done.</returns>
    public async ValueTask DisposeAsync()
    {
        await _shutdown.CancelAsync().ConfigureAwait(false);
        foreach (var client in _clients)
        {
            await client.DisposeAsync().ConfigureAwait(false);
        }

        // A test that writes its own messages need not answer a close frame.
        foreach (var transport in _transports)
        {
            await transport.DisposeAsync().ConfigureAwait(false);
        }

        await Task.WhenAll(_runs).ConfigureAwait(false);
        await _services.DisposeAsync().ConfigureAwait(false);
    }

    private static WsServerOptions Common(Action<WsServerOptions>? options)
    {
        var common = new WsServerOptions();
        options?.Invoke(common);
        return common;
    }
}
