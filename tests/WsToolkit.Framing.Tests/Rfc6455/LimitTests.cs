using WsToolkit.Framing.Tests.Frames;

namespace WsToolkit.Framing.Tests.Rfc6455;

/// <summary>RFC 6455, section 10.4: limits on frames and messages, in force as soon as they are known to be exceeded.</summary>
[Trait("Rfc6455", "10.4")]
public sealed class LimitTests
{
    [Theory]
    [InlineData(FrameDelivery.Messages)]
    [InlineData(FrameDelivery.Frames)]
    [InlineData(FrameDelivery.Parts)]
    public void A_message_may_be_as_large_as_the_limit_and_no_larger(FrameDelivery delivery)
    {
        var options = new FrameConnectionOptions { Delivery = delivery, MaxMessageBytes = 1000 };
        Assert.Equal(1000, Expect.Only(FrameRole.Client, Wire.Frame(2, new byte[1000]), options).Payload.Length);
        Expect.Failure(CloseCodes.MessageTooBig, FrameRole.Client, Wire.Frame(2, new byte[1001]), options);
    }

    [Theory]
    [InlineData(1001UL)]
    [InlineData(1UL << 32)]
    [InlineData(1UL << 60)]
    [InlineData(long.MaxValue)]
    public void A_frame_that_is_too_large_is_refused_before_its_content_arrives(ulong length)
    {
        var header = Wire.Frame(2, [], length: length);
        Expect.Failure(CloseCodes.MessageTooBig, FrameRole.Client, header, new FrameConnectionOptions { MaxMessageBytes = 1000 });
        Expect.Failure(
            CloseCodes.MessageTooBig, FrameRole.Client, header,
                new FrameConnectionOptions { MaxMessageBytes = long.MaxValue, MaxFrameBytes = 1000 });
    }

    [Theory]
    [InlineData(FrameDelivery.Messages)]
    [InlineData(FrameDelivery.Frames)]
    [InlineData(FrameDelivery.Parts)]
    public void The_fragments_of_a_message_are_counted_together(FrameDelivery delivery)
    {
        var options = new FrameConnectionOptions { Delivery = delivery, MaxMessageBytes = 1000 };
        byte[] allowed = [.. Wire.Frame(2, new byte[600], fin: false), .. Wire.Frame(9, new byte[100]),
            .. Wire.Frame(0, new byte[400], fin: false)];
        var last = Expect.Events(FrameRole.Client, [.. allowed, .. Wire.Frame(0, [])], options)[^1];
        Assert.True(last.EndOfMessage);
        Expect.Failure(CloseCodes.MessageTooBig, FrameRole.Client, [.. allowed, .. Wire.Frame(0, [1])], options);
    }

    [Fact]
    public void Each_message_is_counted_anew()
    {
        var options = new FrameConnectionOptions { MaxMessageBytes = 10 };
        byte[] message = [.. Wire.Frame(1, "12345"u8, fin: false), .. Wire.Frame(0, "67890"u8), .. Wire.Frame(2, new byte[10])];
        Assert.Equal(6, Expect.Events(FrameRole.Client, [.. message, .. message, .. message], options).Count);
    }

    [Fact]
    public void A_frame_may_be_as_large_as_its_limit_and_no_larger()
    {
        var options = new FrameConnectionOptions { MaxFrameBytes = 10 };
        byte[] two = [.. Wire.Frame(2, new byte[10], fin: false), .. Wire.Frame(0, new byte[10])];
        Assert.Equal(20, Expect.Only(FrameRole.Client, two, options).Payload.Length);
        Expect.Failure(CloseCodes.MessageTooBig, FrameRole.Client, Wire.Frame(2, new byte[11]), options);
    }

    [Fact]
    public void Control_frames_have_only_their_own_limit()
    {
        var options = new FrameConnectionOptions { MaxMessageBytes = 1, MaxFrameBytes = 1 };
        Assert.Equal(125, Expect.Only(FrameRole.Client, Wire.Frame(9, new byte[125]), options).Payload.Length);
    }

    [Fact]
    public void The_default_is_a_mebibyte()
    {
        Assert.Single(Expect.Events(FrameRole.Client, Wire.Frame(2, new byte[1024 * 1024])));
        Expect.Failure(CloseCodes.MessageTooBig, FrameRole.Client, Wire.Frame(2, [], length: (1024 * 1024) + 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_limit_that_cannot_work_is_refused(long limit)
    {
        Assert.ThrowsAny<ArgumentException>(()
            => new FrameConnection(FrameRole.Client, new FrameConnectionOptions { MaxMessageBytes = limit }));
        Assert.ThrowsAny<ArgumentException>(()
            => new FrameConnection(FrameRole.Client, new FrameConnectionOptions { MaxFrameBytes = limit }));
    }
}
