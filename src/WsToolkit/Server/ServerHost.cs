using System.Threading.RateLimiting;
using WsToolkit.Dialects;
using WsToolkit.Rpc;

namespace WsToolkit.Server;

/// <summary>What surrounds the calls that a server receives over one connection.</summary>
internal sealed class ServerHost : RpcHost, IDisposable
{
    private readonly WsEndpoint _endpoint;
    private readonly ServerConnection _connection;
    private RateLimiter? _limiter;

    public ServerHost(WsEndpoint endpoint, ServerConnection connection)
    {
        _endpoint = endpoint;
        _connection = connection;
    }

    public override WsConnection Connection => _connection;

    public override MethodTable Methods => _endpoint.Methods;

    public override IServiceProvider Services => _endpoint.Services;

    public override IReadOnlyList<IWsCallFilter> Filters => _endpoint.Filters;

    /// <summary>Creates the connection's rate limiter, once the connection is known to the application.</summary>
    public void Start() => _limiter = _endpoint.Options.RateLimiter?.Invoke(_connection);

    public override bool TryTakePermit()
    {
        if (_limiter is null)
        {
            return true;
        }

        using var lease = _limiter.AttemptAcquire();
        return lease.IsAcquired;
    }

    public override async ValueTask<WsError?> AuthorizeAsync(WsCallContext context)
        => await _endpoint.Authorizer!.AuthorizeAsync(context).ConfigureAwait(false) switch
        {
            WsAuthorizationResult.Allowed => null,
            WsAuthorizationResult.Unauthorized => new WsError(WsErrorCodes.Unauthorized, "The call needs an authenticated user."),
            _ => new WsError(WsErrorCodes.Forbidden, "The user may not make this call."),
        };

    public void Dispose() => _limiter?.Dispose();
}
