using System.Threading.RateLimiting;
using WsToolkit.Dialects;
using WsToolkit.Rpc;

namespace WsToolkit.Server;

/// <summary>What surrounds the calls that a server receives over one connection.</summary>
internal sealed class ServerHost : RpcHost, IDisposable
{
    private readonly WsEndpoint _endpoint;
    private readonly ServerConnection _connection;
    private TaskCompletionSource? _admission = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RateLimiter? _limiter;
    private volatile bool _shuttingDown;

    public ServerHost(WsEndpoint endpoint, MethodTable methods, ServerConnection connection)
    {
        Methods = methods;
        _endpoint = endpoint;
        _connection = connection;
    }

    public override WsConnection Connection => _connection;

    public override MethodTable Methods { get; }

    public override IServiceProvider Services => _endpoint.Services;

    public override IReadOnlyList<IWsCallFilter> Filters => _endpoint.Filters;

    public override Task Admission => Volatile.Read(ref _admission)?.Task ?? Task.CompletedTask;

    /// <summary>Creates the connection's rate limiter, before the first call can arrive.</summary>
    public void Start() => _limiter = _endpoint.Options.RateLimiter?.Invoke(_connection);

    /// <summary>The connection has been let in: its calls may run.</summary>
    public void Admit() => Interlocked.Exchange(ref _admission, null)?.TrySetResult();

    /// <summary>The connection has been refused: its calls end.</summary>
    public void Refuse()
    {
        var admission = _admission!;
        admission.TrySetException(new WsException(WsErrorCodes.Forbidden, "The connection was refused."));

        // Perhaps no call waits for it: the exception counts as seen.
        _ = admission.Task.Exception;
    }

    public override bool IsShuttingDown => _shuttingDown;

    /// <summary>No new calls are taken from now on.</summary>
    public void ShutDown() => _shuttingDown = true;

    public override bool TryTakePermit()
    {
        if (_limiter is null)
        {
            return true;
        }

        try
        {
            using var lease = _limiter.AttemptAcquire();
            return lease.IsAcquired;
        }
        catch (Exception exception)
        {
            // The limiter is the application's: its failure refuses the call, and leaves the connection alone.
            _endpoint.Logger.RateLimiterFailed(exception, _connection.Id);
            return false;
        }
    }

    public override async ValueTask<WsError?> AuthorizeAsync(WsCallContext context)
        => await _endpoint.Authorizer!.AuthorizeAsync(context).ConfigureAwait(false) switch
        {
            WsAuthorizationResult.Allowed => null,
            WsAuthorizationResult.Unauthorized => new WsError(WsErrorCodes.Unauthorized, WalkerTexts.NoUser),
            _ => new WsError(WsErrorCodes.Forbidden, "The user may not make this call."),
        };

    public void Dispose() => _limiter?.Dispose();
}
