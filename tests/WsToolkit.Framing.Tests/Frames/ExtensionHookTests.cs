using System.Buffers;
using System.Text;

namespace WsToolkit.Framing.Tests.Frames;

/// <summary>What an extension is given, what becomes of its answers, and whose the reserved bits are.</summary>
public sealed class ExtensionHookTests
{
    private static readonly byte[] Text = Encoding.UTF8.GetBytes("fñör");

    [Fact]
    [Trait("Rfc6455", "5.2")]
    [Trait("Rfc6455", "9.2")]
    public void An_extension_is_given_the_messages_with_its_bit()
    {
        var (events, extension) = Read([0x91, 0]);
        Assert.Equal((1, 1, ReservedBits.Rsv3), (extension.Begun, extension.Ended, Assert.Single(events).Bits));
    }

    [Fact]
    [Trait("Rfc6455", "5.2")]
    public void A_bit_that_no_extension_owns_fails_the_connection()
    {
        var (events, extension) = Read([0xA1, 0]);
        Assert.Equal((FrameEventKind.Failed, CloseCodes.ProtocolError), (Assert.Single(events).Kind, events[0].Code));
        Assert.Equal(0, extension.Begun);
    }

    [Theory]
    [InlineData(0x98)]
    [InlineData(0x99)]
    [InlineData(0x9A)]
    public void The_bit_of_an_extension_on_a_control_frame_fails_the_connection(int first)
        => Assert.Equal(CloseCodes.ProtocolError, Assert.Single(Read([(byte)first, 0]).Events).Code);

    [Fact]
    public void The_bit_of_an_extension_on_a_continuation_fails_the_connection()
        => Assert.Equal(CloseCodes.ProtocolError, Read([0x11, 0, 0x90, 0]).Events[^1].Code);

    [Fact]
    public void What_an_extension_makes_of_a_frame_is_handed_out()
        => Assert.Equal("FñöR", Read([0x11, 6, .. Text], FrameDelivery.Frames).Events[0].Text);

    [Fact]
    public void An_extension_is_not_given_a_frame_without_its_bit()
    {
        var (events, extension) = Read([0x01, 6, .. Text], FrameDelivery.Frames);
        Assert.Equal(("fñör", 0, 0), (Assert.Single(events).Text, extension.Begun, extension.Decoded));
    }

    [Theory]
    [InlineData("party", CloseCodes.InvalidPayload)]
    [InlineData("bomb", CloseCodes.MessageTooBig)]
    public void What_an_extension_finds_wrong_fails_the_connection(string content, int code)
        => Assert.Equal(code, Assert.Single(Read([0x91, (byte)content.Length, .. Encoding.UTF8.GetBytes(content)]).Events).Code);

    [Fact]
    public void An_extension_may_add_to_the_end_of_a_message()
        => Assert.Equal("FñöR!", Assert.Single(Read([0x11, 6, .. Text, 0x80, 0]).Events).Text);

    [Fact]
    public void Nothing_is_added_to_a_message_without_the_bit()
    {
        var (events, extension) = Read([0x81, 6, .. Text]);
        Assert.Equal(("fñör", 0), (Assert.Single(events).Text, extension.Ended));
    }

    [Fact]
    public void What_an_extension_finds_wrong_at_the_end_fails_the_connection()
    {
        var (events, _) = Read([0x11, 4, .. "rage"u8, 0x80, 0], FrameDelivery.Frames);
        Assert.Equal([FrameEventKind.Data, FrameEventKind.Failed], events.Select(read => read.Kind));
        Assert.Equal(CloseCodes.InvalidPayload, events[1].Code);
    }

    [Fact]
    [Trait("Rfc6455", "9.2")]
    public void An_extension_transforms_what_is_written()
        => Assert.Equal([0x91, 7, .. "fñör!"u8], Written((end, output) => end.WriteText(output, "FñöR")));

    [Fact]
    [Trait("Rfc6455", "9.2")]
    public void Only_the_first_fragment_carries_the_bit_and_only_the_last_the_end()
        => Assert.Equal(
            [0x11, 6, .. "fñör"u8, 0x00, 1, (byte)'x', 0x89, 0, 0x80, 2, .. "y!"u8],
            Written((end, output) =>
            {
                end.Write(output, FrameType.Text, "FñöR"u8, endOfMessage: false);
                end.Write(output, FrameType.Text, "X"u8, endOfMessage: false);
                end.Write(output, FrameType.Ping, []);
                end.Write(output, FrameType.Continuation, "Y"u8);
            }));

    [Fact]
    [Trait("Rfc6455", "9.1")]
    public void A_bit_has_one_owner()
    {
        Assert.Throws<ArgumentException>(() => new FrameConnection(FrameRole.Client, null, [new ShoutExtension(), new ShoutExtension()]));
        var options = new FrameConnectionOptions { ApplicationReservedBits = ReservedBits.Rsv3 };
        Assert.Throws<ArgumentException>(() => new FrameConnection(FrameRole.Client, options, [new ShoutExtension()]));
    }

    private static (List<ReadEvent> Events, ShoutExtension Extension) Read(byte[] bytes, FrameDelivery delivery = FrameDelivery.Messages)
    {
        var extension = new ShoutExtension();
        using var client = new FrameConnection(FrameRole.Client, new FrameConnectionOptions { Delivery = delivery }, [extension]);
        return (client.Read(bytes), extension);
    }

    private static byte[] Written(Action<FrameConnection, IBufferWriter<byte>> write)
    {
        using var server = new FrameConnection(FrameRole.Server, null, [new ShoutExtension()]);
        var output = new ArrayBufferWriter<byte>();
        write(server, output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Small letters on the wire, capital ones here, an exclamation mark at the end; refuses some words.</summary>
    private sealed class ShoutExtension() : FrameExtension("shout", ReservedBits.Rsv3)
    {
        private bool _isAngry;

        public int Begun { get; private set; }

        public int Decoded { get; private set; }

        public int Ended { get; private set; }

        public override void Encode(ReadOnlySpan<byte> payload, bool endOfFrame, bool endOfMessage, IBufferWriter<byte> output)
        {
            foreach (var value in payload)
            {
                output.Write([value is >= (byte)'A' and <= (byte)'Z' ? (byte)(value | 0x20) : value]);
            }

            output.Write(endOfMessage ? "!"u8 : []);
        }

        public override void BeginDecode(FrameType type) => Begun++;

        public override FrameDecodeResult Decode(ReadOnlySpan<byte> payload, bool endOfMessage, IBufferWriter<byte> output, long maxBytes)
        {
            Decoded++;
            Ended += endOfMessage ? 1 : 0;
            if (payload.SequenceEqual("party"u8) || (_isAngry && endOfMessage))
            {
                return FrameDecodeResult.Invalid;
            }

            if (payload.SequenceEqual("bomb"u8))
            {
                return FrameDecodeResult.TooBig;
            }

            _isAngry |= payload.SequenceEqual("rage"u8);
            foreach (var value in payload)
            {
                output.Write([value is >= (byte)'a' and <= (byte)'z' ? (byte)(value & ~0x20) : value]);
            }

            output.Write(endOfMessage ? "!"u8 : []);
            return FrameDecodeResult.Done;
        }
    }
}
