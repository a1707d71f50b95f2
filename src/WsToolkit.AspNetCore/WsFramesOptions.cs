using WsToolkit.Framing;
using WsToolkit.Server;
using WsToolkit.Sessions;

namespace WsToolkit;

/// <summary>
/// What a server accepts whose application handles messages itself, with <c>MapWsFrames</c> or <c>UseWsFrames</c>. Not to be changed
/// once the server has
/// been started.
/// </summary>
public sealed class WsFramesOptions
{
    private readonly Dictionary<string, FrameConnectionOptions> _bySubprotocol = new(StringComparer.Ordinal);

    /// <summary>
    /// The options of the engine, such as its limits. Its <see cref="FrameConnectionOptions.Delivery"/> has to be whole messages.
    /// Control frames of further types are let pass and ignored; types of data cannot be added, because a handler takes text and bytes.
    /// </summary>
    public FrameConnectionOptions Frames { get; init; } = new();

    /// <summary>
    /// The subprotocols that the server speaks, the most wanted first. Browsers and others fail a connection when they offer some
    /// and the server
    /// picks none. Default: none.
    /// </summary>
    public IList<string> Subprotocols { get; } = [];

    /// <summary>The extensions that the server can use, such as <see cref="PerMessageDeflate"/>. Default: none.</summary>
    public IList<ExtensionNegotiator> Extensions { get; } = [];

    /// <summary>
    /// The origins, besides the server's own, whose pages may connect, as <see cref="WsServerOptions.AllowedOrigins"/>. Default:
    /// none.
    /// </summary>
    public ISet<string> AllowedOrigins { get; init; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// How long a client may take for the opening handshake, where the toolkit does it itself (<c>UseWsFrames</c>). Default: 10 s.
    /// </summary>
    public TimeSpan HandshakeTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long the closing handshake may take once the handler has ended, from what still has to be sent to the client's close frame, before the
    /// connection is dropped. Default: 5 s.
    /// </summary>
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long the client may take for 64 KiB of what is being sent, before the connection is dropped, as
    /// <see cref="FrameTransport.SendTimeout"/> says; may be infinite. Default: 30 s.
    /// </summary>
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock of the timeouts. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>The options of the engine for connections with a subprotocol.</summary>
    internal FrameConnectionOptions FramesOf(string? subprotocol)
        => subprotocol is not null && _bySubprotocol.TryGetValue(subprotocol, out var frames) ? frames : Frames;

    internal void ApplyTo(FrameTransport transport)
    {
        transport.SendTimeout = SendTimeout;
        transport.TimeProvider = TimeProvider;
    }

    /// <summary>Refuses values that cannot work.</summary>
    internal void Validate()
    {
        CheckDuration(HandshakeTimeout, nameof(HandshakeTimeout));
        CheckDuration(CloseTimeout, nameof(CloseTimeout));
        CheckDuration(SendTimeout, nameof(SendTimeout));
        if (Frames.Delivery != FrameDelivery.Messages)
        {
            throw new ArgumentException("Whole messages have to be delivered.", nameof(Frames));
        }

        if (Frames.FrameTypes.Any(type => !type.IsControl))
        {
            throw new ArgumentException("A handler takes text and bytes; data of another type would be lost.", nameof(Frames));
        }

        // The engine knows what it can work with.
        new FrameConnection(FrameRole.Server, Frames).Dispose();
    }

    private static void CheckDuration(TimeSpan value, string option)
    {
        if (value <= TimeSpan.Zero && value != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(option, value, $"The option {option} must be positive, or Timeout.InfiniteTimeSpan.");
        }
    }

    /// <summary>What the door of an endpoint accepts.</summary>
    internal static WsFramesOptions For(WsEndpoint endpoint)
    {
        var options = endpoint.Options;
        var frames = new WsFramesOptions
        {
            Frames = new FrameConnectionOptions { MaxMessageBytes = options.MaxMessageBytes },
            AllowedOrigins = options.AllowedOrigins,
            HandshakeTimeout = options.HandshakeTimeout,
            CloseTimeout = options.CloseTimeout,

            // A session watches over its queue itself.
            SendTimeout = Timeout.InfiniteTimeSpan,
            TimeProvider = options.TimeProvider,
        };
        foreach (var subprotocol in endpoint.Subprotocols)
        {
            frames.Subprotocols.Add(subprotocol);
            frames._bySubprotocol[subprotocol] = new FrameConnectionOptions { MaxMessageBytes = endpoint.GetMaxMessageBytes(subprotocol) };
        }

        if (options.Compression is { } compression)
        {
            frames.Extensions.Add(new PerMessageDeflate(compression));
        }

        return frames;
    }
}
