using System.Buffers;

namespace WsToolkit.Framing.Tests.Frames;

/// <summary>
/// What the original sans-IO library (noio_ws) got wrong, case by case: it must work here, or be refused with the code that RFC 6455 asks
/// for.
/// </summary>
public sealed class OriginalFaultsTests
{
    [Theory]
    [InlineData(FrameRole.Client)]
    [InlineData(FrameRole.Server)]
    public void Bytes_may_come_one_by_one_and_be_split_in_the_length(FrameRole role)
        => Expect.Message(role, Wire.To(role, 2, new byte[300]), FrameType.Binary, new byte[300]);

    [Fact]
    public void Two_frames_in_one_chunk_are_both_available()
    {
        using var client = new FrameConnection(FrameRole.Client);
        client.Receive([.. Wire.Frame(1, "one"u8), .. Wire.Frame(1, "two"u8)]);
        Assert.True(client.TryRead(out var one));
        Assert.Equal("one"u8, one.Payload.Span);
        Assert.True(client.HasMessage);
        Assert.True(client.TryRead(out var two));
        Assert.Equal("two"u8, two.Payload.Span);
        Assert.False(client.TryRead(out _));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(9)]
    public void A_masked_frame_without_content_is_complete_at_six_bytes(int opcode)
    {
        var frame = Wire.To(FrameRole.Server, opcode, "");
        Assert.Equal(6, frame.Length);
        Assert.Empty(Expect.Only(FrameRole.Server, frame).Payload);
    }

    [Theory]
    [InlineData(126)]
    [InlineData(5000)]
    [InlineData(65536)]
    public void A_masked_frame_of_126_bytes_and_more_is_complete(int length)
        => Expect.Message(FrameRole.Server, Wire.To(FrameRole.Server, 2, new byte[length]), FrameType.Binary, new byte[length]);

    [Fact]
    public void A_client_closes_with_a_code_and_a_reason()
    {
        var close = Expect.Only(FrameRole.Server, Wire.CloseTo(FrameRole.Server, 1001, "moving"u8));
        Assert.Equal((FrameEventKind.Close, 1001, "moving"), (close.Kind, close.Code, close.Reason));
    }

    [Fact]
    public void Three_fragments_are_one_message()
        => Expect.Message(
            FrameRole.Client, [.. Wire.Frame(2, "a"u8, fin: false), .. Wire.Frame(0, "b"u8, fin: false), .. Wire.Frame(0, "c"u8)],
                FrameType.Binary, "abc"u8.ToArray());

    [Fact]
    public void A_lone_continuation_is_1002() => Expect.Failure(CloseCodes.ProtocolError, FrameRole.Client, Wire.Frame(0, "x"u8));

    [Fact]
    public void An_unmasked_frame_of_a_client_is_1002() => Expect.Failure(CloseCodes.ProtocolError, FrameRole.Server, Wire.Frame(1, "x"u8));

    [Fact]
    public void A_masked_frame_of_a_server_and_an_unknown_opcode_are_1002()
    {
        Expect.Failure(CloseCodes.ProtocolError, FrameRole.Client, Wire.Frame(1, "x"u8, masked: true));
        Expect.Failure(CloseCodes.ProtocolError, FrameRole.Client, Wire.Frame(3, "x"u8));
    }

    [Fact]
    public void A_control_frame_that_is_a_fragment_or_too_long_is_refused_when_sent()
    {
        using var client = new FrameConnection(FrameRole.Client);
        var output = new ArrayBufferWriter<byte>();
        Assert.Throws<ArgumentException>(() => client.Write(output, FrameType.Ping, [], endOfMessage: false));
        Assert.Throws<ArgumentException>(() => client.Write(output, FrameType.Pong, new byte[126]));
        Assert.Equal(0, output.WrittenCount);
    }

    [Fact]
    public void A_received_control_frame_of_more_than_125_bytes_is_1002()
        => Expect.Failure(CloseCodes.ProtocolError, FrameRole.Client, Wire.Frame(9, new byte[126]));

    [Fact]
    public void A_reserved_bit_without_an_extension_is_1002()
        => Expect.Failure(CloseCodes.ProtocolError, FrameRole.Client, Wire.Frame(1, "x"u8, bits: ReservedBits.Rsv1));

    [Fact]
    public void Text_that_is_not_utf8_is_1007() => Expect.Failure(CloseCodes.InvalidPayload, FrameRole.Client, Wire.Frame(1, [0xFF]));

    [Fact]
    public void A_text_in_fragments_is_text()
    {
        var text = Expect.Only(FrameRole.Client, [.. Wire.Frame(1, [0xE2], fin: false), .. Wire.Frame(0, [0x82, 0xAC])]);
        Assert.Equal((FrameType.Text, "€"), (text.Type, text.Text));
    }

    [Theory]
    [InlineData(3000, true)]
    [InlineData(3999, true)]
    [InlineData(1005, false)]
    [InlineData(1006, false)]
    [InlineData(1015, false)]
    public void Close_codes_are_checked_when_sent(int code, bool allowed)
    {
        var payload = allowed || code == CloseCodes.NoStatus ? "" : null;
        var problem = Record.Exception(()
            => Expect.Written(FrameRole.Client, (end, output) => end.WriteClose(output, code, payload ?? "reason")));
        Assert.Equal(allowed || code == CloseCodes.NoStatus, problem is null);
        Assert.Throws<ArgumentException>(()
            => Expect.Written(FrameRole.Client, (end, output) => end.WriteClose(output, CloseCodes.NoStatus, "reason")));
    }

    [Theory]
    [InlineData(11)]
    [InlineData(200)]
    [InlineData(70_000)]
    public void A_message_that_is_too_big_is_1009(int length)
        => Expect.Failure(CloseCodes.MessageTooBig, FrameRole.Client, Wire.Frame(2, new byte[length]),
            new FrameConnectionOptions { MaxMessageBytes = 10 });

    [Fact]
    public void The_end_of_the_stream_is_1006_and_told_once()
    {
        using var client = new FrameConnection(FrameRole.Client);
        client.ReceiveEnd();
        Assert.True(client.TryRead(out var end));
        Assert.Equal((FrameEventKind.Ended, CloseCodes.Abnormal), (end.Kind, end.CloseCode));
        Assert.False(client.TryRead(out _));
    }

    [Fact]
    public void Types_of_frames_belong_to_one_connection()
    {
        var options = new FrameConnectionOptions();
        options.FrameTypes.Add(FrameType.Control(11, "time"));
        Assert.Equal("time", Expect.Only(FrameRole.Client, Wire.Frame(11, []), options).Type.Name);
        Expect.Failure(CloseCodes.ProtocolError, FrameRole.Client, Wire.Frame(11, []));
    }
}
