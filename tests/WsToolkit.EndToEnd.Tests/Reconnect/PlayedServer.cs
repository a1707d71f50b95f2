using System.Collections.Concurrent;
using System.Threading.Channels;
using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Sessions;

namespace WsToolkit.EndToEnd.Tests.Reconnect;

/// <summary>
/// A server that the test plays: it decides about every attempt of a client to connect, and is the other end of those that it accepts.
/// </summary>
internal sealed class PlayedServer : IAsyncDisposable
{
    private readonly Channel<Knock> _knocks = Channel.CreateUnbounded<Knock>();
    private readonly ConcurrentBag<RawConnection> _connections = [];
    private int _count;

    /// <summary>How often somebody has tried to connect.</summary>
    public int Attempts => Volatile.Read(ref _count);

    /// <summary>What a client opens its transports with.</summary>
    public async ValueTask<WsTransport> OpenAsync(CancellationToken cancellationToken)
    {
        var knock = new Knock();
        Interlocked.Increment(ref _count);
        _knocks.Writer.TryWrite(knock);
        return await knock.Answer.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Waits for an attempt and leaves it unanswered.</summary>
    public Task<Knock> NextAsync() => _knocks.Reader.ReadAsync().Soon();

    /// <summary>Waits for an attempt and accepts it.</summary>
    public async Task<RawConnection> AcceptAsync() => Accept(await NextAsync());

    public RawConnection Accept(Knock knock)
    {
        var (server, client) = MemoryTransport.CreatePair();
        var connection = new TransportConnection(server);
        _connections.Add(connection);
        knock.Answer.SetResult(client);
        return connection;
    }

    /// <summary>Waits for an attempt and lets it fail.</summary>
    public async Task RefuseAsync(Exception? exception = null)
        => (await NextAsync()).Answer.SetException(exception ?? new WsHandshakeException("Nobody is there."));

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections)
        {
            await connection.DisposeAsync();
        }
    }

    public sealed class Knock
    {
        public TaskCompletionSource<WsTransport> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
