using System.Text.Json;
using System.Threading.Channels;
using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.Json;
using WsToolkit.Rpc;
using WsToolkit.Sessions;

namespace WsToolkit.Tests.Rpc;

/// <summary>
/// Two may find at the same time that a call has lost its connection: the end of the connection, which has it among its calls, and who was
/// about to send it.
/// </summary>
public sealed class LostCallTests
{
    private static readonly WsPayloadType<int> Integer = new JsonPayloadCodec(JsonSerializerOptions.Default).GetPayloadType<int>();

    private readonly Channel<RawConnection> _opened = Channel.CreateUnbounded<RawConnection>();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_that_is_kept_already_stays_kept(bool idempotent)
    {
        await using var client = await ConnectAsync(options => options.MaxUnansweredCalls = 1);
        var server = await NextAsync();
        var (_, sent) = Call(client, idempotent: false);
        await server.ReceiveAsync();
        var (call, waiting) = Call(client, idempotent);

        var calls = call.Peer!.Outgoing;
        call.Lose(calls);
        call.Lose(calls);

        Assert.False(waiting.IsCompleted);
        server.Abort();
        await Assert.ThrowsAsync<WsConnectionLostException>(() => sent.WaitAsync(RawConnection.Patience));
        server = await NextAsync();
        Assert.StartsWith("""{"id":1,"method":"call",""", await server.ReceiveAsync());
        await server.SendAsync("""{"id":1,"response":9}""");
        Assert.Equal(9, await waiting.WaitAsync(RawConnection.Patience));
    }

    /// <summary>It is found out late, when others are in flight over the next connection.</summary>
    [Fact]
    public async Task Where_the_next_connection_takes_no_more_it_fails_by_itself()
    {
        await using var client = await ConnectAsync(options => options.MaxCallsInFlight = 1);
        var server = await NextAsync();
        var (late, lost) = Call(client, idempotent: true);
        await server.ReceiveAsync();
        var calls = late.Peer!.Outgoing;
        calls.Remove(late);
        server.Abort();
        server = await NextAsync();
        var (_, other) = Call(client, idempotent: true);
        await server.ReceiveAsync();

        late.Lose(calls);

        var error = await Assert.ThrowsAsync<WsException>(() => lost.WaitAsync(RawConnection.Patience));
        Assert.Equal(WsErrorCodes.TooManyCalls, error.Code);
        await server.SendAsync("""{"id":1,"response":9}""");
        Assert.Equal(9, await other.WaitAsync(RawConnection.Patience));
    }

    private static (WsOutgoingCall Call, Task<int> Result) Call(WsClient client, bool idempotent)
    {
        var call = client.CreateCall(new WsMethod("call", "Test.Call") { Idempotent = idempotent });
        return (call, call.InvokeAsync(Integer, default));
    }

    private Task<RawConnection> NextAsync() => _opened.Reader.ReadAsync().AsTask().WaitAsync(RawConnection.Patience);

    private Task<WsClient> ConnectAsync(Action<WsClientOptions> change)
    {
        var options = new WsClientOptions { CloseTimeout = TimeSpan.Zero, Reconnect = new WsReconnectOptions { InitialDelay = TimeSpan.Zero } };
        change(options);
        return WsClient.ConnectAsync(Open, options);
    }

    private ValueTask<WsTransport> Open(CancellationToken cancellationToken)
    {
        var (server, client) = MemoryTransport.CreatePair();
        _opened.Writer.TryWrite(new TransportConnection(server));
        return new(client);
    }
}
