using WsToolkit.Sessions;

namespace WsToolkit.Tests.Sessions;

public sealed class MemoryTransportTests : TransportTests
{
    [Fact]
    public async Task Text_that_is_not_UTF8_is_refused_with_1007()
    {
        await SendAsync(First, [0x61, 0xFF], WsMessageType.Text);
        var exception = await Assert.ThrowsAsync<WsTransportException>(() => ReceiveAsync(Second));
        Assert.Equal(WsCloseCode.InvalidPayload, exception.CloseCode);
    }

    [Fact]
    public async Task Each_end_has_its_own_limit()
    {
        var (server, client) = MemoryTransport.CreatePair(serverMaxMessageBytes: 10, clientMaxMessageBytes: 20);
        await using (server)
        await using (client)
        {
            await SendAsync(server, new byte[15], WsMessageType.Binary);
            Assert.Equal(15, (await ReceiveAsync(client)).Data.Length);
            await SendAsync(client, new byte[15], WsMessageType.Binary);
            await Assert.ThrowsAsync<WsTransportException>(() => ReceiveAsync(server));
        }
    }

    [Fact]
    public async Task Aborting_after_the_close_frame_lets_it_arrive()
    {
        await SendAsync(First, new byte[1_000], WsMessageType.Binary);
        await First.CloseAsync(WsCloseCode.MessageTooBig, "too big", default);
        First.Abort();
        Assert.Equal(1_000, (await ReceiveAsync(Second)).Data.Length);
        Assert.Equal(new WsCloseInfo(WsCloseCode.MessageTooBig, "too big", true), (await ReceiveAsync(Second)).Close);
        await Assert.ThrowsAsync<IOException>(() => SendAsync(Second, new byte[1_000], WsMessageType.Binary));
        await Assert.ThrowsAsync<IOException>(() => ReceiveAsync(First));
    }

    [Fact]
    public void Wrong_limits_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => MemoryTransport.CreatePair(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => MemoryTransport.CreatePair(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => MemoryTransport.CreatePair(bufferBytes: 0));
    }

    [Fact]
    public async Task Even_a_buffer_of_one_byte_carries_large_messages()
    {
        var (first, second) = MemoryTransport.CreatePair(bufferBytes: 1);
        await using (first)
        await using (second)
        {
            var sending = SendAsync(first, new byte[50_000], WsMessageType.Binary);
            Assert.Equal(50_000, (await ReceiveAsync(second)).Data.Length);
            await sending;
        }
    }

    protected override (WsTransport First, WsTransport Second) CreatePair() => MemoryTransport.CreatePair(MaxMessageBytes, MaxMessageBytes);
}
