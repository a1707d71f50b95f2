namespace WsToolkit.Framing.Tests.Frames;

/// <summary>Bytes wait in the receive buffer until they amount to something, and are used once.</summary>
public sealed class ReceivedBytesTests
{
    private static readonly byte[] Frame = [0x82, 2, (byte)'x', (byte)'y'];

    [Fact]
    public void No_bytes_change_nothing()
    {
        using var client = new FrameConnection(FrameRole.Client);
        Assert.Empty(client.Read(Frame.AsSpan(0, 3)));
        Assert.Empty(client.Read([]));
        client.GetReceiveMemory();
        client.AdvanceReceived(0);
        Assert.Equal("xy", Assert.Single(client.Read(Frame.AsSpan(3))).Text);
    }

    [Fact]
    public void A_connection_that_was_given_nothing_gives_nothing()
    {
        using var client = new FrameConnection(FrameRole.Client);
        Assert.False(client.HasMessage);
        Assert.False(client.TryRead(out var read));
        Assert.Equal(FrameEventKind.None, read.Kind);
    }

    [Theory]
    [InlineData(FrameDelivery.Messages)]
    [InlineData(FrameDelivery.Frames)]
    [InlineData(FrameDelivery.Parts)]
    public void Exactly_the_bytes_of_a_frame_are_that_frame(FrameDelivery delivery)
    {
        using var client = new FrameConnection(FrameRole.Client, new FrameConnectionOptions { Delivery = delivery });
        Assert.Equal("xy", Assert.Single(client.Read(Frame)).Text);
    }

    [Theory]
    [InlineData(FrameDelivery.Messages)]
    [InlineData(FrameDelivery.Frames)]
    [InlineData(FrameDelivery.Parts)]
    public void Bytes_behind_a_frame_wait_for_the_rest_of_theirs(FrameDelivery delivery)
    {
        using var client = new FrameConnection(FrameRole.Client, new FrameConnectionOptions { Delivery = delivery });
        Assert.Equal("xy", Assert.Single(client.Read([.. Frame, 0x82])).Text);
        Assert.Equal("z", Assert.Single(client.Read([1, (byte)'z'])).Text);
    }

    [Fact]
    public void Parts_are_handed_out_as_they_arrive()
    {
        using var client = new FrameConnection(FrameRole.Client, new FrameConnectionOptions { Delivery = FrameDelivery.Parts });
        Assert.Empty(client.Read([0x82, 3]));
        var first = Assert.Single(client.Read("xx"u8));
        Assert.Equal(("xx", false, false), (first.Text, first.EndOfFrame, first.EndOfMessage));
        var last = Assert.Single(client.Read("y"u8));
        Assert.Equal(("y", true, true), (last.Text, last.EndOfFrame, last.EndOfMessage));
    }

    [Theory]
    [InlineData(FrameDelivery.Messages)]
    [InlineData(FrameDelivery.Frames)]
    public void Too_few_bytes_wait(FrameDelivery delivery)
    {
        using var client = new FrameConnection(FrameRole.Client, new FrameConnectionOptions { Delivery = delivery });
        Assert.Empty(client.Read(Frame.AsSpan(0, 3)));
        Assert.False(client.HasMessage);
        Assert.Equal("xy", Assert.Single(client.Read(Frame.AsSpan(3))).Text);
    }

    [Fact]
    public void Memory_for_a_large_message_is_lent_in_pieces_of_256_KiB()
    {
        const int Size = 1024 * 1024;
        using var client = new FrameConnection(FrameRole.Client);
        byte[] frame = [0x82, 127, 0, 0, 0, 0, 0, 16, 0, 0, .. new byte[Size]];
        new Random(1).NextBytes(frame.AsSpan(10));
        var rest = frame.AsMemory();
        var largest = 0;
        FrameEvent read;
        while (!client.TryRead(out read))
        {
            var memory = client.GetReceiveMemory();
            largest = Math.Max(largest, memory.Length);
            var count = Math.Min(memory.Length, rest.Length);
            rest[..count].CopyTo(memory);
            client.AdvanceReceived(count);
            rest = rest[count..];
        }

        Assert.Equal(256 * 1024, largest);
        Assert.True(read.Payload.Span.SequenceEqual(frame.AsSpan(10)));
        Assert.Equal(Size, client.GetReceiveMemory(Size).Length);
    }

