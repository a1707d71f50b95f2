using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace WsToolkit.Framing.Tests.Frames;

/// <summary>What is written, byte for byte, and what is refused.</summary>
public sealed class FrameWritingTests
{
    private const string Shrug = @"¯\_(ツ)_/¯";

    [Fact]
    [Trait("Rfc6455", "5.5.1")]
    public void A_close_frame_without_a_code_is_empty()
        => Assert.Equal([0x88, 0], Server((end, output) => end.WriteClose(output, CloseCodes.NoStatus)));

    [Fact]
    [Trait("Rfc6455", "5.5.1")]
    public void A_close_frame_begins_with_its_code()
        => Assert.Equal([0x88, 2, 0x03, 0xE8], Server((end, output) => end.WriteClose(output)));

    [Fact]
    [Trait("Rfc6455", "5.5.1")]
    public void The_reason_follows_the_code()
    {
        var reason = Encoding.UTF8.GetBytes(Shrug);
        Assert.Equal([0x88, (byte)(2 + reason.Length), 0x03, 0xE8, .. reason],
            Server((end, output) => end.WriteClose(output, 1000, Shrug)));
    }

    [Theory]
    [InlineData("r", 123)]
    [InlineData("ß", 122)]
    [InlineData("ツ", 123)]
    [InlineData("😀", 120)]
    [InlineData("xツ", 123)]
    [InlineData(Shrug, 123)]
    [Trait("Rfc6455", "5.5")]
    public void A_reason_that_is_too_long_is_cut_between_two_characters(string part, int most)
    {
        var reason = string.Concat(Enumerable.Repeat(part, 200));
        var frame = Server((end, output) => end.WriteClose(output, 1000, reason));
        Assert.InRange(frame.Length - 4, most - 3, most);
        var cut = new UTF8Encoding(false, true).GetString(frame.AsSpan(4));
        Assert.StartsWith(cut, reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FrameRole.Server)]
    [InlineData(FrameRole.Client)]
    public void A_message_that_is_begun_and_ended_arrives_whatever_the_size_of_the_one_before(FrameRole role)
    {
        int[] sizes = [0, 125, 126, 4096, 0, 20_000, 3, 65_535, 65_536, 1, 200_000, 300, 16_000, 70_000, 65_536, 2];
        var random = new Random(7);
        using var sender = new FrameConnection(role);
        using var receiver = new FrameConnection(role == FrameRole.Server ? FrameRole.Client : FrameRole.Server);
        using var output = new OutputBuffer();
        var sent = new List<byte[]>();
        for (var round = 0; round < 40; round++)
        {
            var content = new byte[sizes[random.Next(sizes.Length)]];
            random.NextBytes(content);
            var place = sender.BeginMessage(output, FrameType.Binary);
            for (var written = 0; written < content.Length;)
            {
                var piece = Math.Min(content.Length - written, random.Next(1, 40_000));
                output.Write(content.AsSpan(written, piece));
                written += piece;
            }

            sender.EndMessage(output, place, FrameType.Binary);
            sent.Add(content);
        }

        Assert.Equal(output.Written.Length, output.Length);
        receiver.Receive(output.Written);
        foreach (var content in sent)
        {
            Assert.True(receiver.TryRead(out var received));
            Assert.Equal(FrameEventKind.Data, received.Kind);
            Assert.True(content.AsSpan().SequenceEqual(received.Payload.Span));
        }
    }

