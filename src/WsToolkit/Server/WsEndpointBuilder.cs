using Microsoft.Extensions.DependencyInjection;
using WsToolkit.Channels;
using WsToolkit.Dialects;
using WsToolkit.Json;
using WsToolkit.Rpc;
using WsToolkit.Walkers;

namespace WsToolkit.Server;

/// <summary>Puts an endpoint together: its services, its filters, its options. Used while mapping, by one thread.</summary>
public sealed class WsEndpointBuilder
{
    private readonly List<Func<EndpointParts, ServedContract>> _services = [];
    private readonly List<Func<IServiceProvider, IWsCallFilter>> _filters = [];
    private readonly List<WsWalkerDefinition> _walkers = [];

    /// <summary>Creates a builder.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="options">The options to start from; they are copied.</param>
    public WsEndpointBuilder(IServiceProvider services, WsServerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        Services = services;
        Options = options?.Clone() ?? new WsServerOptions();
        Authorizer = services.GetService<IWsAuthorizer>();
    }

    /// <summary>The application's services.</summary>
    public IServiceProvider Services { get; }

    /// <summary>The endpoint's own options.</summary>
    public WsServerOptions Options { get; }

    /// <summary>The walkers that have been added, also those that cannot be called over the WebSocket: other doors are built from them.</summary>
    public IReadOnlyList<WsWalkerDefinition> Walkers => _walkers;

    /// <summary>Whether a service has been added, or a walker that can be called over the WebSocket.</summary>
    public bool HasCalls => _services.Count > 0 || _walkers.Any(static walker => walker.Methods.HasFlag(WsMethods.WebSocket));

    /// <summary>Checks the authorization that contracts demand. Default: the one registered in the services, if any.</summary>
    public IWsAuthorizer? Authorizer { get; set; }

    /// <summary>
    /// Adds a service. An instance is created for each call, or taken from the call's scope where the type is registered there.
    /// </summary>
    /// <typeparam name="TService">The annotated class.</typeparam>
    /// <returns>This builder.</returns>
    public WsEndpointBuilder Add<TService>()
        where TService : class, IWsContract<TService>, IWsService<TService>
        => Add<TService, TService>();

    /// <summary>Adds the implementation of a contract interface.</summary>
    /// <typeparam name="TContract">The contract interface.</typeparam>
    /// <typeparam name="TService">The annotated class that implements it.</typeparam>
    /// <returns>This builder.</returns>
    public WsEndpointBuilder Add<TContract, TService>()
        where TContract : class, IWsContract<TContract>
        where TService : class, TContract, IWsService<TService>
        => AddCore<TContract>(
            ServiceActivator.For<TService>(Services),
            TService.Demands,
            TService.ChannelHooks,
            typeof(IWsConnectionHandler).IsAssignableFrom(typeof(TService)));

    /// <summary>Adds a contract whose instances come from a factory. They are not disposed by the toolkit.</summary>
    /// <typeparam name="TContract">The contract, class or interface.</typeparam>
    /// <param name="factory">Gives the instance that runs a call, from the services of the call's scope.</param>
    /// <returns>This builder.</returns>
    public WsEndpointBuilder Add<TContract>(Func<IServiceProvider, TContract> factory)
        where TContract : class, IWsContract<TContract>
    {
        ArgumentNullException.ThrowIfNull(factory);
        return AddCore<TContract>(new ServiceActivator(scope => (factory(scope), false), NeedsScope: false), [], [], handlesConnections: false);
    }

    /// <summary>Adds every walker of an assembly. Those whose methods have <see cref="WsMethods.WebSocket"/> can be called over the endpoint.</summary>
    /// <typeparam name="TAnchor">One walker of that assembly.</typeparam>
    /// <returns>This builder.</returns>
    public WsEndpointBuilder AddWalkers<TAnchor>()
        where TAnchor : class, IWsWalker<TAnchor>
        => AddWalkers(TAnchor.AssemblyWalkers);

    /// <summary>Adds one walker.</summary>
    /// <typeparam name="TWalker">The walker.</typeparam>
    /// <returns>This builder.</returns>
    public WsEndpointBuilder AddWalker<TWalker>()
        where TWalker : class, IWsWalker<TWalker>
        => AddWalkers([TWalker.Definition]);