    [Fact]
    public void Pieces_are_put_together_in_order()
    {
        using var client = new FrameConnection(FrameRole.Client);
        Assert.Empty(client.Read([0x82]));
        Assert.Empty(client.Read([2]));
        Assert.Empty(client.Read("x"u8));
        Assert.Equal("xy", Assert.Single(client.Read("y"u8)).Text);
    }

    [Fact]
    public void A_header_that_is_not_all_there_is_read_again_from_its_start()
    {
        byte[] frame = [0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0];
        using var client = new FrameConnection(FrameRole.Client);
        for (var cut = 0; cut < frame.Length; cut++)
        {
            Assert.Empty(client.Read(frame.AsSpan(cut, 1)));
            Assert.Empty(client.Read([]));
        }

        Assert.Equal(65536, Assert.Single(client.Read(new byte[65536])).Payload.Length);
    }

    [Fact]
    public void What_has_been_read_is_not_read_again()
    {
        using var client = new FrameConnection(FrameRole.Client);
        Assert.Single(client.Read(Frame));
        Assert.Empty(client.Read([]));
        client.ReleaseMemory();
        Assert.Empty(client.Read([]));
        Assert.Single(client.Read(Frame));
    }

    [Fact]
    public void Two_frames_in_one_piece_are_both_read_at_once()
    {
        using var client = new FrameConnection(FrameRole.Client);
        Assert.Equal(["xy", "xy"], client.Read([.. Frame, .. Frame]).Select(read => read.Text));
    }

    [Fact]
    public void Memory_is_given_back_while_nothing_is_waiting()
    {
        var pool = new TrackingPool();
        using var client = new FrameConnection(FrameRole.Client, new FrameConnectionOptions { Pool = pool });
        client.Read([0x02, 1, (byte)'a']);
        client.Read([0x80, 1, (byte)'b', 0x82]);
        client.ReleaseMemory();
        Assert.NotEqual(0, pool.Outstanding);
        client.Read([0]);
        client.ReleaseMemory();
        Assert.Equal(0, pool.Outstanding);
    }

    [Fact]
    [Trait("Rfc6455", "10.4")]
    public void A_header_that_announces_much_costs_little()
    {
        var pool = new TrackingPool();
        var options = new FrameConnectionOptions { Pool = pool, MaxMessageBytes = int.MaxValue };
        using var client = new FrameConnection(FrameRole.Client, options);
        Assert.Empty(client.Read(Wire.Frame(2, [1, 2, 3], length: 1UL << 30)));
        client.GetReceiveMemory();
        Assert.InRange(pool.OutstandingBytes, 1, 128 * 1024);
    }

    [Fact]
    [Trait("Rfc6455", "10.4")]
    public void A_message_in_fragments_takes_no_more_than_the_limit_and_a_little()
    {
        const int limit = 1_000_000;
        var pool = new TrackingPool();
        var options = new FrameConnectionOptions { Pool = pool, MaxMessageBytes = limit };
        using var client = new FrameConnection(FrameRole.Client, options);
        var fragment = Wire.Frame(0, new byte[1000], fin: false);
        client.Read(Wire.Frame(2, [], fin: false));
        for (var count = 0; count < 1000; count++)
        {
            Assert.Empty(client.Read(fragment));
            Assert.InRange(pool.OutstandingBytes, 1, limit + (80 * 1024));
        }

        Assert.Equal(CloseCodes.MessageTooBig, Assert.Single(client.Read(fragment)).Code);
    }
}
