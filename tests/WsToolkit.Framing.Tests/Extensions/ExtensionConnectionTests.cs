using System.Buffers;
using System.Text;

namespace WsToolkit.Framing.Tests.Extensions;

/// <summary>Both extensions at work in connections, from one end to the other.</summary>
public sealed class ExtensionConnectionTests
{
    private const string Deflate = "deflate";
    private const string Zlib = "zlib";
    private static readonly string Text = string.Concat(Enumerable.Repeat("Größe ∞ 😀, ", 100));

    public static TheoryData<string, FrameRole> Ends { get; } = new()
    {
        { Deflate, FrameRole.Client },
        { Deflate, FrameRole.Server },
        { Zlib, FrameRole.Client },
        { Zlib, FrameRole.Server },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public void Messages_go_there_and_back(string kind, FrameRole role)
    {
        using var one = Connect(kind, role);
        using var other = Connect(kind, Other(role));
        for (var i = 0; i < 3; i++)
        {
            var output = new ArrayBufferWriter<byte>();
            one.WriteText(output, Text);
            Assert.Equal(FrameType.Text.Opcode | 0xC0, output.WrittenSpan[0]);
            Assert.InRange(output.WrittenCount, 10, Text.Length / 2);
            var there = Assert.Single(Events(other, output.WrittenSpan));
            Assert.Equal((FrameEventKind.Data, FrameType.Text, ReservedBits.Rsv1), (there.Kind, there.Type, there.ReservedBits));
            Assert.Equal(Text, Encoding.UTF8.GetString(there.Payload.Span));

            output.Clear();
            other.Write(output, FrameType.Binary, there.Payload.Span);
            Assert.Equal(Text, Encoding.UTF8.GetString(Assert.Single(Events(one, output.WrittenSpan)).Payload.Span));
        }
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void A_message_written_in_place_is_compressed(string kind, FrameRole role)
    {
        using var one = Connect(kind, role);
        using var other = Connect(kind, Other(role));
        using var output = new OutputBuffer(64);
        var bytes = Encoding.UTF8.GetBytes(Text);
        for (var i = 0; i < 3; i++)
        {
            var place = one.BeginMessage(output, FrameType.Text);
            output.Write(bytes);
            one.EndMessage(output, place, FrameType.Text);
        }

        var events = Events(other, output.Written.ToArray());
        Assert.Equal(3, events.Count);
        Assert.All(events, e => Assert.Equal(bytes, e.Payload.ToArray()));
        Assert.InRange(output.Length, 10, bytes.Length);
    }

    [Theory]
    [MemberData(nameof(Ends))]
    [Trait("Rfc7692", "6.1")]
    public void Only_the_first_fragment_carries_the_bit_and_control_frames_stand_between(string kind, FrameRole role)
    {
        using var one = Connect(kind, role);
        using var other = Connect(kind, Other(role));
        var output = new ArrayBufferWriter<byte>();
        var firstBytes = new List<byte>();
        void Note(Action write)
        {
            var start = output.WrittenCount;
            write();
            firstBytes.Add(output.WrittenSpan[start]);
        }

        Note(() => one.Write(output, FrameType.Text, Encoding.UTF8.GetBytes(Text), endOfMessage: false));
        Note(() => one.Write(output, FrameType.Ping, "x"u8));
        Note(() => one.Write(output, FrameType.Continuation, [], endOfMessage: false));
        Note(() => one.Write(output, FrameType.Continuation, Encoding.UTF8.GetBytes(Text)));
        Assert.Equal([0x41, 0x89, 0x00, 0x80], firstBytes);
        foreach (var cut in new[] { 1, 7, 100_000 })
        {
            using var receiver = Connect(kind, Other(role));
            var events = Events(receiver, output.WrittenSpan, cut);
            Assert.Equal([FrameEventKind.Ping, FrameEventKind.Data], events.Select(e => e.Kind));
            Assert.Equal("x"u8.ToArray(), events[0].Payload.ToArray());
            Assert.Equal(Text + Text, Encoding.UTF8.GetString(events[1].Payload.Span));
        }
    }

    [Theory]
    [InlineData(FrameDelivery.Frames)]
    [InlineData(FrameDelivery.Parts)]
    public void Each_fragment_is_handed_out_transformed_back(FrameDelivery delivery)
    {
        using var one = Connect(Deflate, FrameRole.Server);
        var output = new ArrayBufferWriter<byte>();
        one.Write(output, FrameType.Binary, "first"u8, endOfMessage: false);
        one.Write(output, FrameType.Continuation, "second"u8, endOfMessage: true);
        using var other = Connect(Deflate, FrameRole.Client, new() { Delivery = delivery });
        var events = Events(other, output.WrittenSpan);
        Assert.Equal(["first", "second"], events.Select(e => Encoding.ASCII.GetString(e.Payload.Span)));
        Assert.Equal([false, true], events.Select(e => e.EndOfMessage));
    }

    [Fact]
    [Trait("Rfc7692", "6")]
    public void Messages_without_the_bit_are_left_alone()
    {
        using var connection = Connect(Deflate, FrameRole.Client);
        var events = Events(connection, Bytes("81 05 48656C6C6F  C1 07 F248CDC9C90700  81 05 48656C6C6F  C1 05 F200110000  8900"));
        Assert.Equal(["Hello", "Hello", "Hello", "Hello", ""], events.Select(e => Encoding.ASCII.GetString(e.Payload.Span)));
    }

    [Theory]
    [InlineData("C1 07 F248CDC9C90700", "Hello")]
    [InlineData("41 03 F248CD  80 04 C9C90700", "Hello")]
    [InlineData("C1 0B 000500FAFF48656C6C6F00", "Hello")]
    [InlineData("C1 08 F348CDC9C9070000", "Hello")]
    [InlineData("C1 0D F248050000 00FFFFCAC9C90700", "Hello")]
    [InlineData("C1 01 00", "")]
    [InlineData("41 00 80 01 00", "")]
    [Trait("Rfc7692", "7.2.3")]
    public void The_examples_of_the_rfc_arrive_as_frames(string frames, string text)
    {
        for (var cut = 1; cut < 20; cut++)
        {
            using var connection = Connect(Deflate, FrameRole.Client);
            Assert.Equal(text, Encoding.ASCII.GetString(Assert.Single(Events(connection, Bytes(frames), cut)).Payload.Span));
        }
    }

    [Theory]
    [InlineData("C9 00", CloseCodes.ProtocolError)]
    [InlineData("C8 00", CloseCodes.ProtocolError)]
    [InlineData("41 03 F248CD  C0 04 C9C90700", CloseCodes.ProtocolError)]
    [InlineData("01 03 48656C  C0 04 C9C90700", CloseCodes.ProtocolError)]
    [InlineData("E1 00", CloseCodes.ProtocolError)]
    [InlineData("C1 04 FFFFFFFF", CloseCodes.InvalidPayload)]
    [InlineData("C1 05 F200110000", CloseCodes.InvalidPayload)]
    [Trait("Rfc7692", "6.2")]
    public void What_must_not_be_fails_the_connection(string frames, int code)
    {
        using var connection = Connect(Deflate, FrameRole.Client);
        var failed = Events(connection, Bytes(frames))[^1];
        Assert.Equal((FrameEventKind.Failed, code), (failed.Kind, failed.CloseCode));
    }

    [Theory]
    [InlineData("C2 06 AAA8C00A0000")]
    [InlineData("42 03 AAA8C0 80 03 0A0000")]
    [InlineData("89 00 C2 06 AAA8C00A0000")]
    public void What_zlib_makes_of_a_run_arrives(string frames)
    {
        using var connection = Connect(Deflate, FrameRole.Client);
        Assert.Equal(new string('x', 23), Encoding.ASCII.GetString(Events(connection, Bytes(frames))[^1].Payload.Span));
    }

    [Fact]
    public void What_the_handshake_agrees_on_is_what_the_connections_do()
    {
        PerMessageDeflate client = new(new() { ClientNoContextTakeover = true, ServerMaxWindowBits = 9, MinMessageBytes = 0 });
        PerMessageDeflate server = new(new() { ClientMaxWindowBits = 10, MinMessageBytes = 0 });
        var accepted = ExtensionNegotiation.Accept([ExtensionNegotiation.Offer([client])], [server]);
        var confirmed = ExtensionNegotiation.Confirm([accepted.HeaderValue], [client]);
        Assert.Equal(
            "permessage-deflate; client_no_context_takeover; server_max_window_bits=9; client_max_window_bits=10", accepted.HeaderValue);
        using var atServer = new FrameConnection(FrameRole.Server, null, accepted.Extensions);
        using var atClient = new FrameConnection(FrameRole.Client, null, confirmed.Extensions);
        for (var i = 0; i < 3; i++)
        {
            var output = new ArrayBufferWriter<byte>();
            atClient.WriteText(output, Text);
            Assert.Equal(Text, Encoding.UTF8.GetString(Assert.Single(Events(atServer, output.WrittenSpan)).Payload.Span));
            output.Clear();
            atServer.WriteText(output, Text);
            Assert.Equal(Text, Encoding.UTF8.GetString(Assert.Single(Events(atClient, output.WrittenSpan)).Payload.Span));
        }
    }

    [Fact]
    public void Without_the_extension_its_bit_fails_the_connection()
    {
        using var connection = new FrameConnection(FrameRole.Client);
        Assert.Equal(CloseCodes.ProtocolError, Assert.Single(Events(connection, Bytes("C1 07 F248CDC9C90700"))).CloseCode);
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void Text_is_checked_as_it_comes_out(string kind, FrameRole role)
    {
        using var one = Connect(kind, role);
        using var other = Connect(kind, Other(role));
        var output = new ArrayBufferWriter<byte>();
        one.Write(output, FrameType.Text, new byte[] { 0x61, 0xC3, 0x28 });
        var failed = Assert.Single(Events(other, output.WrittenSpan));
        Assert.Equal((FrameEventKind.Failed, CloseCodes.InvalidPayload), (failed.Kind, failed.CloseCode));
    }

    [Fact]
    public void Text_may_be_cut_within_a_character()
    {
        using var one = Connect(Deflate, FrameRole.Client);
        using var other = Connect(Deflate, FrameRole.Server);
        var output = new ArrayBufferWriter<byte>();
        var bytes = Encoding.UTF8.GetBytes("😀");
        one.Write(output, FrameType.Text, bytes.AsSpan(0, 3), endOfMessage: false);
        one.Write(output, FrameType.Text, bytes.AsSpan(3), endOfMessage: true);
        Assert.Equal(bytes, Assert.Single(Events(other, output.WrittenSpan, 1)).Payload.ToArray());
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void A_bomb_is_too_big(string kind, FrameRole role)
    {
        using var one = Connect(kind, role);
        using var other = Connect(kind, Other(role), new() { MaxMessageBytes = 64 * 1024 });
        var output = new ArrayBufferWriter<byte>();
        one.Write(output, FrameType.Binary, new byte[64 * 1024]);
        Assert.Equal(64 * 1024, Assert.Single(Events(other, output.WrittenSpan)).Payload.Length);
        output.Clear();
        one.Write(output, FrameType.Binary, new byte[10 * 1024 * 1024]);
        Assert.InRange(output.WrittenCount, 1, 30_000);
        var reply = new ArrayBufferWriter<byte>();
        var failed = Assert.Single(Events(other, output.WrittenSpan, int.MaxValue, reply));
        Assert.Equal((FrameEventKind.Failed, CloseCodes.MessageTooBig), (failed.Kind, failed.CloseCode));
        Assert.Equal(0x88, reply.WrittenSpan[0]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_traffic_in_random_pieces_arrives(int seed)
    {
        var random = new Random(seed);
        var negotiator = new PerMessageDeflate(new()
        {
            MinMessageBytes = 100,
            ClientNoContextTakeover = seed % 2 == 1,
            ClientMaxWindowBits = 8 + (random.Next(8)),
        });
        using var one = new FrameConnection(FrameRole.Client, null, [negotiator.Create(FrameRole.Client)]);
        using var other = new FrameConnection(FrameRole.Server, null, [negotiator.Create(FrameRole.Server)]);
        for (var round = 0; round < 100; round++)
        {
            var output = new ArrayBufferWriter<byte>();
            var messages = Enumerable.Range(0, random.Next(1, 6)).Select(_ => ExtensionUse.Words(random, random.Next(3000))).ToArray();
            foreach (var message in messages)
            {
                var fragments = message.Cut(random, random.Next(1, 4));
                for (var i = 0; i < fragments.Length; i++)
                {
                    one.Write(output, FrameType.Binary, fragments[i], i == fragments.Length - 1);
                }
            }

            var events = Events(other, output.WrittenSpan, random.Next(1, 2000));
            Assert.Equal(messages, events.Select(e => e.Payload.ToArray()));
        }
    }

    private static FrameRole Other(FrameRole role) => role == FrameRole.Client ? FrameRole.Server : FrameRole.Client;

    private static FrameConnection Connect(string kind, FrameRole role, FrameConnectionOptions? options = null)
        => new(role, options, [kind == Zlib ? new ZlibExtension() : ExtensionUse.Deflate(role)]);

    private static byte[] Bytes(string hex) => PerMessageDeflateDecodeTests.Hex(hex);

    /// <summary>Everything that received bytes give, with payloads that stay valid.</summary>
    private static List<Seen> Events(
        FrameConnection connection, ReadOnlySpan<byte> bytes, int cut = int.MaxValue, IBufferWriter<byte>? replies = null)
    {
        var events = new List<Seen>();
        replies ??= new ArrayBufferWriter<byte>();
        while (bytes.Length > 0)
        {
            var count = Math.Min(cut, bytes.Length);
            connection.Receive(bytes[..count]);
            bytes = bytes[count..];
            while (connection.TryRead(replies, out var e))
            {
                events.Add(new Seen(e.Kind, e.Type, e.ReservedBits, e.CloseCode, e.EndOfMessage, e.Payload.ToArray()));
            }
        }

        return events;
    }

    private sealed record Seen(
        FrameEventKind Kind, FrameType Type, ReservedBits ReservedBits, int CloseCode, bool EndOfMessage, ReadOnlyMemory<byte> Payload);
}
