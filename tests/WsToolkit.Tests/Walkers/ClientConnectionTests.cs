using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using WsToolkit.Dialects;
using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.Framing;
using WsToolkit.Sessions;
using WsToolkit.Tests.Sessions;

namespace WsToolkit.Tests.Walkers;

/// <summary>What a client makes of what the server says of its connection, whose order counts. The test plays the server.</summary>
public class ClientConnectionTests
{
    private const string Public = "n::000000000000000000000001";
    private const string Message = """{"type":"chat","data":{"message":"hello"}}""";

    [Fact]
    public async Task What_the_server_says_after_an_answer_counts_also_when_it_comes_with_it()
    {
        await using var server = new PlayedServer();
        using var heard = new SemaphoreSlim(0);
        server.Client.AddHandler<Chat>(_ => heard.Release());
        for (var round = 0; round < 50; round++)
        {
            var login = server.Client.ChangeUserAsync("good");
            var id = await server.RequestAsync();
            await server.SayAsync(
                Connection("alice", id),
                Connection(Public, error: "The user's authentication has expired."),
                Message);
            Assert.Equal("alice", (await login.WaitAsync(RawConnection.Patience))!.Identity.UserId);
            Assert.True(await heard.WaitAsync(RawConnection.Patience));
            Assert.Equal(Public, server.Client.Connection!.Identity.UserId);
        }
    }

    [Fact]
    public async Task An_answer_is_known_before_anything_after_it_is_read()
    {
        var known = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        PlayedServer? server = null;
        server = new PlayedServer(_ => known.SetResult(server!.Client.Connection?.Identity.UserId));
        await using (server)
        {
            var login = server.Client.ChangeUserAsync("good");
            var id = await server.RequestAsync();
            await server.SayAsync(Connection("alice", id), """{"error":"Something."}""");
            Assert.Equal("alice", await known.Task.WaitAsync(RawConnection.Patience));
            await login.WaitAsync(RawConnection.Patience);
        }
    }

    [Fact]
    public async Task After_a_logout_the_late_answer_to_a_login_before_it_brings_no_token_back()
    {
        await using var server = new PlayedServer();
        var login = server.Client.ChangeUserAsync("good");
        var first = await server.RequestAsync();
        var logout = server.Client.ChangeUserAsync(null);
        var second = await server.RequestAsync();
        await server.SayAsync(Connection(Public, second));
        await logout.WaitAsync(RawConnection.Patience);
        await server.SayAsync(Connection(Public, first));
        await login.WaitAsync(RawConnection.Patience);
        Assert.Null(server.Connected.Notifications.Token);
    }

    [Fact]
    public async Task Changes_are_told_in_the_order_in_which_the_server_said_them()
    {
        using var held = new ManualResetEventSlim();
        await using var server = new PlayedServer();
        var told = new ConcurrentQueue<string>();
        server.Client.ConnectionChanged += change => told.Enqueue(change.Identity.UserId);
        server.Client.AddHandler<Chat>(_ => held.Wait(RawConnection.Patience));
        await server.SayAsync(Message, Connection(Public));
        var login = server.Client.ChangeUserAsync("good");
        await server.SayAsync(Connection("alice", await server.RequestAsync()));

        // Who waits for an answer that comes later has it, which leaves no doubt that this one has been read.
        var other = server.Client.NotifyUsersAsync(["bob"], new Chat("hello"));
        await server.SayAsync($$"""{"type":"user","id":{{await server.RequestAsync()}},"status":200}""");
        await other.WaitAsync(RawConnection.Patience);
        Assert.Equal("alice", server.Client.Connection!.Identity.UserId);
        Assert.Empty(told);
        Assert.False(login.IsCompleted);
        held.Set();
        await login.WaitAsync(RawConnection.Patience);
        Assert.Equal([Public, "alice"], told);
    }

