using System.Buffers;

namespace WsToolkit.Framing.Fuzz;

/// <summary>How one connection is set up.</summary>
internal sealed record FuzzSettings
{
    public FrameRole Role { get; init; }

    public FrameDelivery Delivery { get; init; }

    public bool RequireMasking { get; init; } = true;

    public bool RequireMinimalLength { get; init; } = true;

    public bool ValidateUtf8 { get; init; } = true;

    public long MaxMessageBytes { get; init; } = 1024 * 1024;

    public long MaxFrameBytes { get; init; } = long.MaxValue;

    /// <summary>The types of frames besides those of the RFC.</summary>
    public IReadOnlyList<FrameType> Types { get; init; } = [];

    public ReservedBits ApplicationBits { get; init; }

    public FuzzExtension Extension { get; init; }

    /// <summary>The bits that the extension owns.</summary>
    public ReservedBits ExtensionBits => Extension switch
    {
        FuzzExtension.None => ReservedBits.None,
        FuzzExtension.RunLength => ReservedBits.Rsv2 | ReservedBits.Rsv3,
        FuzzExtension.Both => ReservedBits.All,
        _ => ReservedBits.Rsv1,
    };

    /// <summary>The options of permessage-deflate.</summary>
    public PerMessageDeflateOptions Deflate { get; init; } = new();

    /// <summary>Whether the reference knows what a connection with these settings is to do.</summary>
    public bool HasReference => Extension is FuzzExtension.None or FuzzExtension.RunLength;

    /// <summary>The opcodes that the connection knows.</summary>
    public bool Knows(int opcode) => opcode is 0 or 1 or 2 or 8 or 9 or 10 || Types.Any(type => type.Opcode == opcode);

    /// <summary>Settings at random: mostly strict ones.</summary>
    public static FuzzSettings Draw(Random random)
    {
        long[] messageLimits = [1, 16, 125, 126, 1000, 4096, 70_000, 1024 * 1024, 1024 * 1024, 1024 * 1024, long.MaxValue];
        var delivery = (FrameDelivery)random.Next(3);
        var limit = messageLimits[random.Next(messageLimits.Length)];
        var extension = random.Next(100) switch
        {
            < 60 => FuzzExtension.None,
            < 85 => FuzzExtension.RunLength,
            < 91 => FuzzExtension.Deflate,
            < 94 => FuzzExtension.Zlib,
            _ => FuzzExtension.Both,
        };
        return new FuzzSettings
        {
            Role = (FrameRole)random.Next(2),
            Delivery = delivery,
            RequireMasking = random.Next(8) != 0,
            RequireMinimalLength = random.Next(8) != 0,
            ValidateUtf8 = random.Next(8) != 0,
            MaxMessageBytes = limit == long.MaxValue && extension != FuzzExtension.None ? 1024 * 1024 : limit,
            MaxFrameBytes = random.Next(4) == 0 ? random.Next(1, 5000) : long.MaxValue,
            Types = random.Next(2) == 0 ? [] : [FrameType.Data(3, "ascii"), FrameType.Data(7, "last"), FrameType.Control(11, "time")],
            Extension = extension,
            ApplicationBits = extension == FuzzExtension.Both || random.Next(4) != 0 ? ReservedBits.None
                : extension == FuzzExtension.RunLength ? ReservedBits.Rsv1
                : ReservedBits.Rsv3,
            Deflate = new PerMessageDeflateOptions
            {
                ClientMaxWindowBits = random.Next(8, 16),
                ServerMaxWindowBits = random.Next(8, 16),
                ClientNoContextTakeover = random.Next(2) == 0,
                ServerNoContextTakeover = random.Next(2) == 0,
                MinMessageBytes = random.Next(2) * 16,
            },
        };
    }

    /// <summary>A connection with these settings.</summary>
    public FrameConnection Connect(FrameRole role, ArrayPool<byte> pool)
    {
        var options = new FrameConnectionOptions
        {
            Delivery = Delivery,
            RequireMasking = RequireMasking,
            RequireMinimalLength = RequireMinimalLength,
            ValidateUtf8 = ValidateUtf8,
            MaxMessageBytes = MaxMessageBytes,
            MaxFrameBytes = MaxFrameBytes,
            ApplicationReservedBits = ApplicationBits,
            Pool = pool,
        };
        foreach (var type in Types)
        {
            options.FrameTypes.Add(type);
        }

        return new FrameConnection(role, options, CreateExtensions(role));
    }

    /// <summary>The extensions of a connection, new.</summary>
    public FrameExtension[] CreateExtensions(FrameRole role)
    {
        var runLength = ReservedBits.Rsv2 | ReservedBits.Rsv3;
        return Extension switch
        {
            FuzzExtension.None => [],
            FuzzExtension.RunLength => [new RunLengthExtension(runLength)],
            FuzzExtension.Deflate => [new PerMessageDeflate(Deflate).Create(role)],
            FuzzExtension.Zlib => [new ZlibExtension()],
            _ => [new RunLengthExtension(runLength), new PerMessageDeflate(Deflate).Create(role)],
        };
    }
}
