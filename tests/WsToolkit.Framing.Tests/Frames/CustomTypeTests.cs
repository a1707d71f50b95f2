using System.Buffers;

namespace WsToolkit.Framing.Tests.Frames;

/// <summary>Types of frames that the application adds (RFC 6455, section 5.8).</summary>
[Trait("Rfc6455", "5.8")]
public sealed class CustomTypeTests
{
    private static readonly FrameType Ascii = FrameType.Data(3, "ascii");
    private static readonly FrameType Time = FrameType.Control(11, "time");

    [Fact]
    public void Data_of_an_added_type_takes_part_in_fragmentation()
    {
        var bytes = Expect.Written(
            FrameRole.Server,
            (end, output) =>
            {
                end.Write(output, Ascii, "a"u8, endOfMessage: false);
                end.Write(output, Time, "now"u8);
                end.Write(output, Ascii, "b"u8);
            },
            Options());
        Assert.Equal([0x03, 1, (byte)'a', 0x8B, 3, .. "now"u8, 0x80, 1, (byte)'b'], bytes);
        var events = Expect.Events(FrameRole.Client, bytes, Options());
        Assert.Equal([(FrameEventKind.Control, Time, "now"), (FrameEventKind.Data, Ascii, "ab")],
            events.Select(read => (read.Kind, read.Type, read.Text)));
    }

    [Fact]
    public void Data_of_an_added_type_need_not_be_text()
        => Expect.Message(FrameRole.Client, Wire.Frame(3, [0xFF]), Ascii, [0xFF], Options());

    [Fact]
    public void An_added_control_type_keeps_to_the_rules_of_control_frames()
    {
        Expect.Failure(CloseCodes.ProtocolError, FrameRole.Client, Wire.Frame(11, [], fin: false), Options());
        Expect.Failure(CloseCodes.ProtocolError, FrameRole.Client, Wire.Frame(11, new byte[126]), Options());
        Assert.Throws<ArgumentException>(()
            => Expect.Written(FrameRole.Client, (end, output) => end.Write(output, Time, new byte[126]), Options()));
        Assert.Throws<ArgumentException>(()
            => Expect.Written(FrameRole.Client, (end, output) => end.Write(output, Time, [], endOfMessage: false), Options()));
    }

    [Fact]
    public void An_added_control_type_is_not_answered()
    {
        using var client = new FrameConnection(FrameRole.Client, Options());
        var replies = new ArrayBufferWriter<byte>();
        Assert.Equal(FrameEventKind.Control, Assert.Single(client.Read(Wire.Frame(11, []), replies)).Kind);
        Assert.Equal(0, replies.WrittenCount);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(10)]
    [InlineData(16)]
    public void Only_opcodes_that_the_rfc_leaves_free_can_be_added(byte opcode)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => FrameType.Data(opcode, "name"));
        Assert.Throws<ArgumentOutOfRangeException>(() => FrameType.Control(opcode, "name"));
    }

    [Fact]
    public void An_opcode_is_added_once()
    {
        var options = Options();
        options.FrameTypes.Add(FrameType.Data(3, "again"));
        Assert.Throws<ArgumentException>(() => new FrameConnection(FrameRole.Client, options));
    }

    private static FrameConnectionOptions Options()
    {
        var options = new FrameConnectionOptions();
        options.FrameTypes.Add(Ascii);
        options.FrameTypes.Add(Time);
        return options;
    }
}