    /// <summary>Adds walkers. Those whose methods have <see cref="WsMethods.WebSocket"/> can be called over the endpoint.</summary>
    /// <param name="walkers">The walkers.</param>
    /// <returns>This builder.</returns>
    public WsEndpointBuilder AddWalkers(IEnumerable<WsWalkerDefinition> walkers)
    {
        ArgumentNullException.ThrowIfNull(walkers);
        foreach (var walker in walkers)
        {
            // Adding an assembly and then one of its walkers is no mistake.
            if (!_walkers.Contains(walker))
            {
                _walkers.Add(walker);
            }
        }

        return this;
    }

    /// <summary>
    /// Makes the endpoint speak and behave exactly as the servers of jac-cloud do, for clients that were written for them: the compatible
    /// profile of the tagged dialect, messages of up to 16 MiB, pings every 20 s, and clients' own notifications passed on
    /// verbatim: to anybody, unless <see cref="WsWalkerOptions.AuthorizeNotification"/> is set. Options can be changed afterwards.
    /// </summary>
    /// <returns>This builder.</returns>
    public WsEndpointBuilder UseWalkersCompat()
    {
        CompatProfile.ApplyToWalkers(Options);
        return this;
    }

    /// <summary>
    /// Makes the endpoint speak and behave exactly as the servers of aio-openapi do, for clients that were written for them: sets the
    /// compatible profile of the dialect, messages of up to 4 MiB, ordered calls, compression for clients that offer it (see
    /// <see cref="WsServerOptions.Compression"/>), no pings, close frames that are answered with 1000, handlers that close the connection
    /// when
    /// they throw <see cref="OperationCanceledException"/> or <see cref="TimeoutException"/>, and GUIDs as 32 hexadecimal digits. Options
    /// can
    /// be changed afterwards.
    /// </summary>
    /// <returns>This builder.</returns>
    public WsEndpointBuilder UseCompat()
    {
        CompatProfile.Apply(Options);
        return this;
    }

    /// <summary>Adds a filter that runs around every call.</summary>
    /// <param name="filter">The filter; one instance serves all calls.</param>
    /// <returns>This builder.</returns>
    public WsEndpointBuilder AddFilter(IWsCallFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        _filters.Add(_ => filter);
        return this;
    }

    /// <summary>Adds a filter that is registered in the application's services.</summary>
    /// <typeparam name="TFilter">The filter's type; one instance serves all calls.</typeparam>
    /// <returns>This builder.</returns>
    public WsEndpointBuilder AddFilter<TFilter>()
        where TFilter : class, IWsCallFilter
    {
        _filters.Add(static services => services.GetRequiredService<TFilter>());
        return this;
    }

    /// <summary>
    /// Builds the endpoint. Everything that can be known before the first call is checked here: names that clash, payload types
    /// without metadata, methods that the dialect or codec cannot carry, authorization that nobody checks.
    /// </summary>
    /// <returns>The endpoint.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option has a value that cannot work; the message names it.</exception>
    /// <exception cref="InvalidOperationException">Names clash, or nobody checks the authorization.</exception>
    /// <exception cref="NotSupportedException">A payload type has no metadata, or the dialect or codec cannot carry a method.</exception>
    public WsEndpoint Build()
    {
        var options = Options.Clone();
        if (_services.Count == 0 && _walkers.Count > 0 && !options.HasDialect)
        {
            // Nothing but walkers: their own dialect, unless another was asked for.
            options.Dialect = TaggedDialect.WithMaxDepth(options.JsonMaxDepth);
        }

        options.Validate();
        var hub = Services.GetService<WsChannelHub>() ?? new WsChannelHub(Services, options);
        var dialects = options.FurtherDialects.Prepend(options.Dialect).Select(dialect => Build(dialect, options, hub)).ToArray();
        return new WsEndpoint(Services, options, dialects, [.. _filters.Select(create => create(Services))], Authorizer);
    }

