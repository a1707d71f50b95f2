using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WsToolkit.Server;
using WsToolkit.Walkers;

namespace WsToolkit.AspNetCore.Walkers;

/// <summary>Makes the endpoints of both doors.</summary>
internal static class WalkerMapping
{
    private const string NoWalkers = "No walker can be called over a websocket";

    private static readonly (WsMethods Method, string Name)[] HttpVerbs =
    [
        (WsMethods.Get, HttpMethods.Get), (WsMethods.Post, HttpMethods.Post), (WsMethods.Put, HttpMethods.Put),
        (WsMethods.Delete, HttpMethods.Delete), (WsMethods.Patch, HttpMethods.Patch), (WsMethods.Head, HttpMethods.Head),
        (WsMethods.Options, HttpMethods.Options), (WsMethods.Trace, HttpMethods.Trace),
    ];

    public static IEndpointConventionBuilder Map(IEndpointRouteBuilder endpoints, string webSocket, string http, WsEndpointBuilder builder)
    {
        // Built also where nobody can connect: it checks what the walkers of both doors need.
        var endpoint = builder.Build();
        var doors = new EndpointGroup();
        doors.Add(builder.HasCalls
            ? WebSocketDoor.Map(endpoints, webSocket, endpoint)
            : endpoints.Map(webSocket, static context => Refusal.WriteAsync(context, StatusCodes.Status403Forbidden, NoWalkers)));
        MapHttp(endpoints, http, builder, doors);
        return doors;
    }

    private static void MapHttp(IEndpointRouteBuilder endpoints, string prefix, WsEndpointBuilder builder, EndpointGroup doors)
    {
        var services = endpoints.ServiceProvider;
        var options = builder.Options.Clone();
        var policies = new PolicyCache(services.GetRequiredService<IAuthorizationPolicyProvider>());
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger<WalkerDoor>();
        var schemas = WalkerSchemas.For(services);
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var walker in builder.Walkers.Where(static walker => (walker.Methods & ~WsMethods.WebSocket) != WsMethods.None))
        {
            // Paths are matched whatever their case.
            if (!names.TryAdd(walker.Name, walker.MemberName))
            {
                throw new InvalidOperationException(
                    $"{names[walker.Name]} and {walker.MemberName} have the same path: {prefix}/{walker.Name}.");
            }

            if (walker.RequiresAuthorization)
            {
                policies.Require(walker, walker.MemberName, walker.Metadata);
            }

            var invoker = new WsWalkerInvoker(services, walker, options);
            var pattern = PatternOf(prefix, walker);
            var body = new MemberSources(walker, pattern, HttpMethods.Post).Body;
            var schema = schemas?.Add(walker, invoker.Codec, body);
            foreach (var (_, method) in HttpVerbs.Where(verb => walker.Methods.HasFlag(verb.Method)))
            {
                var sources = new MemberSources(walker, pattern, method);
                var door = new WalkerDoor(invoker, sources, options, policies, logger);
                var description = WalkerDescription.Describe(walker, sources, schema);
                doors.Add(MapMethod(endpoints, pattern, method, door, description));
            }
        }
    }

    private static IEndpointConventionBuilder MapMethod(
        IEndpointRouteBuilder endpoints, RoutePattern pattern, string method, WalkerDoor door, IReadOnlyList<object> metadata)
    {
        var mapped = endpoints.Map(pattern, door.InvokeAsync);
        mapped.Add(endpoint =>
        {
            endpoint.DisplayName = $"HTTP: {method} {pattern.RawText}";
            endpoint.Metadata.Add(new HttpMethodMetadata([method]));
            foreach (var item in metadata)
            {
                endpoint.Metadata.Add(item);
            }
        });
        return mapped;
    }

    private static RoutePattern PatternOf(string prefix, WsWalkerDefinition walker)
    {
        // A brace in a name is not a parameter.
        var name = walker.Name.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
        var text = $"{prefix.TrimEnd('/')}/{name}";
        try
        {
            return RoutePatternFactory.Parse(string.IsNullOrEmpty(walker.Path) ? text : $"{text}/{walker.Path.TrimStart('/')}");
        }
        catch (RoutePatternException exception)
        {
            throw new InvalidOperationException($"The path of {walker.MemberName} cannot be read: {exception.Message}", exception);
        }
    }
}
