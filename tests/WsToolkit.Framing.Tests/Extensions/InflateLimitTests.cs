using System.Buffers;
using System.IO.Compression;

namespace WsToolkit.Framing.Tests.Extensions;

/// <summary>Hostile input: bombs, and bytes that were never compressed data.</summary>
public sealed class InflateLimitTests
{
    private const int Limit = 64 * 1024;

    public static TheoryData<string> Kinds { get; } = ["deflate", "zlib"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_bomb_is_defused_at_the_limit(string kind)
    {
        using var sender = Create(kind);
        var bomb = sender.Encode(new byte[10 * 1024 * 1024]);
        Assert.InRange(bomb.Length, 1000, 30_000);

        var output = new FixedWriter(Limit);
        using var receiver = Create(kind);
        receiver.BeginDecode(FrameType.Binary);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = receiver.Decode(bomb, true, output, Limit);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
        Assert.Equal(FrameDecodeResult.TooBig, result);
        Assert.Equal(Limit, output.Written);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_bomb_in_many_parts_never_writes_more_than_the_limit(string kind)
    {
        using var sender = Create(kind);
        var bomb = sender.Encode(new byte[1024 * 1024]);
        using var receiver = Create(kind);
        Assert.Equal(FrameDecodeResult.TooBig, receiver.TryDecode(out var decoded, Limit, bomb.ByteByByte()));
        Assert.InRange(decoded.Length, Limit - 1, Limit);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Exactly_the_limit_is_allowed(string kind)
    {
        using var sender = Create(kind);
        var message = sender.Encode(new byte[Limit]);
        using var receiver = Create(kind);
        Assert.Equal(FrameDecodeResult.Done, receiver.TryDecode(out var decoded, Limit, message));
        Assert.Equal(Limit, decoded.Length);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Random_bytes_never_throw_and_keep_to_the_limit(string kind)
    {
        var random = new Random(1951);
        var output = new FixedWriter(1000);
        var receiver = Create(kind);
        for (var round = 0; round < 50_000; round++)
        {
            var input = ExtensionUse.RandomBytes(random, random.Next(40));
            if (kind == "zlib" && input.Length > 1)
            {
                (input[0], input[1]) = random.Next(8) == 0 ? ((byte)0x78, (byte)0xBB) : ((byte)0x78, (byte)0x9C);
            }

            if (Feed(receiver, input, random, output) != FrameDecodeResult.Done)
            {
                receiver.Dispose();
                receiver = Create(kind);
            }
        }

        receiver.Dispose();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Damaged_messages_never_throw_and_keep_to_the_limit(string kind)
    {
        var random = new Random(1950);
        var output = new FixedWriter(1000);
        var originals = Enumerable.Range(0, 20).Select(i =>
        {
            using var sender = Create(kind);
            return sender.Encode(i % 2 == 0 ? ExtensionUse.Words(random, i * 50) : ExtensionUse.RandomBytes(random, i * 10));
        }).ToArray();
        var results = new int[3];
        for (var round = 0; round < 50_000; round++)
        {
            using var receiver = Create(kind);
            var input = (byte[])originals[random.Next(originals.Length)].Clone();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                input[random.Next(input.Length)] ^= (byte)(1 << random.Next(8));
            }

            results[(int)Feed(receiver, random.Next(4) == 0 ? input[..random.Next(input.Length)] : input, random, output)]++;
        }

        Assert.True(results[(int)FrameDecodeResult.Invalid] > 1000, string.Join(' ', results));
    }

    private static FrameDecodeResult Feed(FrameExtension receiver, byte[] input, Random random, FixedWriter output)
    {
        output.Written = 0;
        receiver.BeginDecode(FrameType.Binary);
        var cut = random.Next(input.Length + 1);
        var result = receiver.Decode(input.AsSpan(0, cut), false, output, 1000);
        return result == FrameDecodeResult.Done
            ? receiver.Decode(input.AsSpan(cut), true, output, 1000 - output.Written)
            : result;
    }

    private static FrameExtension Create(string kind)
        => kind == "zlib" ? new ZlibExtension(CompressionLevel.Optimal) : ExtensionUse.Deflate();

    /// <summary>Takes so much and no more, and allocates nothing.</summary>
    private sealed class FixedWriter(int capacity) : IBufferWriter<byte>
    {
        private readonly byte[] _bytes = new byte[capacity + 512];

        public int Written { get; set; }

        public void Advance(int count)
        {
            Written += count;
            Assert.InRange(Written, 0, capacity);
        }

        public Memory<byte> GetMemory(int sizeHint = 0) => _bytes.AsMemory(Written);

        public Span<byte> GetSpan(int sizeHint = 0) => _bytes.AsSpan(Written);
    }
}
