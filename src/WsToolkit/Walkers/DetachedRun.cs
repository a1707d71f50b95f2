using System.Security.Claims;
using WsToolkit.Json;
using WsToolkit.Rpc;

namespace WsToolkit.Walkers;

/// <summary>A run without a connection, as over HTTP: its reply is collected.</summary>
internal sealed class DetachedRun : WalkerRun
{
    private readonly ReadOnlyMemory<byte> _members;
    private readonly int _maxDepth;
    private object? _owned;

    public DetachedRun(
        WsWalkerHub hub,
        WsPayloadCodec codec,
        WsServerOptions options,
        ReadOnlyMemory<byte> members,
        ClaimsPrincipal user,
        IServiceProvider services,
        DateTimeOffset deadline,
        CancellationToken cancellationToken)
        : base(hub, codec, options.Walkers)
    {
        Services = services;
        Deadline = deadline;
        CancellationToken = cancellationToken;
        _members = members;
        _maxDepth = options.JsonMaxDepth;
        User = user;
        UserId = WalkerUsers.IdOf(user, options.Walkers);
    }

    public override ClaimsPrincipal User { get; }

    public override string UserId { get; }

    public override DateTimeOffset Deadline { get; }

    public override IServiceProvider Services { get; }

    public override CancellationToken CancellationToken { get; }

    public override WsArgumentReader ReadMembers(ReadOnlySpan<WsParameter> members)
        => new(_members.Span, members, isPositional: false, _maxDepth);

    public override ValueTask EnterAsync() => ValueTask.CompletedTask;

    public override void Own(object walker) => _owned = walker;

    public override ValueTask ReportAsync<T>(T report, WsPayloadType<T> type)
    {
        CancellationToken.ThrowIfCancellationRequested();
        Reply.Add(report, type);
        return ValueTask.CompletedTask;
    }

    public override IProgress<T> GetProgress<T>(WsPayloadType<T> type) => NoProgress<T>.Instance;

    public override ValueTask CompleteAsync() => ValueTask.CompletedTask;

    /// <summary>Disposes what was created for the run.</summary>
    public async ValueTask ReleaseAsync()
    {
        if (_owned is IAsyncDisposable asyncDisposable)
        {
            await asyncDisposable.DisposeAsync().ConfigureAwait(false);
        }
        else
        {
            (_owned as IDisposable)?.Dispose();
        }
    }

    private sealed class NoProgress<T> : IProgress<T>
    {
        public static readonly NoProgress<T> Instance = new();

        public void Report(T value)
        {
        }
    }
}
