using System.Buffers;
using System.Security.Claims;
using System.Threading.Tasks.Sources;
using WsToolkit.Framing;
using WsToolkit.Server;
using WsToolkit.Sessions;

namespace WsToolkit.Tests.Sessions;

/// <summary>Memory is counted for the whole process, so these tests run while no others do.</summary>
[CollectionDefinition(nameof(IdleMemoryTests), DisableParallelization = true)]
[Collection(nameof(IdleMemoryTests))]
public sealed class IdleMemoryTests
{
    private const int Connections = 1_000;
    private const int MostBytes = 4 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly byte[] Calls = CreateCalls();

    [Fact]
    public async Task An_idle_connection_of_a_server_holds_at_most_4_KiB()
    {
        // As many as it takes to warm up: types, pools, the code that a connection runs.
        await MeasureAsync(50, traffic: true);
        Assert.InRange(await MedianAsync(static () => MeasureAsync(Connections, traffic: false)), 1, MostBytes);
    }

    [Fact]
    public async Task A_connection_that_has_been_busy_holds_no_more_than_that_once_it_is_idle_again()
    {
        await MeasureAsync(50, traffic: true);
        Assert.InRange(await MedianAsync(static () => MeasureAsync(Connections, traffic: true)), 1, MostBytes);
    }

    [Fact]
    public async Task An_idle_client_holds_at_most_5_KiB()
    {
        await MeasureClientsAsync(50);
        Assert.InRange(await MedianAsync(static () => MeasureClientsAsync(Connections)), 1, MostBytes + 1024);
    }

    // The shared pool may drop arrays of earlier tests in the middle of a measurement: the connections then seem to hold less than nothing.
    private static async Task<long> MedianAsync(Func<Task<long>> measure)
    {
        var held = new long[5];
        for (var i = 0; i < held.Length; i++)
        {
            held[i] = await measure();
        }

        Array.Sort(held);
        return held[held.Length / 2];
    }

    private static async Task<long> MeasureAsync(int connections, bool traffic)
    {
        var endpoint = new WsEndpointBuilder(new NoServices()).Build();
        var options = new FrameConnectionOptions { MaxMessageBytes = 1_000_000 };
        var user = new ClaimsPrincipal();
        var streams = Enumerable.Range(0, connections).Select(_ => new QuietStream()).ToArray();
        var runs = new Task<WsCloseInfo>[connections];
        var before = Settled();
        for (var i = 0; i < connections; i++)
        {
            runs[i] = endpoint.RunAsync(new FrameTransport(streams[i], new FrameConnection(FrameRole.Server, options)), user);
        }

        foreach (var stream in streams)
        {
            await stream.ReaderWaits();
            if (traffic)
            {
                await stream.FeedAsync(Calls);
            }
        }

        var held = (Settled() - before) / connections;
        Assert.All(streams, stream => Assert.Equal(traffic, stream.Written > 1_000));
        foreach (var stream in streams)
        {
            await stream.FeedAsync([]);
        }

        await Task.WhenAll(runs).WaitAsync(Patience);
        return held;
    }

    private static async Task<long> MeasureClientsAsync(int connections)
    {
        var streams = Enumerable.Range(0, connections).Select(_ => new QuietStream()).ToArray();
        var options = new WsClientOptions();
        var clients = new WsClient[connections];
        var before = Settled();
        for (var i = 0; i < connections; i++)
        {
            clients[i] = WsClient.Create(new FrameTransport(streams[i], new FrameConnection(FrameRole.Client)), options);
        }

        foreach (var stream in streams)
        {
            await stream.ReaderWaits();
        }

        var held = (Settled() - before) / connections;
        foreach (var stream in streams)
        {
            await stream.FeedAsync([]);
        }

        await Task.WhenAll(clients.Select(client => client.Completion)).WaitAsync(Patience);
        return held;
    }

    // A ping, and calls to nobody, which are answered with errors.
    private static byte[] CreateCalls()
    {
        using var calls = new OutputBuffer();
        using var client = new FrameConnection(FrameRole.Client);
        client.Write(calls, FrameType.Ping, []);
        for (var i = 0; i < 100; i++)
        {
            client.Write(calls, FrameType.Text, """{"id":1,"method":"nobody"}"""u8);
        }

        return calls.Written.ToArray();
    }

    private static long Settled()
    {
        var last = long.MaxValue;
        for (var i = 0; i < 10; i++)
        {
            var now = GC.GetTotalMemory(forceFullCollection: true);
            if (now >= last)
            {
                break;
            }

            last = now;
        }

        return last;
    }

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }

    /// <summary>A stream that costs nothing while it is waited on, and forgets what is written to it.</summary>
    private sealed class QuietStream : Stream, IValueTaskSource<int>
    {
        private readonly SemaphoreSlim _waits = new(0);
        private ManualResetValueTaskSourceCore<int> _read = new() { RunContinuationsAsynchronously = true };
        private ReadOnlyMemory<byte> _fed;
        private bool _ended;

        public long Written { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public Task ReaderWaits() => _waits.WaitAsync(Patience);

        /// <summary>Gives the reader bytes, or the end, and waits until it wants more.</summary>
        public async Task FeedAsync(byte[] bytes)
        {
            _ended = bytes.Length == 0;
            _fed = bytes;
            _read.SetResult(0);
            if (!_ended)
            {
                await ReaderWaits();
            }
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (!_fed.IsEmpty || _ended)
            {
                var count = Math.Min(buffer.Length, _fed.Length);
                _fed.Span[..count].CopyTo(buffer.Span);
                _fed = _fed[count..];
                return new ValueTask<int>(count);
            }

            Assert.True(buffer.IsEmpty, "Memory is lent while nothing comes.");
            _read.Reset();
            _waits.Release();
            return new ValueTask<int>(this, _read.Version);
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Written += buffer.Length;
            return ValueTask.CompletedTask;
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public int GetResult(short token) => _read.GetResult(token);

        public ValueTaskSourceStatus GetStatus(short token) => _read.GetStatus(token);

        public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
            => _read.OnCompleted(continuation, state, token, flags);
    }
}
