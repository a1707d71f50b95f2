using WsToolkit.Framing.Fuzz;
using WsToolkit.Framing.Tests.Frames;

namespace WsToolkit.Framing.Tests.Rfc6455;

/// <summary>RFC 6455, section 5.2: every beginning that a frame can have.</summary>
[Trait("Rfc6455", "5.2")]
public sealed class HeaderTests
{
    /// <summary>All 65,536 first two bytes, outside and inside a message, against the plain reference.</summary>
    [Theory]
    [InlineData(FrameRole.Client, false)]
    [InlineData(FrameRole.Client, true)]
    [InlineData(FrameRole.Server, false)]
    [InlineData(FrameRole.Server, true)]
    [Trait("Rfc6455", "5.1")]
    [Trait("Rfc6455", "5.5")]
    public void Every_beginning_of_a_frame_is_taken_or_refused_as_the_rfc_says(FrameRole role, bool inMessage)
    {
        var settings = new FuzzSettings { Role = role, MaxMessageBytes = 70_000 };
        byte[] before = inMessage ? Wire.To(role, 2, "begun", fin: false) : [];
        for (var start = 0; start < 65536; start++)
        {
            Reference.AssertSame(settings, [.. before, (byte)(start >> 8), (byte)start, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5]);
        }
    }

    [Fact]
    public void Lengths_are_in_network_byte_order()
    {
        Expect.Message(FrameRole.Client, [0x82, 126, 0x01, 0x02, .. new byte[0x102]], FrameType.Binary, new byte[0x102]);
        Expect.Message(FrameRole.Client, [0x82, 127, 0, 0, 0, 0, 0, 1, 0x02, 0x03, .. new byte[0x10203]], FrameType.Binary,
            new byte[0x10203]);
    }

    [Theory]
    [InlineData(ReservedBits.Rsv1)]
    [InlineData(ReservedBits.Rsv2)]
    [InlineData(ReservedBits.Rsv3)]
    [InlineData(ReservedBits.All)]
    public void Reserved_bits_are_0_in_what_is_written(ReservedBits bits)
    {
        var frames = Expect.Written(FrameRole.Server, (end, output) =>
        {
            end.Write(output, FrameType.Binary, [], endOfMessage: false);
            end.Write(output, FrameType.Ping, []);
            end.Write(output, FrameType.Binary, []);
            end.WriteText(output, "");
            end.WriteClose(output);
        });
        Assert.Equal([0x02, 0, 0x89, 0, 0x80, 0, 0x81, 0, 0x88, 2, 0x03, 0xE8], frames);
        Assert.All(new[] { 0, 2, 4, 6, 8 }, place => Assert.Equal(0, frames[place] & (int)bits));
    }

    [Fact]
    public void The_right_frames_before_a_wrong_one_are_read_and_answered()
    {
        using var server = new FrameConnection(FrameRole.Server);
        var replies = new System.Buffers.ArrayBufferWriter<byte>();
        byte[] bytes = [.. Wire.To(FrameRole.Server, 1, "right"), .. Wire.To(FrameRole.Server, 9, "p"),
            .. Wire.To(FrameRole.Server, 5, "wrong")];
        var events = server.Read(bytes, replies);
        Assert.Equal([FrameEventKind.Data, FrameEventKind.Ping, FrameEventKind.Failed], events.Select(read => read.Kind));
        Assert.Equal([0x8A, 1, (byte)'p', 0x88], replies.WrittenSpan[..4].ToArray());
    }

    [Fact]
    public void A_wrong_frame_is_refused_at_its_second_byte()
    {
        using var client = new FrameConnection(FrameRole.Client);
        Assert.Empty(client.Read([0x83]));
        Assert.Equal(CloseCodes.ProtocolError, Assert.Single(client.Read([0])).Code);
    }
}
