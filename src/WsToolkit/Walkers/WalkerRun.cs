using System.Security.Claims;
using System.Text.Json.Serialization.Metadata;
using WsToolkit.Json;

namespace WsToolkit.Walkers;

/// <summary>What the runs of all doors have in common: the reply that is collected, and the context that the application sees.</summary>
internal abstract class WalkerRun : WsWalkerRun, IDisposable
{
    private WalkerContext? _context;

    protected WalkerRun(WsWalkerHub hub, WsPayloadCodec codec, WsWalkerOptions options)
    {
        Hub = hub;
        Codec = codec;
        Options = options;
        Reply = new WalkerReply(options.MaxReplyBytes);
    }

    public WsWalkerHub Hub { get; }

    public WsWalkerOptions Options { get; }

    public WalkerReply Reply { get; }

    /// <summary>Who calls, as of the beginning of the run.</summary>
    public abstract ClaimsPrincipal User { get; }

    public abstract string UserId { get; }

    /// <summary>The connection that the call came over; null over HTTP.</summary>
    public virtual WsConnection? Connection => null;

    /// <summary>The same as walkers know it.</summary>
    public virtual WalkerConnection? Client => null;

    public abstract DateTimeOffset Deadline { get; }

    public sealed override WsWalkerContext Context => _context ??= new WalkerContext(this);

    protected WsPayloadCodec Codec { get; }

    public void SetBody<T>(T body) => Reply.SetBody(body, Codec.GetPayloadType<T>());

    public void SetBody<T>(T body, JsonTypeInfo<T> type)
    {
        ArgumentNullException.ThrowIfNull(type);
        Reply.SetBody(body, type);
    }

    public virtual void Dispose() => Reply.Dispose();
}
