using System.Buffers;
using System.Text;
using WsToolkit.Framing.Tests.Frames;

namespace WsToolkit.Framing.Tests.Rfc6455;

/// <summary>RFC 6455, section 8.1: text is UTF-8, and what is not fails the connection at the first impossible byte.</summary>
[Trait("Rfc6455", "8.1")]
[Trait("Rfc6455", "5.6")]
public sealed class Utf8Tests
{
    [Theory]
    [InlineData("00")]
    [InlineData("7F")]
    [InlineData("C280")]
    [InlineData("DFBF")]
    [InlineData("E0A080")]
    [InlineData("E18080")]
    [InlineData("ED9FBF")]
    [InlineData("EE8080")]
    [InlineData("EFBBBF")]
    [InlineData("EFBFBD")]
    [InlineData("EFBFBE")]
    [InlineData("EFBFBF")]
    [InlineData("F0908080")]
    [InlineData("F09FBFBE")]
    [InlineData("F1808080")]
    [InlineData("F3BFBFBF")]
    [InlineData("F48FBFBF")]
    public void The_first_and_last_characters_of_every_length_are_text(string hex)
    {
        var character = Convert.FromHexString(hex);
        byte[] text = [.. "ab"u8, .. character, .. character, .. "c"u8];
        Expect.Message(FrameRole.Server, Wire.To(FrameRole.Server, 1, text), FrameType.Text, text);
        Expect.Message(FrameRole.Server, InSingleBytes(text, end: true), FrameType.Text, text);
    }

    [Theory]
    [InlineData("80", 0)]
    [InlineData("BF", 0)]
    [InlineData("C080", 0)]
    [InlineData("C1BF", 0)]
    [InlineData("C200", 1)]
    [InlineData("C241", 1)]
    [InlineData("C2C2", 1)]
    [InlineData("DFC0", 1)]
    [InlineData("E08080", 1)]
    [InlineData("E09FBF", 1)]
    [InlineData("E141", 1)]
    [InlineData("E18041", 2)]
    [InlineData("E180C2", 2)]
    [InlineData("EDA080", 1)]
    [InlineData("EDADBF", 1)]
    [InlineData("EDBFBF", 1)]
    [InlineData("EDA080EDB080", 1)]
    [InlineData("F0808080", 1)]
    [InlineData("F08FBFBF", 1)]
    [InlineData("F141", 1)]
    [InlineData("F18041", 2)]
    [InlineData("F1808041", 3)]
    [InlineData("F18080F1", 3)]
    [InlineData("F4908080", 1)]
    [InlineData("F5808080", 0)]
    [InlineData("F7BFBFBF", 0)]
    [InlineData("F888808080", 0)]
    [InlineData("FC8480808080", 0)]
    [InlineData("FE", 0)]
    [InlineData("FF", 0)]
    public void The_first_impossible_byte_fails_the_connection_wherever_it_stands(string hex, int impossible)
    {
        var wrong = Convert.FromHexString(hex);
        foreach (var before in new[] { "", "x", "κόσμε", new string('x', 70), "12345678901234567890123456789012€" })
        {
            byte[] text = [.. Encoding.UTF8.GetBytes(before), .. wrong, .. "and a long rest"u8];
            var wrongAt = text.Length - 15 - wrong.Length + impossible;
            foreach (var delivery in Enum.GetValues<FrameDelivery>())
            {
                AssertFailsAt(Wire.To(FrameRole.Server, 1, text), 6 + wrongAt, delivery);
                AssertFailsAt(InSingleBytes(text, end: false), (7 * wrongAt) + 6, delivery);
            }

            Expect.Failure(CloseCodes.InvalidPayload, FrameRole.Server, Wire.To(FrameRole.Server, 1, text));
        }
    }

    [Theory]
    [InlineData("C2")]
    [InlineData("E0A0")]
    [InlineData("E1")]
    [InlineData("ED9F")]
    [InlineData("F0")]
    [InlineData("F090")]
    [InlineData("F09080")]
    [InlineData("F48FBF")]
    public void A_character_that_is_cut_by_the_end_of_the_message_fails_the_connection(string hex)
    {
        byte[] text = [.. "text "u8, .. Convert.FromHexString(hex)];
        Expect.Failure(CloseCodes.InvalidPayload, FrameRole.Server, Wire.To(FrameRole.Server, 1, text));
        Expect.Failure(CloseCodes.InvalidPayload, FrameRole.Server, InSingleBytes(text, end: true));
        Assert.Empty(Expect.Events(FrameRole.Server, Wire.To(FrameRole.Server, 1, text, fin: false)));
        Expect.Failure(
            CloseCodes.InvalidPayload, FrameRole.Server,
                [.. Wire.To(FrameRole.Server, 1, text, fin: false), .. Wire.To(FrameRole.Server, 0, "")]);
    }

    [Fact]
    public void Every_two_bytes_are_text_or_not_as_the_platform_says()
    {
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        for (var value = 0; value < 65536; value++)
        {
            byte[] text = [(byte)(value >> 8), (byte)value];
            using var client = new FrameConnection(FrameRole.Client);
            var read = Assert.Single(client.Read([0x81, 2, .. text]));
            Assert.Equal(IsText(strict, text) ? FrameEventKind.Data : FrameEventKind.Failed, read.Kind);
        }
    }

    [Fact]
    public void A_control_frame_between_fragments_does_not_disturb_a_character()
    {
        byte[] bytes =
        [
            .. Wire.To(FrameRole.Server, 1, [0xE2, 0x82], fin: false), .. Wire.To(FrameRole.Server, 9, [0xFF]),
                .. Wire.To(FrameRole.Server, 0, [0xAC]),
        ];
        var events = Expect.Events(FrameRole.Server, bytes);
        Assert.Equal([FrameEventKind.Ping, FrameEventKind.Data], events.Select(read => read.Kind));
        Assert.Equal("€", events[1].Text);
    }

    [Fact]
    public void Bytes_that_are_not_text_may_be_anything()
    {
        byte[] bytes = [0xC0, 0x80, 0xFF];
        Expect.Message(FrameRole.Client, Wire.Frame(2, bytes), FrameType.Binary, bytes);
        Assert.Equal(bytes, Expect.Only(FrameRole.Client, Wire.Frame(9, bytes)).Payload);
        Expect.Message(FrameRole.Client, Wire.Frame(1, bytes), FrameType.Text, bytes, new FrameConnectionOptions { ValidateUtf8 = false });
    }

    /// <summary>A text in fragments of one byte each.</summary>
    private static byte[] InSingleBytes(byte[] text, bool end)
        => [.. text.SelectMany((value, index)
            => Wire.To(FrameRole.Server, index == 0 ? 1 : 0, [value], fin: end && index == text.Length - 1))];

    private static void AssertFailsAt(byte[] bytes, int place, FrameDelivery delivery)
    {
        using var server = new FrameConnection(FrameRole.Server, new FrameConnectionOptions { Delivery = delivery });
        for (var index = 0; index < place; index++)
        {
            Assert.DoesNotContain(server.Read([bytes[index]]), read => read.Kind != FrameEventKind.Data);
        }

        var failed = Assert.Single(server.Read([bytes[place]], new ArrayBufferWriter<byte>()));
        Assert.Equal((FrameEventKind.Failed, CloseCodes.InvalidPayload), (failed.Kind, failed.Code));
    }

    private static bool IsText(UTF8Encoding strict, byte[] bytes)
    {
        try
        {
            strict.GetCharCount(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
