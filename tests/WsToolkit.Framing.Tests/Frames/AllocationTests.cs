using System.Buffers;
using WsToolkit.Framing;

namespace WsToolkit.Framing.Tests.Frames;

/// <summary>In steady state nothing is allocated per message, whatever its size, type and direction.</summary>
public sealed class AllocationTests
{
    private const int WarmUp = 40;

    public static TheoryData<FrameRole, int> Sizes()
    {
        var data = new TheoryData<FrameRole, int>();
        foreach (var role in new[] { FrameRole.Client, FrameRole.Server })
        {
            foreach (var size in new[] { 0, 16, 125, 126, 4096, 65536, 1024 * 1024 })
            {
                data.Add(role, size);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Reading_allocates_nothing(FrameRole role, int size)
    {
        var frames = new ArrayBufferWriter<byte>();
        using var sender = new FrameConnection(1 - role);
        sender.Write(frames, FrameType.Binary, new byte[size]);
        sender.Write(frames, FrameType.Text, new byte[size]);
        sender.Write(frames, FrameType.Text, new byte[size / 2], endOfMessage: false);
        sender.Write(frames, FrameType.Ping, default);
        sender.Write(frames, FrameType.Continuation, new byte[size - (size / 2)]);
        using var receiver = new FrameConnection(role, new FrameConnectionOptions { AutomaticReplies = AutomaticReplies.None });

        AssertAllocatesNothing(() =>
        {
            var bytes = frames.WrittenSpan;
            var messages = 0;
            while (bytes.Length > 0)
            {
                var place = receiver.GetReceiveMemory().Span;
                var count = Math.Min(place.Length, bytes.Length);
                bytes[..count].CopyTo(place);
                receiver.AdvanceReceived(count);
                bytes = bytes[count..];
                while (receiver.TryRead(out var received))
                {
                    messages += received.Kind == FrameEventKind.Data && received.Payload.Length == size ? 1 : 0;
                }
            }

            return messages == 3;
        });
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Writing_allocates_nothing(FrameRole role, int size)
    {
        var payload = new byte[size];
        using var output = new OutputBuffer();
        using var sender = new FrameConnection(role);

        AssertAllocatesNothing(() =>
        {
            sender.Write(output, FrameType.Text, payload);
            var place = sender.BeginMessage(output, FrameType.Binary);
            output.Write(payload);
            sender.EndMessage(output, place, FrameType.Binary);
            var written = output.Length >= 2 * size && output.Written.Length == output.Length;
            output.Reset();
            return written;
        });
    }

    [Fact]
    public void Answering_pings_allocates_nothing()
    {
        var ping = new ArrayBufferWriter<byte>();
        using var client = new FrameConnection(FrameRole.Client);
        client.Write(ping, FrameType.Ping, new byte[125]);
        using var server = new FrameConnection(FrameRole.Server);
        using var output = new OutputBuffer();

        AssertAllocatesNothing(() =>
        {
            server.Receive(ping.WrittenSpan);
            var answered = server.TryRead(output, out _) && output.Length == 127;
            output.Reset();
            return answered;
        });
    }

    private static void AssertAllocatesNothing(Func<bool> step)
    {
        for (var index = 0; index < WarmUp; index++)
        {
            Assert.True(step());
        }

        var done = true;
        Assert.Equal(0, Allocated.By(() => done &= step()));
        Assert.True(done);
    }
}
