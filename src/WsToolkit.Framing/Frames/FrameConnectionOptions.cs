using System.Buffers;

namespace WsToolkit.Framing;

/// <summary>The options of a <see cref="FrameConnection"/>. A connection reads them once; one object serves any number of connections.</summary>
public sealed class FrameConnectionOptions
{
    /// <summary>In which portions received data is handed out. Default: <see cref="FrameDelivery.Messages"/>.</summary>
    public FrameDelivery Delivery { get; set => Set(ref field, value); }

    /// <summary>Which replies are written without being asked for. Default: <see cref="AutomaticReplies.All"/>.</summary>
    public AutomaticReplies AutomaticReplies { get; set => Set(ref field, value); } = AutomaticReplies.All;

    /// <summary>
    /// The largest message that is received, in bytes, after the extensions have transformed it back; a larger one fails the connection
    /// with 1009, as soon as it is known to be larger. What is handed out whole cannot exceed about 2 GiB. Default: 1 MiB.
    /// </summary>
    public long MaxMessageBytes { get; set => Set(ref field, value); } = 1024 * 1024;

    /// <summary>The largest frame that is received, in bytes of payload as it travels; a larger one fails the connection with 1009. Default: no limit of its own.</summary>
    public long MaxFrameBytes { get; set => Set(ref field, value); } = long.MaxValue;

    /// <summary>Types of frames besides those of RFC 6455. Both ends have to know them. Default: none.</summary>
    public IList<FrameType> FrameTypes { get; } = [];

    /// <summary>
    /// Reserved bits that the application itself gives a meaning: accepted, visible on events and allowed when writing.
    /// Bits that belong neither to it nor to an extension fail the connection with 1002. Default: none.
    /// </summary>
    public ReservedBits ApplicationReservedBits { get; set => Set(ref field, value); }

    /// <summary>
    /// Whether frames have to be masked as the role demands (RFC 6455, section 5.1). Turn it off only for peers that are known to get
    /// it wrong. Default: <see langword="true"/>.
    /// </summary>
    public bool RequireMasking { get; set => Set(ref field, value); } = true;

    /// <summary>Whether lengths have to be encoded in the fewest bytes (RFC 6455, section 5.2). Default: <see langword="true"/>.</summary>
    public bool RequireMinimalLength { get; set => Set(ref field, value); } = true;

    /// <summary>
    /// Whether text that is received has to be UTF-8 (RFC 6455, section 8.1). It is checked as it arrives, and fails the connection with 1007 at the
    /// first impossible byte. Turn it off where whoever reads the text checks it anyway. Default: <see langword="true"/>.
    /// </summary>
    public bool ValidateUtf8 { get; set => Set(ref field, value); } = true;

    /// <summary>Where the buffers for received bytes come from. Default: the shared pool.</summary>
    public ArrayPool<byte> Pool { get; set => Set(ref field, value); } = ArrayPool<byte>.Shared;

    /// <summary>What connections of the same role without extensions share, until an option changes.</summary>
    internal FrameRules? SharedRules { get; set; }

    private void Set<T>(ref T field, T value)
    {
        field = value;
        SharedRules = null;
    }
}
