using Microsoft.Extensions.DependencyInjection;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Framing;
using WsToolkit.Server;
using WsToolkit.Sessions;

namespace WsToolkit.EndToEnd.Tests.Calls;

/// <summary>What a server allocates for a call. Counted for the whole process, so that no other tests may run meanwhile.</summary>
[CollectionDefinition(nameof(CallAllocationTests), DisableParallelization = true)]
[Collection(nameof(CallAllocationTests))]
public sealed class CallAllocationTests
{
    private const int Calls = 20;
    private const int Rounds = 100;

    // Built for debugging, each asynchronous method is an object more: built for release it is about 700 B, the handler's own included.
    private const int MostBytes = 1_200;

    [Fact]
    public async Task A_call_with_arguments_result_and_cancellation_allocates_little()
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        var endpoint = new WsEndpointBuilder(services).Add<QuoteService>().Build();
        var stream = new RoundsStream(CreateCalls());
        var run = endpoint.RunAsync(new FrameTransport(stream, new FrameConnection(FrameRole.Server)));
        await stream.Waits();
        await FeedAsync(stream, 2 * Rounds);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await FeedAsync(stream, Rounds);
        var perCall = (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / (Rounds * Calls);
        stream.End();
        await run.Soon();
        Assert.InRange(perCall, 1, MostBytes);
    }

    private static async Task FeedAsync(RoundsStream stream, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            stream.Feed(Calls);
            await stream.Waits();
            await stream.Answered();
        }
    }

    private static byte[] CreateCalls()
    {
        using var calls = new OutputBuffer();
        using var client = new FrameConnection(FrameRole.Client);
        for (var call = 0; call < Calls; call++)
        {
            client.WriteText(calls, $$$"""{"id":{{{call}}},"method":"quote","payload":{"amount":100.25,"asset":"ETH"}}""");
        }

        return System.Buffers.BuffersExtensions.ToArray(calls.Written);
    }

    /// <summary>Gives the same bytes to read in each round, and waits for the answers, which fit into one segment of the output.</summary>
    private sealed class RoundsStream(byte[] bytes) : Stream
    {
        private readonly SemaphoreSlim _waits = new(0);
        private readonly SemaphoreSlim _fed = new(0);
        private readonly SemaphoreSlim _answered = new(0);
        private int _unanswered;
        private int _position = bytes.Length;
        private bool _ended;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public Task Waits() => _waits.WaitAsync(TimeSpan.FromSeconds(30));

        public Task Answered() => _answered.WaitAsync(TimeSpan.FromSeconds(30));

        public void Feed(int calls)
        {
            _unanswered = calls;
            _fed.Release();
        }

        public void End()
        {
            _ended = true;
            _fed.Release();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_position == bytes.Length && !_ended)
            {
                _waits.Release();
                await _fed.WaitAsync(CancellationToken.None);
                _position = _ended ? _position : 0;
            }

            var count = Math.Min(buffer.Length, bytes.Length - _position);
            bytes.AsSpan(_position, count).CopyTo(buffer.Span);
            _position += count;
            return count;
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _unanswered -= buffer.Span.Count("\"response\":"u8);
            if (_unanswered == 0)
            {
                _answered.Release();
            }

            return ValueTask.CompletedTask;
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

/// <summary>The call whose allocations are counted.</summary>
[WsService]
public sealed partial class QuoteService
{
    [WsRpcMethod]
    public Task<Quote> QuoteAsync(decimal amount, string asset, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(new Quote(amount * 2, asset));
    }
}

/// <summary>What is quoted.</summary>
public sealed record Quote(decimal Amount, string Asset);
