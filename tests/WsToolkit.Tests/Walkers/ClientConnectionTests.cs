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
                """{"type":"chat","data":{"message":"hello"}}""");
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

        public PlayedServer(Action<WsException>? onUnattributedError = null)
        {
            var (server, client) = DuplexStream.CreatePair();
            _transport = new FrameTransport(server, new FrameConnection(FrameRole.Server));
            var options = new WsClientOptions { Dialect = TaggedDialect.Instance, OnUnattributedError = onUnattributedError };
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
