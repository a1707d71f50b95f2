using WsToolkit.Dialects;
using WsToolkit.Json;
using WsToolkit.Rpc;

namespace WsToolkit.Server;

/// <summary>An endpoint in one of its dialects: what its calls and payloads look like there. Immutable.</summary>
/// <param name="Dialect">The dialect.</param>
/// <param name="Methods">The methods, with what reads and writes their payloads.</param>
/// <param name="Codecs">The formats of payloads.</param>
/// <param name="Handlers">What is told of connections.</param>
/// <param name="Calls">The bounds of calls.</param>
internal sealed record EndpointDialect(
    WsDialect Dialect, MethodTable Methods, CodecCache Codecs, IReadOnlyList<ConnectionHandlerFactory> Handlers, RpcOptions Calls)
{
    /// <summary>The login of the endpoint's connections; null for none.</summary>
    public IWsAuthenticator? Authenticator { get; init; }

    /// <summary>Makes a new connection one of walkers; null where the endpoint has none.</summary>
    public Action<ServerConnection>? Walkers { get; init; }
}
