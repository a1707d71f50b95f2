using System.Text;

namespace WsToolkit.Framing.Tests.Frames;

/// <summary>Frames become messages: the order of fragments, and text as UTF-8 across them.</summary>
public sealed class MessageReadingTests
{
    private const string Text = "fñör∂";
    private static readonly byte[] Bytes = Encoding.UTF8.GetBytes(Text);
    private static readonly FrameConnectionOptions Frames = new() { Delivery = FrameDelivery.Frames };

    [Fact]
    public void A_binary_message_in_one_frame() => Expect.Message(FrameRole.Client, Wire.Frame(2, Bytes), FrameType.Binary, Bytes);

    [Fact]
    [Trait("Rfc6455", "5.4")]
    public void A_further_fragment_has_the_type_of_its_message()
    {
        var read = Expect.Events(FrameRole.Client, [.. Wire.Frame(2, "a"u8, fin: false), .. Wire.Frame(0, Bytes, fin: false)], Frames)[1];
        Assert.Equal((FrameType.Binary, true, true, false), (read.Type, read.IsContinuation, read.EndOfFrame, read.EndOfMessage));
        Assert.Equal(Bytes, read.Payload);
    }

    [Fact]
    [Trait("Rfc6455", "5.6")]
    public void A_text_in_one_frame() => Expect.Message(FrameRole.Client, Wire.Frame(1, Bytes), FrameType.Text, Bytes);

    [Fact]
    [Trait("Rfc6455", "5.6")]
    public void A_fragment_may_begin_and_end_inside_a_character()
    {
        byte[] bytes = [.. Wire.Frame(1, Bytes.AsSpan(0, 2), fin: false), .. Wire.Frame(0, Bytes.AsSpan(2, 5), fin: false)];
        var read = Expect.Events(FrameRole.Client, bytes, Frames);
        Assert.Equal(2, read.Count);
        Assert.All(read, frame => Assert.Equal((FrameEventKind.Data, FrameType.Text, false), (frame.Kind, frame.Type, frame.EndOfMessage)));
    }

    [Fact]
    [Trait("Rfc6455", "5.6")]
    public void The_last_fragment_ends_the_text()
    {
        byte[] bytes = [.. Wire.Frame(1, Bytes.AsSpan(0, Bytes.Length - 2), fin: false), .. Wire.Frame(0, Bytes.AsSpan(Bytes.Length - 2))];
        Expect.Message(FrameRole.Client, bytes, FrameType.Text, Bytes);
        Assert.Equal([false, true], Expect.Events(FrameRole.Client, bytes, Frames).Select(frame => frame.EndOfMessage));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Rfc6455", "5.4")]
    public void A_continuation_without_a_beginning_fails_the_connection(bool fin)
        => Expect.Failure(CloseCodes.ProtocolError, FrameRole.Client, Wire.Frame(0, Bytes, fin));

    [Theory]
    [InlineData(2, 2)]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    [Trait("Rfc6455", "5.4")]
    public void A_message_inside_another_fails_the_connection(int first, int second)
        => Expect.Failure(CloseCodes.ProtocolError, FrameRole.Client,
            [.. Wire.Frame(first, Bytes, fin: false), .. Wire.Frame(second, Bytes)]);

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(8)]
    [Trait("Rfc6455", "8.1")]
    public void A_text_that_ends_inside_a_character_fails_the_connection(int length)
        => Expect.Failure(CloseCodes.InvalidPayload, FrameRole.Client, Wire.Frame(1, Bytes.AsSpan(0, length)));

    [Fact]
    [Trait("Rfc6455", "8.1")]
    public void Text_in_another_encoding_fails_the_connection()
        => Expect.Failure(CloseCodes.InvalidPayload, FrameRole.Client, Wire.Frame(1, Encoding.Latin1.GetBytes("fñörd"), fin: false));

    [Fact]
    [Trait("Rfc6455", "8.1")]
    public void A_surrogate_in_text_fails_the_connection()
    {
        // Greek letters, then an encoded surrogate, then "edited".
        byte[] text = [0xCE, 0xBA, 0xE1, 0xBD, 0xB9, 0xCF, 0x83, 0xCE, 0xBC, 0xCE, 0xB5, 0xED, 0xA0, 0x80, .. "edited"u8];
        Expect.Failure(CloseCodes.InvalidPayload, FrameRole.Client, Wire.Frame(1, text));
    }

    [Fact]
    public void A_large_text_cut_in_the_middle_is_one_message()
    {
        var text = new byte[65535];
        text.AsSpan().Fill((byte)'x');
        var frame = Wire.Frame(1, text);
        using var client = new FrameConnection(FrameRole.Client);
        Assert.Empty(client.Read(frame.AsSpan(0, 32777)));
        Assert.Equal(text, Assert.Single(client.Read(frame.AsSpan(32777))).Payload);
    }

    [Fact]
    [Trait("Rfc6455", "8.1")]
    public void A_text_cut_inside_a_character_is_checked_across_the_cut()
    {
        var text = Encoding.UTF8.GetBytes(new string('∂', 64));
        var frame = Wire.Frame(1, text);
        using var client = new FrameConnection(FrameRole.Client, new FrameConnectionOptions { Delivery = FrameDelivery.Parts });
        Assert.Equal(64, Assert.Single(client.Read(frame.AsSpan(0, frame.Length - text.Length + 64))).Payload.Length);
        var last = Assert.Single(client.Read(frame.AsSpan(frame.Length - text.Length + 64)));
        Assert.Equal((text.Length - 64, true), (last.Payload.Length, last.EndOfMessage));
    }
}
