namespace WsToolkit.Framing.Tests.Frames;

/// <summary>Single frames: every form of header, cut where it hurts, and what must be refused.</summary>
public sealed class FrameReadingTests
{
    private static readonly byte[] Masked = [0x81, 0x82, (byte)'a', (byte)'b', (byte)'c', (byte)'d', 0x19, 0x1B];

    [Fact]
    [Trait("Rfc6455", "5.2")]
    public void An_empty_message_needs_two_bytes() => Expect.Message(FrameRole.Client, [0x81, 0], FrameType.Text, []);

    [Fact]
    [Trait("Rfc6455", "5.1")]
    public void A_server_frame_is_not_masked() => Expect.Message(FrameRole.Client, [0x81, 2, .. "xy"u8], FrameType.Text, "xy"u8.ToArray());

    [Fact]
    [Trait("Rfc6455", "5.3")]
    public void A_client_frame_is_unmasked() => Expect.Message(FrameRole.Server, Masked, FrameType.Text, "xy"u8.ToArray());

    [Fact]
    [Trait("Rfc6455", "5.1")]
    public void A_masked_frame_of_a_server_fails_the_connection() => Expect.Failure(CloseCodes.ProtocolError, FrameRole.Client, Masked);

    [Fact]
    [Trait("Rfc6455", "5.1")]
    [Trait("Rfc6455", "10.3")]
    public void An_unmasked_frame_of_a_client_fails_the_connection()
        => Expect.Failure(CloseCodes.ProtocolError, FrameRole.Server, [0x81, 2, .. "xy"u8]);

