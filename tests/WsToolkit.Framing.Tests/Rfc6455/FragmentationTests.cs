using System.Buffers;
using WsToolkit.Framing.Fuzz;
using WsToolkit.Framing.Tests.Frames;

namespace WsToolkit.Framing.Tests.Rfc6455;

/// <summary>RFC 6455, section 5.4: messages in fragments, and control frames between them.</summary>
[Trait("Rfc6455", "5.4")]
public sealed class FragmentationTests
{
    [Theory]
    [InlineData(FrameRole.Client)]
    [InlineData(FrameRole.Server)]
    public void Whole_and_fragmented_messages_are_received(FrameRole role)
    {
        byte[] bytes =
        [
            .. Wire.To(role, 1, "whole"),
            .. Wire.To(role, 1, "fr", fin: false), .. Wire.To(role, 0, "agm", fin: false), .. Wire.To(role, 0, "ents"),
            .. Wire.To(role, 2, "", fin: false), .. Wire.To(role, 0, "", fin: false), .. Wire.To(role, 0, ""),
            .. Wire.To(role, 2, "last"),
        ];
        var messages = Expect.Events(role, bytes);
        Assert.Equal(["whole", "fragments", "", "last"], messages.Select(message => message.Text));
        Assert.Equal([FrameType.Text, FrameType.Text, FrameType.Binary, FrameType.Binary], messages.Select(message => message.Type));
    }

    [Fact]
    public void Fragments_are_delivered_in_the_order_in_which_they_were_sent()
    {
        var bytes = new List<byte>(Wire.Frame(2, [], fin: false));
        for (var value = 0; value < 200; value++)
        {
            bytes.AddRange(Wire.Frame(0, [(byte)value], fin: value == 199));
        }

        Expect.Message(FrameRole.Client, [.. bytes], FrameType.Binary, [.. Enumerable.Range(0, 200).Select(value => (byte)value)]);
        var frames = Expect.Events(FrameRole.Client, [.. bytes], new FrameConnectionOptions { Delivery = FrameDelivery.Frames });
        Assert.Equal(Enumerable.Range(0, 200), frames.Skip(1).Select(frame => (int)frame.Payload[0]));
        Assert.All(frames.Skip(1), frame => Assert.True(frame.IsContinuation));
        Assert.All(frames, frame => Assert.Same(FrameType.Binary, frame.Type));
    }

    [Theory]
    [InlineData(FrameDelivery.Messages)]
    [InlineData(FrameDelivery.Frames)]
    [InlineData(FrameDelivery.Parts)]
    [Trait("Rfc6455", "5.5")]
    public void Control_frames_in_the_middle_of_a_message_are_handled_at_once(FrameDelivery delivery)
    {
        using var server = new FrameConnection(FrameRole.Server, new FrameConnectionOptions { Delivery = delivery });
        var replies = new ArrayBufferWriter<byte>();
        server.Read(Wire.To(FrameRole.Server, 1, "he", fin: false), replies);
        Assert.Equal("p1", Assert.Single(server.Read(Wire.To(FrameRole.Server, 9, "p1"), replies)).Text);
        Assert.Equal([0x8A, 2, .. "p1"u8], replies.WrittenSpan.ToArray());
        Assert.Equal(FrameEventKind.Pong, Assert.Single(server.Read(Wire.To(FrameRole.Server, 10, "p2"), replies)).Kind);
        server.Read(Wire.To(FrameRole.Server, 0, "l", fin: false), replies);
        server.Read(Wire.To(FrameRole.Server, 9, ""), replies);
        var last = Assert.Single(server.Read(Wire.To(FrameRole.Server, 0, "lo"), replies));
        Assert.Equal((delivery == FrameDelivery.Messages ? "hello" : "lo", true), (last.Text, last.EndOfMessage));
    }

    [Fact]
    [Trait("Rfc6455", "5.5.1")]
    public void A_close_frame_in_the_middle_of_a_message_ends_it()
    {
        var close = Expect.Only(FrameRole.Client,
            [.. Wire.Frame(1, "never"u8, fin: false), .. Wire.CloseTo(FrameRole.Client, 1001), .. Wire.Frame(0, "done"u8)]);
        Assert.Equal((FrameEventKind.Close, 1001), (close.Kind, close.Code));
    }

    /// <summary>Up to four frames in all orders, in both roles and all deliveries, against the plain reference.</summary>
    [Theory]
    [InlineData(FrameRole.Client, FrameDelivery.Messages)]
    [InlineData(FrameRole.Client, FrameDelivery.Parts)]
    [InlineData(FrameRole.Server, FrameDelivery.Messages)]
    [InlineData(FrameRole.Server, FrameDelivery.Frames)]
    public void Fragments_of_two_messages_are_never_interleaved_in_any_order(FrameRole role, FrameDelivery delivery)
    {
        var settings = new FuzzSettings { Role = role, Delivery = delivery };
        byte[][] frames =
        [
            Wire.To(role, 1, "a"), Wire.To(role, 1, "b", fin: false), Wire.To(role, 2, "c", fin: false),
            Wire.To(role, 0, "d", fin: false), Wire.To(role, 0, "e"), Wire.To(role, 9, "f"),
        ];
        for (var order = 0; order < 6 * 6 * 6 * 6; order++)
        {
            byte[] bytes = [.. frames[order % 6], .. frames[order / 6 % 6], .. frames[order / 36 % 6], .. frames[order / 216]];
            Reference.AssertSame(settings, bytes);
        }
    }
}
