using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using WsToolkit.Framing.Fuzz;

namespace WsToolkit.Framing.Tests.Frames;

/// <summary>What holds for every stream of messages and for every stream of bytes.</summary>
public sealed class FrameProperties
{
    private static readonly FrameType[] Types = [FrameType.Data(3, "ascii"), FrameType.Data(7, "last"), FrameType.Control(11, "time")];
    private static readonly FrameType[] DataTypes = [FrameType.Text, FrameType.Binary, Types[0], Types[1]];
    private static readonly FrameType[] ControlTypes = [FrameType.Ping, FrameType.Pong, Types[2]];

    private static Config Seeded => Config.QuickThrowOnFailure.WithMaxTest(120).WithReplay(20261121, 6455);

    private static Gen<byte[]> Bytes => Gen.OneOf(
        Gen.Choose(0, 12).SelectMany(count => Gen.Choose(0, 255).ArrayOf(count)),
        Gen.Choose(0, 12).SelectMany(count => Gen.Choose(0, 255).ArrayOf(count)),
        Gen.Elements(0, 1, 124, 125, 126, 127, 128, 300, 4096).Select(count => Enumerable.Repeat(count & 0xFF, count).ToArray()),
        Gen.Frequency((9, Gen.Constant(600)), (1, Gen.Elements(65535, 65536, 66000))).Select(count
            => Enumerable.Repeat(count & 0xFF, count).ToArray()))
        .Select(values => values.Select(value => (byte)value).ToArray());

    /// <summary>A message: its type, its fragments, and the control frames that go before each.</summary>
    private static Gen<Message> Messages =>
        from type in Gen.Elements(DataTypes)
        from content in Bytes
        from cuts in Gen.Choose(0, 1000).ListOf()
        from controls in (from control in Gen.Elements(ControlTypes) from size in Gen.Choose(0, 125) select (control, size)).ListOf()
        select new Message(type, type == FrameType.Text ? AsText(content) : content, [.. cuts.Take(6)], [.. controls.Take(6)]);

    private static Gen<FuzzSettings> Settings =>
        from role in Gen.Elements(FrameRole.Client, FrameRole.Server)
        from delivery in Gen.Elements(FrameDelivery.Messages, FrameDelivery.Frames, FrameDelivery.Parts)
        from extension in Gen.Elements(FuzzExtension.None, FuzzExtension.None, FuzzExtension.RunLength, FuzzExtension.Deflate,
            FuzzExtension.Both)
        select new FuzzSettings { Role = role, Delivery = delivery, Extension = extension, Types = Types };

    [Fact]
    public void Any_messages_cut_anywhere_and_fed_in_any_way_give_the_same_events()
    {
        var cases =
            from settings in Settings
            from messages in Messages.ListOf()
            from seed in Gen.Choose(0, int.MaxValue)
            select (settings, messages: messages.Take(8).ToArray(), seed);
        Prop.ForAll(Arb.From(cases), one => { CheckMessages(one.settings, one.messages, one.seed); }).Check(Seeded);
    }

    [Fact]
    public void Any_bytes_are_events_or_a_failure_and_never_an_exception()
    {
        var cases =
            from settings in Settings
            from limit in Gen.Elements(1L, 100, 5000, 1024 * 1024)
            from bytes in Gen.Choose(0, 255).ArrayOf()
            from start in Gen.Elements<byte[]>([], [0x81], [0x82, 0x85], [0x01], [0x88])
            from seed in Gen.Choose(0, int.MaxValue)
            select (settings: settings with { MaxMessageBytes = limit }, bytes: (byte[])[.. start, .. bytes.Select(value => (byte)value)],
                seed);
        Prop.ForAll(Arb.From(cases), one => { Feed(one.settings, one.bytes, one.seed, compares: true); }).Check(Seeded.WithMaxTest(2000));
    }

    [Fact]
    public void Any_calls_that_are_allowed_are_read_back_and_all_others_leave_no_trace()
    {
        var cases = from settings in Settings from seed in Gen.Choose(0, int.MaxValue) select (settings, seed);
        Prop.ForAll(Arb.From(cases), one => { Conversation.Run(one.settings, new Random(one.seed)); }).Check(Seeded);
    }

    private static void CheckMessages(FuzzSettings settings, Message[] messages, int seed)
    {
        var expected = new List<ReferenceEvent>();
        var output = new ArrayBufferWriter<byte>();
        using var sender = settings.Connect(1 - settings.Role, ArrayPool<byte>.Shared);
        foreach (var message in messages)
        {
            Write(sender, output, message, expected);
        }

        sender.WriteClose(output, 1000);
        expected.Add(new ReferenceEvent(FrameEventKind.Close)
        {
            Opcode = 8,
            Payload = [0x03, 0xE8],
            EndOfFrame = true,
            EndOfMessage = true,
            Code = 1000
        });
        expected.Add(new ReferenceEvent(FrameEventKind.Ended) { Opcode = 8, Code = 1000 });
        var events = Feed(settings, output.WrittenSpan.ToArray(), seed, compares: false);
        Assert.Null(ReferenceEvents.Difference(ReferenceEvents.For(settings.Delivery, expected), events));
    }

    private static void Write(FrameConnection sender, ArrayBufferWriter<byte> output, Message message, List<ReferenceEvent> expected)
    {
        var content = message.Content;
        for (var index = 0; index <= message.Cuts.Length; index++)
        {
            if (index < message.Controls.Length)
            {
                var (control, size) = message.Controls[index];
                var kind = control == FrameType.Ping ? FrameEventKind.Ping : control == FrameType.Pong ? FrameEventKind.Pong
                    : FrameEventKind.Control;
                sender.Write(output, control, new byte[size]);
                expected.Add(new ReferenceEvent(kind)
                {
                    Opcode = control.Opcode,
                    Payload = new byte[size],
                    EndOfFrame = true,
                    EndOfMessage = true
                });
            }

            var last = index == message.Cuts.Length;
            var fragment = last ? content : content[..Math.Min(content.Length, message.Cuts[index])];
            content = content[fragment.Length..];
            var place = output.WrittenCount;
            sender.Write(output, message.Type, fragment, last);
            expected.Add(new ReferenceEvent(FrameEventKind.Data)
            {
                Opcode = message.Type.Opcode,
                Payload = fragment,
                Bits = (ReservedBits)(output.WrittenSpan[place] & 0x70),
                Continuation = index > 0,
                EndOfFrame = true,
                EndOfMessage = last,
            });
        }
    }

    private static List<ReferenceEvent> Feed(FuzzSettings settings, byte[] bytes, int seed, bool compares)
    {
        var pool = new CountingPool();
        List<ReferenceEvent> events;
        using (var connection = settings.Connect(settings.Role, pool))
        {
            var feeder = new Feeder(settings, connection, pool, new Random(seed));
            feeder.Feed(bytes);
            events = feeder.Events;
        }

        Assert.Equal(0, pool.Outstanding);
        if (compares && settings.HasReference)
        {
            Assert.Null(ReferenceEvents.Difference(new ReferenceReader(settings).Read(bytes), events));
        }

        return events;
    }

    private static byte[] AsText(byte[] content)
        => Encoding.UTF8.GetBytes(string.Concat(content.Select(value => (char)(value * 200 % 0xD800))));

    private sealed record Message(FrameType Type, byte[] Content, int[] Cuts, (FrameType Type, int Size)[] Controls);
}
