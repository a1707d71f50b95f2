namespace WsToolkit.Framing.Tests.Extensions;

/// <summary>Both ends of permessage-deflate with each other, in every setting.</summary>
public sealed class PerMessageDeflateRoundTripTests
{
    public static TheoryData<FrameRole, int, bool> Settings()
    {
        var data = new TheoryData<FrameRole, int, bool>();
        foreach (var role in new[] { FrameRole.Client, FrameRole.Server })
        {
            for (var bits = 8; bits <= 15; bits++)
            {
                data.Add(role, bits, false);
                data.Add(role, bits, true);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Settings))]
    [Trait("Rfc7692", "7.2")]
    public void What_one_end_writes_the_other_reads(FrameRole role, int bits, bool forgets)
    {
        var random = new Random((bits * 4) + ((int)role * 2) + (forgets ? 1 : 0));
        var options = new PerMessageDeflateOptions
        {
            MinMessageBytes = 0,
            ServerNoContextTakeover = forgets,
            ClientNoContextTakeover = forgets,
            ServerMaxWindowBits = bits,
            ClientMaxWindowBits = bits,
        };
        using var sender = new PerMessageDeflate(options).Create(role);
        using var receiver = new PerMessageDeflate(options).Create(role == FrameRole.Client ? FrameRole.Server : FrameRole.Client);
        int[] sizes = [0, 1, 5, 125, 126, 1000, 8191, 8192, 8193, 32768, 65536, 100_000, 1024 * 1024];
        for (var round = 0; round < 40; round++)
        {
            var size = round < sizes.Length ? sizes[round] : random.Next(4000);
            var content = random.Next(3) switch
            {
                0 => ExtensionUse.RandomBytes(random, size),
                1 => new byte[size],
                _ => ExtensionUse.Words(random, size),
            };
            var message = sender.Encode(content.Cut(random, random.Next(1, 5)));
            Assert.Equal(FrameDecodeResult.Done, receiver.TryDecode(out var decoded, size, message.Cut(random, random.Next(1, 30))));
            Assert.True(content.AsSpan().SequenceEqual(decoded));
        }
    }
}