    [Fact]
    public async Task Who_waits_for_a_change_can_stop_waiting_for_the_handlers()
    {
        using var held = new ManualResetEventSlim();
        using var cancellation = new CancellationTokenSource();
        var read = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new PlayedServer(_ => read.SetResult());
        server.Client.AddHandler<Chat>(_ => held.Wait(RawConnection.Patience));
        var login = server.Client.ChangeUserAsync("good", cancellation.Token);
        await server.SayAsync(Message, Connection("alice", await server.RequestAsync()), """{"error":"Something."}""");
        await read.Task.WaitAsync(RawConnection.Patience);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => login.WaitAsync(RawConnection.Patience));
        held.Set();
    }

    [Fact]
    public async Task A_change_that_is_dropped_with_other_notifications_is_told_with_the_next()
    {
        using var held = new ManualResetEventSlim();
        using var heard = new SemaphoreSlim(0);
        await using var server = new PlayedServer(maxWaitingNotifications: 1);
        var told = new ConcurrentQueue<string>();
        server.Client.ConnectionChanged += change => told.Enqueue(change.Identity.UserId);
        server.Client.AddHandler<Chat>(_ =>
        {
            heard.Release();
            held.Wait(RawConnection.Patience);
        });
        await server.SayAsync(Message);
        Assert.True(await heard.WaitAsync(RawConnection.Patience));
        var login = server.Client.ChangeUserAsync("good");
        await server.SayAsync(Connection("alice", await server.RequestAsync()), Message);
        await login.WaitAsync(RawConnection.Patience);
        Assert.Empty(told);
        held.Set();
        Assert.True(await heard.WaitAsync(RawConnection.Patience));
        Assert.Equal(["alice"], told);
    }

    private static string Connection(string userId, string? id = null, string? error = null)
    {
        var answers = id is null ? "" : $"\"id\":{id},";
        var reason = error is null ? "" : $",\"error\":\"{error}\"";
        return $$$"""{"type":"connection",{{{answers}}}"data":{"client_id":"c","root_id":"{{{userId}}}","channel_id":"r"}{{{reason}}}}""";
    }

    private sealed class PlayedServer : IAsyncDisposable
    {
        private readonly OutputBuffer _output = new();
        private readonly FrameTransport _transport;

        public PlayedServer(Action<WsException>? onUnattributedError = null, int maxWaitingNotifications = 1024)
        {
            var (server, client) = DuplexStream.CreatePair();
            _transport = new FrameTransport(server, new FrameConnection(FrameRole.Server));
            var options = new WsClientOptions
            {
                Dialect = TaggedDialect.Instance,
                OnUnattributedError = onUnattributedError,
                MaxWaitingNotifications = maxWaitingNotifications,
            };
            Connected = WsClient.Create(new FrameTransport(client, new FrameConnection(FrameRole.Client)), options);
            Client = WsWalkerClient.Create(Connected);
        }

        public WsClient Connected { get; }

        public WsWalkerClient Client { get; }

        /// <summary>Receives a request.</summary>
        /// <returns>Its id.</returns>
        public async Task<string> RequestAsync()
        {
            var message = await _transport.ReceiveAsync(default).AsTask().WaitAsync(RawConnection.Patience);
            using var document = JsonDocument.Parse(message.Data);
            return document.RootElement.GetProperty("id").GetRawText();
        }

        /// <summary>Sends messages so that they arrive at once.</summary>
        public async Task SayAsync(params string[] messages)
        {
            foreach (var message in messages)
            {
                var place = _transport.BeginMessage(_output, WsMessageType.Text);
                _output.Write(Encoding.UTF8.GetBytes(message));
                _transport.EndMessage(_output, place, WsMessageType.Text);
            }

            await _transport.SendAsync(_output, default).AsTask().WaitAsync(RawConnection.Patience);
            _output.Reset();
        }

        public async ValueTask DisposeAsync()
        {
            Connected.Abort();
            await Client.DisposeAsync();
            _transport.Abort();
            await _transport.DisposeAsync();
            _output.Dispose();
        }
    }
}
