using System.Buffers;
using WsToolkit.Framing;

namespace WsToolkit.Framing.Tests.Frames;

/// <summary>Masking (RFC 6455, section 5.3) against one byte at a time, at every length that the wide blocks treat differently.</summary>
public sealed class MaskingTests
{
    private const int LongestPayload = 700;
    private static readonly byte[] Payload = RandomBytes();

    [Fact]
    public void What_a_client_masked_by_hand_sends_is_unmasked_at_every_length()
    {
        byte[] key = [0x12, 0xFE, 0x80, 0x01];
        using var server = new FrameConnection(FrameRole.Server);
        for (var length = 0; length <= LongestPayload; length++)
        {
            // They lie behind each other, so that payloads begin at all places.
            server.Receive(Frame(Payload.AsSpan(0, length), key));
        }

        for (var length = 0; length <= LongestPayload; length++)
        {
            Assert.True(server.TryRead(out var message));
            Assert.Equal(Payload.AsSpan(0, length), message.Payload.Span);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(259)]
    public void A_payload_that_arrives_in_pieces_is_unmasked_from_piece_to_piece(int size)
    {
        byte[] key = [0x55, 0x00, 0xAB, 0xF7];
        using var server = new FrameConnection(FrameRole.Server);
        for (var length = 1; length <= LongestPayload; length += 13)
        {
            var frame = Frame(Payload.AsSpan(0, length), key);
            FrameEvent message = default;
            for (var index = 0; index < frame.Length; index += size)
            {
                Assert.Equal(FrameEventKind.None, message.Kind);
                server.Receive(frame.AsSpan(index, Math.Min(size, frame.Length - index)));
                server.TryRead(out message);
            }

            Assert.Equal(Payload.AsSpan(0, length), message.Payload.Span);
        }
    }

    [Fact]
    public void What_a_client_writes_can_be_unmasked_by_hand_at_every_length()
    {
        using var client = new FrameConnection(FrameRole.Client);
        using var inPlace = new OutputBuffer(64 * 1024);
        var copied = new ArrayBufferWriter<byte>(64 * 1024);
        for (var length = 0; length <= LongestPayload; length++)
        {
            client.Write(copied, FrameType.Binary, Payload.AsSpan(0, length));
            Assert.Equal(Payload[..length], Unmasked(copied.WrittenSpan, length));
            copied.ResetWrittenCount();

            var place = client.BeginMessage(inPlace, FrameType.Binary);
            inPlace.Write(Payload.AsSpan(0, length));
            client.EndMessage(inPlace, place, FrameType.Binary);
            Assert.Equal(Payload[..length], Unmasked(inPlace.Written.ToArray(), length));
            inPlace.Reset();
        }
    }

    private static byte[] Frame(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> key)
    {
        List<byte> frame = payload.Length <= 125
            ? [0x82, (byte)(0x80 | payload.Length)]
            : [0x82, 0x80 | 126, (byte)(payload.Length >> 8), (byte)payload.Length];
        frame.AddRange(key);
        for (var index = 0; index < payload.Length; index++)
        {
            frame.Add((byte)(payload[index] ^ key[index % 4]));
        }

        return [.. frame];
    }

    private static byte[] Unmasked(ReadOnlySpan<byte> frame, int length)
    {
        var header = length <= 125 ? 2 : 4;
        Assert.Equal(header + 4 + length, frame.Length);
        Assert.Equal(0x80, frame[1] & 0x80);
        var key = frame.Slice(header, 4);
        var payload = frame[(header + 4)..].ToArray();
        for (var index = 0; index < length; index++)
        {
            payload[index] ^= key[index % 4];
        }

        return payload;
    }

    private static byte[] RandomBytes()
    {
        var bytes = new byte[LongestPayload];
        new Random(3).NextBytes(bytes);
        return bytes;
    }
}