    private EndpointDialect Build(WsDialect dialect, WsServerOptions options, WsChannelHub hub)
    {
        var codecs = new CodecCache(options.Json, options.PayloadCodec ?? dialect.PayloadCodec, options.JsonMaxDepth);
        var parts = new EndpointParts(dialect, codecs, hub);
        var services = _services.Select(create => create(parts)).ToList();
        if (parts.Channels.Count > 0 || options.ServerInfo)
        {
            services.Add(new ServedContract(new ChannelDoor(parts.Channels, hub, options, dialect), []) { IsBuiltIn = true });
        }

        Action<ServerConnection>? walkers = null;
        var overWebSocket = _walkers.Where(static walker => walker.Methods.HasFlag(WsMethods.WebSocket)).ToArray();
        if (overWebSocket.Length > 0)
        {
            var walkerHub = Services.GetService<WsWalkerHub>() ?? new WsWalkerHub(Services, options);
            services.Add(new ServedContract(new WalkerDoor(overWebSocket, dialect, codecs, walkerHub, options, Services), []));
            walkers = connection => connection.JoinWalkers(walkerHub);
        }

        var methods = new MethodTable(services);
        var demanding = methods.Methods.Concat(parts.Channels.Select(channel => channel.Method)).Where(method => method.RequiresAuthorization);
        foreach (var method in demanding)
        {
            if (Authorizer is null)
            {
                throw new InvalidOperationException(
                    $"{method.MemberName} demands authorization, but nothing checks it on this endpoint. Host it in ASP.NET Core, or set an authorizer.");
            }

            Authorizer.Require(method);
        }

        return new EndpointDialect(dialect, methods, codecs, parts.Handlers, Calls(options, options.PayloadCodec ?? dialect.PayloadCodec))
        {
            Authenticator = options.Authenticator ?? dialect.GetAuthenticator(WsDialectRole.Server),
            Walkers = walkers,
        };
    }

    private static RpcOptions Calls(WsServerOptions options, WsPayloadCodec? codec) => new()
    {
        MaxCallsInFlight = options.MaxCallsInFlight,
        MaxConcurrentCalls = options.MaxConcurrentCalls,
        OrderedCalls = options.OrderedCalls,
        ClosesConnection = options.ClosesConnection,
        BeginsOnReader = true,
        MaxPendingCalls = options.MaxCallbacksInFlight,
        MaxUnansweredCalls = options.MaxCallbacksInFlight,
        DefaultTimeout = options.CallbackTimeout,
        MaxCallDuration = options.MaxCallDuration,
        StreamWindow = options.StreamWindow,
        NoArguments = codec?.NoArguments ?? WsPayloadCodec.EmptyObject,
        NoResult = codec?.NoResult ?? WsPayloadCodec.Null,
        MaxBufferedStreamBytes = options.MaxBufferedStreamBytes,
        MaxWaitingPayloadBytes = options.MaxWaitingPayloadBytes,
        JsonMaxDepth = options.JsonMaxDepth,
        IncludeExceptionDetails = options.IncludeExceptionDetails,
    };

    private WsEndpointBuilder AddCore<TContract>(
        ServiceActivator services, IReadOnlyList<WsServiceDemand> demands, IReadOnlyList<WsChannelHooks> hooks, bool handlesConnections)
        where TContract : class, IWsContract<TContract>
    {
        _services.Add(parts =>
        {
            DialectCheck.Require(parts.Dialect, TContract.Contract);
            var codec = parts.Codecs.Get(TContract.Contract.Naming, TContract.Contract.Enums, TContract.JsonTypeInfoResolver);
            DialectCheck.Require(codec, TContract.Contract);
            var activator = services;
            if (TContract.Contract.Channels.Count > 0)
            {
                var channels = new ContractChannels(parts.Hub, TContract.Contract.Channels, codec);
                activator = services with { Channels = channels };
                parts.Channels.AddRange(ServedChannel.Create(TContract.Contract.Channels, channels, demands, hooks, activator, Services, parts.Hub));
            }

            if (handlesConnections)
            {
                parts.Handlers.Add(activator.CreateConnectionHandler);
            }

            return new ServedContract(TContract.CreateDispatcher(call => (TContract)activator.GetService(call), codec), demands);
        });
        return this;
    }
}

/// <summary>What an endpoint is put together from.</summary>
internal sealed record EndpointParts(WsDialect Dialect, CodecCache Codecs, WsChannelHub Hub)
{
    public List<ServedChannel> Channels { get; } = [];

    public List<ConnectionHandlerFactory> Handlers { get; } = [];
}
