using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Framing;
using WsToolkit.Sessions;

namespace WsToolkit.EndToEnd.Tests.Reconnect;

/// <summary>A connection that breaks between its handshake and the first calls: it takes nothing any more, and nobody has noticed.</summary>
public sealed class BrokenConnectionTests : ReconnectTest
{
    [Fact]
    public async Task Calls_that_wait_are_offered_to_it_once_and_go_on_waiting()
    {
        var (client, server) = await ConnectAsync();
        server.Abort();
        await ReconnectingAsync(WsDisconnectReason.NetworkFailure, 1, 0.5);
        var first = CallAsync(client, Ordinary);
        var second = CallAsync(client, Ordinary);
        Time.Advance(TimeSpan.FromSeconds(0.5));
        var broken = new BrokenTransport();
        (await Server.NextAsync()).Answer.SetResult(broken);
        Assert.Equal(WsClientState.Connected, (await NextChangeAsync()).NewState);

        // Who calls now is not held up.
        var third = await Task.Run(() => Task.FromResult(CallAsync(client, Ordinary))).Soon();

        broken.Notice();
        await Assert.ThrowsAsync<WsConnectionLostException>(() => first).Soon();
        await ReconnectingAsync(WsDisconnectReason.NetworkFailure, 2, 1);
        Time.Advance(TimeSpan.FromSeconds(1));
        server = await Server.AcceptAsync();
        for (var id = 1; id <= 2; id++)
        {
            Assert.StartsWith($$"""{"id":{{id}},"method":"ordinary",""", await server.ReceiveAsync());
            await server.SendAsync($$"""{"id":{{id}},"response":{{id}}}""");
        }

        Assert.Equal(1, await second.Soon());
        Assert.Equal(2, await third.Soon());
    }

    /// <summary>Sending fails at once; receiving only when the test says so.</summary>
    private sealed class BrokenTransport : WsTransport
    {
        private readonly TaskCompletionSource _noticed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Notice() => _noticed.TrySetResult();

        public override async ValueTask<WsMessage> ReceiveAsync(CancellationToken cancellationToken)
        {
            await _noticed.Task;
            throw Broken();
        }

        public override OutputReservation BeginMessage(OutputBuffer output, WsMessageType type) => output.Reserve(1);

        public override void EndMessage(OutputBuffer output, OutputReservation reservation, WsMessageType type) => output.Fill(reservation, "|"u8);

        public override ValueTask SendAsync(OutputBuffer output, CancellationToken cancellationToken) => throw Broken();

        public override ValueTask CloseAsync(WsCloseCode code, string? reason, CancellationToken cancellationToken) => throw Broken();

        public override void Abort()
        {
        }

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private static IOException Broken() => new("The connection is broken.");
    }
}
