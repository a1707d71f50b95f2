using System.Text;

namespace WsToolkit.Framing.Tests.Frames;

/// <summary>Close frames as they are received: codes and reasons, right and wrong.</summary>
public sealed class CloseReadingTests
{
    [Fact]
    public void A_text_as_long_as_two_bytes_can_say_is_read()
    {
        var text = new byte[65535];
        text.AsSpan().Fill((byte)'x');
        Expect.Message(FrameRole.Client, Wire.Frame(1, text), FrameType.Text, text);
    }

    [Fact]
    [Trait("Rfc6455", "7.1.5")]
    public void A_close_frame_without_a_code_is_1005()
        => AssertClosed([0x88, 0], CloseCodes.NoStatus, "");

    [Fact]
    [Trait("Rfc6455", "5.5.1")]
    public void Half_a_code_fails_the_connection()
        => Expect.Failure(CloseCodes.ProtocolError, FrameRole.Client, [0x88, 1, 0x0E]);

    [Theory]
    [InlineData(0)]
    [InlineData(123)]
    [InlineData(999)]
    [Trait("Rfc6455", "7.4.2")]
    public void A_code_below_1000_fails_the_connection(int code)
        => Expect.Failure(CloseCodes.ProtocolError, FrameRole.Client, Wire.CloseTo(FrameRole.Client, code));

    [Theory]
    [InlineData(1016)]
    [InlineData(1100)]
    [InlineData(2000)]
    [InlineData(2998)]
    [InlineData(2999)]
    [InlineData(5000)]
    [InlineData(65535)]
    [Trait("Rfc6455", "7.4.2")]
    public void A_code_that_nobody_has_given_a_meaning_fails_the_connection(int code)
        => Expect.Failure(CloseCodes.ProtocolError, FrameRole.Client, Wire.CloseTo(FrameRole.Client, code));

    [Theory]
    [InlineData(1004)]
    [InlineData(1005)]
    [InlineData(1006)]
    [InlineData(1015)]
    [Trait("Rfc6455", "7.4.1")]
    public void A_code_that_must_not_travel_fails_the_connection(int code)
        => Expect.Failure(CloseCodes.ProtocolError, FrameRole.Client, Wire.CloseTo(FrameRole.Client, code));

    [Theory]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(1002)]
    [InlineData(1003)]
    [InlineData(1007)]
    [InlineData(1008)]
    [InlineData(1009)]
    [InlineData(1010)]
    [InlineData(1011)]
    [InlineData(1012)]
    [InlineData(1013)]
    [InlineData(1014)]
    [InlineData(3000)]
    [InlineData(3999)]
    [InlineData(4000)]
    [InlineData(4999)]
    [Trait("Rfc6455", "7.1.5")]
    [Trait("Rfc6455", "7.4.1")]
    [Trait("Rfc6455", "7.4.2")]
    public void A_code_without_a_reason_is_read(int code) => AssertClosed(Wire.CloseTo(FrameRole.Client, code), code, "");

    [Fact]
    [Trait("Rfc6455", "7.1.6")]
    public void A_reason_is_read() => AssertClosed(Wire.CloseTo(FrameRole.Client, 1000, "good bye"u8), 1000, "good bye");

    [Fact]
    [Trait("Rfc6455", "7.1.6")]
    public void A_reason_beyond_ascii_is_read() => AssertClosed(Wire.CloseTo(FrameRole.Client, 1000, "fñør∂"u8), 1000, "fñør∂");

    [Fact]
    [Trait("Rfc6455", "7.1.6")]
    public void The_longest_reason_is_read()
        => AssertClosed(Wire.CloseTo(FrameRole.Client, 1000, Encoding.UTF8.GetBytes(new string('r', 123))), 1000, new string('r', 123));

    [Fact]
    [Trait("Rfc6455", "5.5.1")]
    [Trait("Rfc6455", "8.1")]
    public void A_reason_with_a_surrogate_fails_the_connection()
        => Expect.Failure(CloseCodes.InvalidPayload, FrameRole.Client,
            Wire.CloseTo(FrameRole.Client, 1000, [0xCE, 0xBA, 0xED, 0xA0, 0x80]));

    [Fact]
    [Trait("Rfc6455", "5.5.1")]
    [Trait("Rfc6455", "8.1")]
    public void A_reason_that_ends_inside_a_character_fails_the_connection()
        => Expect.Failure(CloseCodes.InvalidPayload, FrameRole.Client, Wire.CloseTo(FrameRole.Client, 1000, "fñør∂"u8[..^1]));

    [Fact]
    [Trait("Rfc6455", "5.5.2")]
    public void A_ping_has_its_content()
    {
        var ping = Expect.Only(FrameRole.Client, Wire.Frame(9, "one ping only"u8));
        Assert.Equal((FrameEventKind.Ping, FrameType.Ping, "one ping only"), (ping.Kind, ping.Type, ping.Text));
    }

    private static void AssertClosed(byte[] bytes, int code, string reason)
    {
        var close = Expect.Only(FrameRole.Client, bytes);
        Assert.Equal((FrameEventKind.Close, code, reason), (close.Kind, close.Code, close.Reason));
    }
}