    [Theory]
    [InlineData(FrameRole.Client, true)]
    [InlineData(FrameRole.Server, false)]
    public void The_wrong_masking_can_be_tolerated(FrameRole role, bool masked)
        => Expect.Message(
            role, Wire.Frame(1, "xy"u8, masked: masked), FrameType.Text, "xy"u8.ToArray(),
                new FrameConnectionOptions { RequireMasking = false });

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(15)]
    [Trait("Rfc6455", "5.2")]
    public void An_unknown_opcode_fails_the_connection(int opcode)
        => Expect.Failure(CloseCodes.ProtocolError, FrameRole.Client, Wire.Frame(opcode, "xy"u8));

    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    [Trait("Rfc6455", "5.4")]
    [Trait("Rfc6455", "5.5")]
    public void A_fragmented_control_frame_fails_the_connection(int opcode)
        => Expect.Failure(CloseCodes.ProtocolError, FrameRole.Client, Wire.Frame(opcode, [], fin: false));

    [Theory]
    [InlineData(ReservedBits.Rsv1)]
    [InlineData(ReservedBits.Rsv2)]
    [InlineData(ReservedBits.Rsv3)]
    [Trait("Rfc6455", "5.2")]
    public void A_reserved_bit_without_a_meaning_fails_the_connection(ReservedBits bits)
        => Expect.Failure(CloseCodes.ProtocolError, FrameRole.Client, Wire.Frame(1, "xy"u8, bits: bits));

    [Theory]
    [InlineData(126)]
    [InlineData(512)]
    [InlineData(65535)]
    [Trait("Rfc6455", "5.2")]
    public void A_length_may_take_two_more_bytes(int length)
        => Expect.Message(FrameRole.Client, Wire.Frame(1, Letters(length)), FrameType.Text, Letters(length));

    [Theory]
    [InlineData(65536)]
    [InlineData(128 * 1024)]
    [Trait("Rfc6455", "5.2")]
    public void A_length_may_take_eight_more_bytes(int length)
        => Expect.Message(FrameRole.Client, Wire.Frame(1, Letters(length)), FrameType.Text, Letters(length));

    [Theory]
    [InlineData(64)]
    [InlineData(125)]
    [Trait("Rfc6455", "5.2")]
    public void A_short_length_in_two_more_bytes_fails_the_connection(int length)
        => Expect.Failure(CloseCodes.ProtocolError, FrameRole.Client, Wire.Frame(1, Letters(length), lengthSize: 2));

    [Theory]
    [InlineData(126)]
    [InlineData(512)]
    [InlineData(65535)]
    [Trait("Rfc6455", "5.2")]
    public void A_medium_length_in_eight_more_bytes_fails_the_connection(int length)
        => Expect.Failure(CloseCodes.ProtocolError, FrameRole.Client, Wire.Frame(1, Letters(length), lengthSize: 8));

    [Theory]
    [InlineData(0)]
    [InlineData(64)]
    [InlineData(125)]
    [Trait("Rfc6455", "5.2")]
    public void A_short_length_in_eight_more_bytes_fails_the_connection(int length)
        => Expect.Failure(CloseCodes.ProtocolError, FrameRole.Client, Wire.Frame(1, Letters(length), lengthSize: 8));

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void A_length_in_too_many_bytes_can_be_tolerated(int lengthSize)
        => Expect.Message(
            FrameRole.Client,
            Wire.Frame(1, Letters(64), lengthSize: lengthSize),
            FrameType.Text,
            Letters(64),
            new FrameConnectionOptions { RequireMinimalLength = false });

    [Theory]
    [InlineData(FrameRole.Client, 2, 1)]
    [InlineData(FrameRole.Client, 512, 3)]
    [InlineData(FrameRole.Client, 128 * 1024, 7)]
    [InlineData(FrameRole.Server, 2, 4)]
    [InlineData(FrameRole.Server, 512, 7)]
    [InlineData(FrameRole.Server, 128 * 1024, 13)]
    public void A_header_may_be_cut_anywhere(FrameRole role, int length, int cut)
    {
        var frame = Wire.To(role, 1, Letters(length));
        using var connection = new FrameConnection(role);
        Assert.Empty(connection.Read(frame.AsSpan(0, cut)));
        Assert.Equal(Letters(length), Assert.Single(connection.Read(frame.AsSpan(cut))).Payload);
    }

    [Theory]
    [InlineData(0x8080808080808080)]
    [InlineData(0x8000000000000000)]
    [InlineData(0xFFFFFFFFFFFFFFFF)]
    [Trait("Rfc6455", "5.2")]
    public void The_topmost_bit_of_a_length_fails_the_connection(ulong length)
        => Expect.Failure(CloseCodes.ProtocolError, FrameRole.Client, Wire.Frame(1, [], length: length));

    [Fact]
    public void A_large_frame_is_handed_out_in_parts_as_it_arrives()
    {
        const int size = 128 * 1024;
        var frame = Wire.Frame(1, Letters(size));
        var header = frame.Length - size;
        using var client = new FrameConnection(FrameRole.Client, new FrameConnectionOptions { Delivery = FrameDelivery.Parts });
        Assert.Empty(client.Read(frame.AsSpan(0, header)));
        for (var place = header; place < frame.Length; place += 1024)
        {
            var part = Assert.Single(client.Read(frame.AsSpan(place, 1024)));
            var last = place + 1024 == frame.Length;
            Assert.Equal((FrameType.Text, last, last, false), (part.Type, part.EndOfFrame, part.EndOfMessage, part.IsContinuation));
            Assert.Equal(Letters(1024), part.Payload);
        }
    }

    [Theory]
    [InlineData(FrameDelivery.Messages)]
    [InlineData(FrameDelivery.Frames)]
    [InlineData(FrameDelivery.Parts)]
    public void A_control_frame_is_handed_out_whole(FrameDelivery delivery)
    {
        var frame = Wire.Frame(9, Letters(64));
        using var client = new FrameConnection(FrameRole.Client, new FrameConnectionOptions { Delivery = delivery });
        for (var place = 0; place < 55; place += 11)
        {
            Assert.Empty(client.Read(frame.AsSpan(place, 11)));
        }

        var ping = Assert.Single(client.Read(frame.AsSpan(55)));
        Assert.Equal((FrameEventKind.Ping, true, true), (ping.Kind, ping.EndOfFrame, ping.EndOfMessage));
        Assert.Equal(Letters(64), ping.Payload);
    }

    [Fact]
    public void A_message_cut_short_of_its_end_is_two_parts()
    {
        var frame = Wire.Frame(1, Letters(65535));
        using var client = new FrameConnection(FrameRole.Client, new FrameConnectionOptions { Delivery = FrameDelivery.Parts });
        var first = Assert.Single(client.Read(frame.AsSpan(0, 65535)));
        Assert.Equal((65531, false, false), (first.Payload.Length, first.EndOfFrame, first.EndOfMessage));
        var last = Assert.Single(client.Read(frame.AsSpan(65535)));
        Assert.Equal((4, true, true), (last.Payload.Length, last.EndOfFrame, last.EndOfMessage));
    }

    [Theory]
    [InlineData(8, 126)]
    [InlineData(9, 126)]
    [InlineData(9, 128)]
    [InlineData(10, 70_000)]
    [Trait("Rfc6455", "5.5")]
    public void A_control_frame_of_more_than_125_bytes_fails_the_connection(int opcode, int length)
        => Expect.Failure(CloseCodes.ProtocolError, FrameRole.Client, Wire.Frame(opcode, Letters(length)));

    private static byte[] Letters(int count) => [.. Enumerable.Repeat((byte)'x', count)];
}