    [Fact]
    public void A_reason_without_a_code_is_refused()
        => Assert.Throws<ArgumentException>(() => Server((end, output) => end.WriteClose(output, CloseCodes.NoStatus, "termites")));

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(999)]
    [InlineData(1004)]
    [InlineData(1006)]
    [InlineData(1015)]
    [InlineData(1016)]
    [InlineData(2999)]
    [InlineData(5000)]
    [InlineData(66536)]
    [Trait("Rfc6455", "7.4.1")]
    [Trait("Rfc6455", "7.4.2")]
    public void A_code_that_must_not_travel_is_refused(int code)
    {
        using var server = new FrameConnection(FrameRole.Server);
        var output = new ArrayBufferWriter<byte>();
        Assert.Throws<ArgumentException>(() => server.WriteClose(output, code));
        Assert.Equal((0, FrameState.Open), (output.WrittenCount, server.State));
    }

    [Fact]
    [Trait("Rfc6455", "5.5.2")]
    public void A_ping_without_content() => Assert.Equal([0x89, 0], Server((end, output) => end.Write(output, FrameType.Ping, [])));

    [Fact]
    [Trait("Rfc6455", "5.5.2")]
    public void A_ping_with_content()
        => Assert.Equal([0x89, 2, .. "hi"u8], Server((end, output) => end.Write(output, FrameType.Ping, "hi"u8)));

    [Fact]
    [Trait("Rfc6455", "5.5.3")]
    public void A_pong_without_content() => Assert.Equal([0x8A, 0], Server((end, output) => end.Write(output, FrameType.Pong, [])));

    [Fact]
    [Trait("Rfc6455", "5.5.3")]
    public void A_pong_with_content()
        => Assert.Equal([0x8A, 2, .. "hi"u8], Server((end, output) => end.Write(output, FrameType.Pong, "hi"u8)));

    [Fact]
    [Trait("Rfc6455", "5.2")]
    public void A_short_binary_message()
        => Assert.Equal([0x82, 3, 1, 2, 3], Server((end, output) => end.Write(output, FrameType.Binary, [1, 2, 3])));

    [Fact]
    [Trait("Rfc6455", "5.2")]
    public void A_short_text()
        => Assert.Equal([0x81, 8, .. "😃😄"u8], Server((end, output) => end.WriteText(output, "😃😄")));

    [Fact]
    [Trait("Rfc6455", "5.4")]
    public void A_binary_message_in_two_fragments()
        => Assert.Equal(
            [0x02, 2, 1, 2, 0x80, 1, 3],
            Server((end, output) =>
            {
                end.Write(output, FrameType.Binary, [1, 2], endOfMessage: false);
                end.Write(output, FrameType.Continuation, [3]);
            }));

    [Fact]
    [Trait("Rfc6455", "5.4")]
    public void A_text_in_three_fragments_of_its_own_type()
        => Assert.Equal(
            [0x01, 4, .. "😃"u8, 0x00, 0, 0x80, 4, .. "😄"u8],
            Server((end, output) =>
            {
                end.Write(output, FrameType.Text, "😃"u8, endOfMessage: false);
                end.Write(output, FrameType.Text, [], endOfMessage: false);
                end.Write(output, FrameType.Text, "😄"u8);
            }));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [Trait("Rfc6455", "5.4")]
    public void A_message_inside_another_is_refused(int opcode)
    {
        var (type, other) = opcode == 1 ? (FrameType.Text, FrameType.Binary) : (FrameType.Binary, FrameType.Text);
        using var server = new FrameConnection(FrameRole.Server);
        using var output = new OutputBuffer();
        server.Write(output, type, "x"u8, endOfMessage: false);
        var length = output.Length;
        Assert.Throws<InvalidOperationException>(() => server.Write(output, other, "y"u8));
        Assert.Throws<InvalidOperationException>(() => server.BeginMessage(output, type));
        Assert.Throws<InvalidOperationException>(() => server.WriteText(output, "y"));
        Assert.Equal(length, output.Length);
        server.Write(output, FrameType.Ping, []);
        server.Write(output, FrameType.Continuation, "y"u8);
        server.Write(output, other, "z"u8);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(125, 0)]
    [InlineData(126, 2)]
    [InlineData(65535, 2)]
    [InlineData(65536, 8)]
    [InlineData(100_000, 8)]
    [Trait("Rfc6455", "5.2")]
    public void A_length_takes_the_fewest_bytes(int length, int lengthSize)
    {
        var payload = new byte[length];
        Assert.Equal(Wire.Frame(2, payload, lengthSize: lengthSize), Server((end, output) => end.Write(output, FrameType.Binary, payload)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(65536)]
    [Trait("Rfc6455", "5.1")]
    [Trait("Rfc6455", "5.3")]
    [Trait("Rfc6455", "6.1")]
    public void A_client_masks_with_the_key_in_the_header(int length)
    {
        var payload = new byte[length];
        new Random(length).NextBytes(payload);
        var frame = Expect.Written(FrameRole.Client, (end, output) => end.Write(output, FrameType.Binary, payload));
        Assert.Equal(0x82, frame[0]);
        Assert.Equal(payload, Expect.Unmasked(frame, out _));
        Assert.Equal((length <= 125 ? 2 : length <= 65535 ? 4 : 10) + 4 + length, frame.Length);
    }

    [Fact]
    [Trait("Rfc6455", "5.1")]
    [Trait("Rfc6455", "5.3")]
    [Trait("Rfc6455", "10.3")]
    public void Each_frame_of_a_client_has_a_new_key()
    {
        using var client = new FrameConnection(FrameRole.Client);
        var keys = new HashSet<uint>();
        for (var count = 0; count < 1000; count++)
        {
            var output = new ArrayBufferWriter<byte>();
            switch (count % 3)
            {
                case 0: client.Write(output, FrameType.Binary, [1, 2, 3, 4]); break;
                case 1: client.Write(output, FrameType.Ping, []); break;
                default: client.WriteText(output, "text"); break;
            }

            Expect.Unmasked(output.WrittenSpan, out var key);
            keys.Add(key);
        }

        // A thousand of 2^32 by chance: two the same once in ten thousand runs, three the same never.
        Assert.InRange(keys.Count, 999, 1000);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(10)]
    [Trait("Rfc6455", "5.5")]
    public void A_control_frame_of_more_than_125_bytes_is_refused(int opcode)
    {
        var type = opcode == 9 ? FrameType.Ping : FrameType.Pong;
        Assert.Throws<ArgumentException>(() => Server((end, output) => end.Write(output, type, new byte[126])));
        Assert.Equal(127, Server((end, output) => end.Write(output, type, new byte[125])).Length);
    }

    [Fact]
    [Trait("Rfc6455", "5.4")]
    [Trait("Rfc6455", "5.5")]
    public void A_fragment_of_a_control_frame_is_refused()
        => Assert.Throws<ArgumentException>(() => Server((end, output) => end.Write(output, FrameType.Ping, [], endOfMessage: false)));

    [Fact]
    [Trait("Rfc6455", "5.2")]
    public void A_reserved_bit_that_is_not_the_applications_is_refused()
    {
        Assert.Throws<ArgumentException>(()
            => Server((end, output) => end.Write(output, FrameType.Text, [], reservedBits: ReservedBits.Rsv1)));
        var options = new FrameConnectionOptions { ApplicationReservedBits = ReservedBits.Rsv1 };
        var frame = Expect.Written(FrameRole.Server, (end, output)
            => end.Write(output, FrameType.Text, [], reservedBits: ReservedBits.Rsv1), options);
        Assert.Equal([0xC1, 0], frame);
        Assert.Equal(ReservedBits.Rsv1, Expect.Only(FrameRole.Client, frame, options).Bits);
    }

    [Fact]
    [Trait("Rfc6455", "5.3")]
    public void Masking_is_an_exclusive_or_with_the_key_over_and_over()
    {
        var text = "some text that is longer than the key"u8.ToArray();
        byte[] key = "1234"u8.ToArray();
        var masked = text.Select((value, index) => (byte)(value ^ key[index % 4])).ToArray();
        Expect.Message(FrameRole.Server, [0x82, (byte)(0x80 | text.Length), .. key, .. masked], FrameType.Binary, text);
        Expect.Message(FrameRole.Server, [0x82, 0x80, .. key], FrameType.Binary, []);
    }

    [Fact]
    [Trait("Rfc6455", "5.7")]
    public void The_examples_of_the_rfc_are_read()
    {
        var hello = "Hello"u8.ToArray();
        Expect.Message(FrameRole.Client, [0x81, 0x05, .. hello], FrameType.Text, hello);
        byte[] masked = [0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58];
        Expect.Message(FrameRole.Server, [0x81, 0x85, .. masked], FrameType.Text, hello);
        Expect.Message(FrameRole.Client, [0x01, 0x03, .. "Hel"u8, 0x80, 0x02, .. "lo"u8], FrameType.Text, hello);
        Assert.Equal("Hello", Expect.Only(FrameRole.Client, [0x89, 0x05, .. hello]).Text);
        var pong = Expect.Only(FrameRole.Server, [0x8A, 0x85, .. masked]);
        Assert.Equal((FrameEventKind.Pong, "Hello"), (pong.Kind, pong.Text));
        var header = new byte[10];
        (header[0], header[1]) = (0x82, 0x7F);
        BinaryPrimitives.WriteUInt64BigEndian(header.AsSpan(2), 65536);
        Expect.Message(FrameRole.Client, [.. header, .. new byte[65536]], FrameType.Binary, new byte[65536]);
        Expect.Message(FrameRole.Client, [0x82, 0x7E, 0x01, 0x00, .. new byte[256]], FrameType.Binary, new byte[256]);
    }

    private static byte[] Server(Action<FrameConnection, IBufferWriter<byte>> write) => Expect.Written(FrameRole.Server, write);
}
