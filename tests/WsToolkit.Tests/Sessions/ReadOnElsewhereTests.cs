using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using WsToolkit.Dialects;
using WsToolkit.Framing;
using WsToolkit.Sessions;

namespace WsToolkit.Tests.Sessions;

/// <summary>One thread takes over reading from another one.</summary>
public sealed class ReadOnElsewhereTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly SessionLimits Limits = new()
    {
        SendQueueBytes = 1024,
        SendQueueMessages = 16,
        SendTimeout = Patience,
        CloseTimeout = Patience,
        KeepAliveInterval = Timeout.InfiniteTimeSpan,
        KeepAliveTimeout = Patience,
    };

    private readonly Incoming _incoming = new();
    private readonly Handler _handler = new();
    private readonly WsSession _session;

    public ReadOnElsewhereTests()
        => _session = new WsSession(_incoming, new DefaultDialect(), WsDialectRole.Client, Limits, TimeProvider.System, NullLogger.Instance);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _session.Abort();
        await _session.Completion.WaitAsync(Patience);
        await _session.DisposeAsync();
    }

    [Fact]
    public async Task Who_has_lost_the_thread_reads_no_more_even_before_the_other_one_does()
    {
        _ = _session.RunAsync(_handler);
        _handler.LosesNext = true;
        _incoming.Add(1);
        Assert.Equal("1", await _handler.HandledAsync());

        // The message is there for whoever reads; nobody may.
        _incoming.Add(2);
        Assert.Equal(0, _incoming.Reading);
        _session.ReadOnElsewhere();
        for (var i = 2; i <= 50; i++)
        {
            Assert.Equal($"{i}", await _handler.HandledAsync());
            _incoming.Add(i + 1);
        }

        Assert.Equal(1, _incoming.MostReading);
    }

    private sealed class Handler : IWsSessionHandler
    {
        private readonly Channel<string> _handled = Channel.CreateUnbounded<string>();

        public bool LosesNext { get; set; }

        public Task<string> HandledAsync() => _handled.Reader.ReadAsync().AsTask().WaitAsync(Patience);

        public void OnMessage(in WsEnvelope envelope, ref bool reads)
        {
            reads = !LosesNext;
            LosesNext = false;
            _handled.Writer.TryWrite(Encoding.UTF8.GetString(envelope.Id.Span));
        }

        public void OnHeldUp()
        {
        }

        public long OnDue(long now) => long.MaxValue;

        public void OnClosed(WsConnectionLostException lost)
        {
        }
    }

    private sealed class Incoming : WsTransport
    {
        private readonly Channel<byte[]> _messages = Channel.CreateUnbounded<byte[]>();
        private int _reading;
        private int _mostReading;

        public int Reading => Volatile.Read(ref _reading);

        public int MostReading => Volatile.Read(ref _mostReading);

        public void Add(int id) => _messages.Writer.TryWrite(Encoding.UTF8.GetBytes($$"""{"id":{{id}},"method":"m"}"""));

        public override async ValueTask<WsMessage> ReceiveAsync(CancellationToken cancellationToken)
        {
            var reading = Interlocked.Increment(ref _reading);
            _mostReading = Math.Max(_mostReading, reading);
            try
            {
                return new WsMessage(WsMessageType.Text, await _messages.Reader.ReadAsync(cancellationToken));
            }
            finally
            {
                Interlocked.Decrement(ref _reading);
            }
        }

        public override OutputReservation BeginMessage(OutputBuffer output, WsMessageType type) => default;

        public override void EndMessage(OutputBuffer output, OutputReservation reservation, WsMessageType type)
        {
        }

        public override ValueTask SendAsync(OutputBuffer output, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public override ValueTask CloseAsync(WsCloseCode code, string? reason, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public override void Abort() => _messages.Writer.TryComplete(new IOException("The connection was dropped."));

        public override ValueTask DisposeAsync()
        {
            Abort();
            return ValueTask.CompletedTask;
        }
    }
}
