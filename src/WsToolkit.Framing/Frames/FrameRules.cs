using System.Buffers;

namespace WsToolkit.Framing;

/// <summary>What a connection accepts and writes: the options it was given, the types of frames it knows, who owns which reserved bit. Immutable.</summary>
internal sealed class FrameRules
{
    // What is handed out in one piece lies in one array.
    public const int LargestPiece = 0x7FFF_0000;

    private readonly FrameType?[] _types = new FrameType?[16];
    private readonly FrameRole _role;
    private readonly bool _requireMasking;
    private readonly bool _requireMinimalLength;
    private readonly ReservedBits _extensionBits;

    private static readonly FrameRules ClientDefaults = new(FrameRole.Client, new FrameConnectionOptions(), []);
    private static readonly FrameRules ServerDefaults = new(FrameRole.Server, new FrameConnectionOptions(), []);

    private FrameRules(FrameRole role, FrameConnectionOptions options, FrameExtension[] extensions)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxMessageBytes, nameof(options.MaxMessageBytes));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxFrameBytes, nameof(options.MaxFrameBytes));
        _role = role;
        KeySize = role == FrameRole.Server ? sizeof(uint) : 0;
        Delivery = options.Delivery;
        AutomaticReplies = options.AutomaticReplies;
        Pool = options.Pool;
        MaxFrameBytes = Delivery == FrameDelivery.Frames ? Math.Min(options.MaxFrameBytes, LargestPiece) : options.MaxFrameBytes;
        MaxMessageBytes = Delivery == FrameDelivery.Messages ? Math.Min(options.MaxMessageBytes, LargestPiece) : options.MaxMessageBytes;
        ValidateUtf8 = options.ValidateUtf8;
        Extensions = extensions;
        _requireMasking = options.RequireMasking;
        _requireMinimalLength = options.RequireMinimalLength;
        ApplicationBits = options.ApplicationReservedBits;
        FrameType[] standard = [FrameType.Continuation, FrameType.Text, FrameType.Binary, FrameType.Close, FrameType.Ping, FrameType.Pong];
        foreach (var type in standard.Concat(options.FrameTypes))
        {
            if (_types[type.Opcode] is { } other)
            {
                throw new ArgumentException($"The frame types '{other}' and '{type}' have the same opcode, {type.Opcode}.", nameof(options));
            }

            _types[type.Opcode] = type;
        }

        foreach (var extension in extensions)
        {
            if ((extension.ReservedBits & (_extensionBits | ApplicationBits)) != 0)
            {
                throw new ArgumentException($"A reserved bit of the extension '{extension.Name}' has another owner.", nameof(extensions));
            }

            _extensionBits |= extension.ReservedBits;
        }
    }

    public FrameExtension[] Extensions { get; }

    public FrameDelivery Delivery { get; }

    public AutomaticReplies AutomaticReplies { get; }

    public ArrayPool<byte> Pool { get; }

    public long MaxFrameBytes { get; }

    public long MaxMessageBytes { get; }

    /// <summary>What is wrong with a message over the limit.</summary>
    public string TooBig => $"A message is larger than the limit of {MaxMessageBytes} bytes.";

    public bool ValidateUtf8 { get; }

    public ReservedBits ApplicationBits { get; }

    public bool Masks => _role == FrameRole.Client;

    public static FrameRules For(FrameRole role, FrameConnectionOptions? options, IReadOnlyList<FrameExtension> extensions)
    {
        if (extensions.Count > 0 || options is { FrameTypes.Count: > 0 })
        {
            return new FrameRules(role, options ?? new FrameConnectionOptions(), [.. extensions]);
        }

        if (options is null)
        {
            return role == FrameRole.Client ? ClientDefaults : ServerDefaults;
        }

        if (options.SharedRules is { } shared && shared._role == role)
        {
            return shared;
        }

        var rules = new FrameRules(role, options, []);
        options.SharedRules = rules;
        return rules;
    }

    /// <summary>The size of the masking key in the frames that the other end sends.</summary>
    public int KeySize { get; }

    public bool Knows(FrameType type) => ReferenceEquals(_types[type.Opcode], type);

    /// <summary>
    /// The type of the message that a frame is by itself, as far as its first two bytes tell: FIN and no reserved bit is set, the
    /// frame is masked as the other end's role demands. Else null.
    /// </summary>
    public FrameType? MessageTypeOf(byte first, byte second)
        => first is > 0x80 and < 0x88 && FrameHeader.IsMaskedBy(second) == (KeySize > 0) ? _types[FrameHeader.OpcodeOf(first)] : null;

    /// <summary>Checks the first two bytes of a frame.</summary>
    /// <param name="first">The first byte.</param>
    /// <param name="second">The second byte.</param>
    /// <param name="message">The type of the message of which fragments are still to come, if any.</param>
    /// <param name="type">The type of the frame.</param>
    /// <returns>What is wrong, or null.</returns>
    public string? CheckStart(byte first, byte second, FrameType? message, out FrameType type)
    {
        type = FrameType.Continuation;
        if (_types[FrameHeader.OpcodeOf(first)] is not { } known)
        {
            return "The opcode is not known.";
        }

        type = known;
        var startsMessage = !type.IsControl && type != FrameType.Continuation;
        var reservedBits = FrameHeader.ReservedBitsOf(first);
        if (reservedBits != 0)
        {
            if ((reservedBits & ~ApplicationBits & ~(startsMessage ? _extensionBits : 0)) != 0)
            {
                return "A reserved bit is set that nobody has given a meaning.";
            }

            foreach (var extension in Extensions)
            {
                if ((reservedBits & extension.ReservedBits) is var own && own != 0 && own != extension.ReservedBits)
                {
                    return "Only some of the reserved bits of an extension are set.";
                }
            }
        }

        if (type.IsControl)
        {
            if (!FrameHeader.IsFin(first))
            {
                return "A control frame is fragmented.";
            }

            if (FrameHeader.ShortLength(second) > 125)
            {
                return "A control frame is longer than 125 bytes.";
            }
        }
        else if (startsMessage != (message is null))
        {
            return startsMessage ? "A message begins before the one before it has ended." : "A continuation belongs to no message.";
        }

        if (_requireMasking && FrameHeader.IsMaskedBy(second) != (_role == FrameRole.Server))
        {
            return _role == FrameRole.Server ? "A client has to mask its frames." : "A server must not mask its frames.";
        }

        return null;
    }

    /// <summary>Checks the encoding of the length.</summary>
    /// <returns>What is wrong, or null.</returns>
    public string? CheckLength(in FrameHeader header)
        => header.Length > long.MaxValue ? "The topmost bit of a length is set."
        : _requireMinimalLength && !header.IsMinimal ? "A length is not encoded in the fewest bytes."
        : null;
}
