using System.Collections.Concurrent;
using System.Text;
using System.Threading.Channels;
using WsToolkit.Client;
using WsToolkit.Dialects;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Framing;
using WsToolkit.Rpc;
using WsToolkit.Sessions;
using WsToolkit.Tests.Sessions;

namespace WsToolkit.Tests.Client;

/// <summary>
/// What a client keeps beyond its connections is restored after each, before it counts as connected; over real frames, on virtual time.
/// </summary>
public sealed class RestoreTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly FakeTimeProvider _time = new();
    private readonly Channel<DuplexStream> _accepted = Channel.CreateUnbounded<DuplexStream>();
    private readonly ConcurrentQueue<string> _log = new();
    private readonly Channel<WsClientStateChangedEventArgs> _changes = Channel.CreateUnbounded<WsClientStateChangedEventArgs>();
    private readonly List<DuplexStream> _ends = [];
    private Restorer? _restorer;
    private WsClient? _client;

    [Fact]
    public async Task In_order_over_every_connection_before_the_client_is_connected()
    {
        var server = await ConnectAsync();
        await server.DisposeAsync();
        await ReconnectingAsync();
        server = await NextAsync();
        Assert.Equal(WsClientState.Connected, (await ChangeAsync()).NewState);
        Assert.Equal(["restored", "disconnected", "Reconnecting", "restored", "Connected"], _log);
        _client!.Abort();
        Assert.Equal(WsClientState.Closed, (await ChangeAsync()).NewState);
        Assert.Equal(["disconnected", "closed 1006", "Closed"], _log.Skip(5));
    }

    [Fact]
    public async Task A_connection_that_is_cut_while_restoring_is_one_more_failure()
    {
        var server = await ConnectAsync();
        await server.DisposeAsync();
        _restorer!.Hold();
        await ReconnectingAsync();
        server = await NextAsync();
        await _restorer.Entered.WaitAsync(Patience);
        Assert.Equal(WsClientState.Reconnecting, _client!.State);
        await server.DisposeAsync();
        var change = await ChangeAsync();
        Assert.Equal((WsClientState.Reconnecting, 2), (change.NewState, change.Attempt));
        Assert.Equal(WsDisconnectReason.NetworkFailure, change.Disconnect!.Reason);
    }

    [Fact]
    public async Task Closing_ends_restoring()
    {
        var server = await ConnectAsync();
        await server.DisposeAsync();
        _restorer!.Hold();
        await ReconnectingAsync();
        await NextAsync();
        await _restorer.Entered.WaitAsync(Patience);
        var closing = _client!.CloseAsync();
        await _restorer.Left.WaitAsync(Patience);
        _time.Advance(TimeSpan.FromSeconds(5));
        await closing.WaitAsync(Patience);
        Assert.Equal(WsDisconnectReason.LocalClose, (await ChangeAsync()).Disconnect!.Reason);
    }

    [Fact]
    public async Task Messages_of_channels_go_there()
    {
        var server = await ConnectAsync();
        await SendAsync(server, """{"channel":"a","event":"b","data":1}"""u8.ToArray());
        await SendAsync(server, """{"channel":"a","missed":3}"""u8.ToArray());
        Assert.Equal("Push a", await _restorer!.Messages.Reader.ReadAsync().AsTask().WaitAsync(Patience));
        Assert.Equal("Gap a", await _restorer.Messages.Reader.ReadAsync().AsTask().WaitAsync(Patience));
    }

    [Fact]
    public async Task Cut_in_the_middle_of_a_message()
    {
        var server = await ConnectAsync();
        await server.WriteAsync(new byte[] { 0x81, 0x05, 0x7B });
        await server.DisposeAsync();
        await ReconnectingAsync();
        await NextAsync();
        Assert.Equal(WsClientState.Connected, (await ChangeAsync()).NewState);
    }

    [Fact]
    public async Task A_half_open_connection_is_found_out_by_its_pings_and_replaced()
    {
        await ConnectAsync();
        _time.Advance(TimeSpan.FromSeconds(30));
        _time.Advance(TimeSpan.FromSeconds(19.9));
        Assert.Equal(WsClientState.Connected, _client!.State);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        await ReconnectingAsync();
        await NextAsync();
        Assert.Equal(WsClientState.Connected, (await ChangeAsync()).NewState);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _client?.Abort();
        await (_client?.DisposeAsync().AsTask() ?? Task.CompletedTask).WaitAsync(Patience);
        foreach (var end in _ends)
        {
            await end.DisposeAsync();
        }
    }

    private async Task<DuplexStream> ConnectAsync()
    {
        var options = new WsClientOptions
        {
            TimeProvider = _time,
            Reconnect = new WsReconnectOptions { Jitter = 0 },
            Restorer = _ => _restorer = new Restorer(_log),
        };
        _client = await WsClient.ConnectAsync(Open, options).WaitAsync(Patience);
        _client.StateChanged += (_, change) =>
        {
            _log.Enqueue($"{change.NewState}");
            _changes.Writer.TryWrite(change);
        };
        return await NextAsync();
    }

    private ValueTask<WsTransport> Open(CancellationToken cancellationToken)
    {
        var (server, client) = DuplexStream.CreatePair();
        _ends.Add(server);
        _accepted.Writer.TryWrite(server);
        return new ValueTask<WsTransport>(new FrameTransport(client, new FrameConnection(FrameRole.Client)));
    }

    private Task<DuplexStream> NextAsync() => _accepted.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    private Task<WsClientStateChangedEventArgs> ChangeAsync() => _changes.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    private async Task ReconnectingAsync()
    {
        var change = await ChangeAsync();
        Assert.Equal((WsClientState.Reconnecting, WsDisconnectReason.NetworkFailure), (change.NewState, change.Disconnect!.Reason));
        _time.Advance(change.Delay!.Value);
    }

    private static async Task SendAsync(DuplexStream server, byte[] message)
    {
        await server.WriteAsync(new byte[] { 0x81, (byte)message.Length });
        await server.WriteAsync(message);
    }

    private sealed class Restorer(ConcurrentQueue<string> log) : IClientRestorer
    {
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private bool _hold;

        public Channel<string> Messages { get; } = Channel.CreateUnbounded<string>();

        public Task Entered => _entered.Task;

        public Task Left => _left.Task;

        /// <summary>From now on restoring waits until it is cancelled.</summary>
        public void Hold() => _hold = true;

        public void OnMessage(in WsEnvelope envelope)
            => Messages.Writer.TryWrite($"{envelope.Kind} {Encoding.UTF8.GetString(envelope.Channel.Span)}");

        public async ValueTask RestoreAsync(RpcPeer peer, CancellationToken cancellationToken)
        {
            if (_hold)
            {
                _entered.SetResult();
                try
                {
                    await Task.Delay(Timeout.Infinite, cancellationToken);
                }
                finally
                {
                    _left.SetResult();
                }
            }

            log.Enqueue("restored");
        }

        public void OnDisconnected() => log.Enqueue("disconnected");

        public void OnClosed(WsConnectionLostException lost) => log.Enqueue($"closed {(int)lost.Close.Code}");
    }
}
