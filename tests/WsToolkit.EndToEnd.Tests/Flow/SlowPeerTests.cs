using Microsoft.Extensions.DependencyInjection;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Server;

namespace WsToolkit.EndToEnd.Tests.Flow;

/// <summary>A peer that does not read is waited for, with bounds in memory and in time.</summary>
public class SlowPeerTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_stream_without_credit_stops_when_the_send_queue_is_full()
    {
        await using var server = new RawServer(_time, options => options.SendQueueMessages = 50, stuck: true);
        server.Transport.Receive("""{"id":1,"method":"pour","payload":{"key":"a","size":10}}""");
        await server.Probe.Reached("a:produced", 51);

        // As long as the peer does not read, nothing more is produced; once it does, the stream goes on.
        Assert.Equal(50, server.Transport.Written.Count);
        server.Transport.LetThrough();
        await server.Probe.Reached("a:produced", 500);
    }

    [Fact]
    public async Task The_queue_is_bounded_in_bytes_too()
    {
        await using var server = new RawServer(_time, options => options.SendQueueBytes = 100_000, stuck: true);
        server.Transport.Receive("""{"id":1,"method":"pour","payload":{"key":"a","size":10000}}""");
        await server.Probe.Reached("a:produced", 11);
        Assert.Equal(10, server.Transport.Written.Count);
    }

    [Fact]
    public async Task Many_streams_that_wait_for_room_do_not_fill_it_many_times_over()
    {
        await using var server = new RawServer(_time, options => options.SendQueueMessages = 50, stuck: true);
        for (var i = 0; i < 90; i++)
        {
            server.Transport.Receive($$$"""{"id":{{{i}}},"method":"pour","payload":{"key":"all","size":10}}""");
        }

        await server.Probe.Reached("all:produced", 140);
        Assert.InRange(server.Transport.Written.Count, 50, 55);
    }

    [Fact]
    public async Task A_peer_that_takes_too_long_to_read_is_dropped()
    {
        await using var server = new RawServer(_time, options => options.SendQueueMessages = 50, stuck: true);
        server.Transport.Receive("""{"id":1,"method":"pour","payload":{"key":"a","size":10}}""");
        await server.Probe.Reached("a:produced", 51);
        await _time.TimerIsSetFor(TimeSpan.FromSeconds(30));
        _time.Advance(TimeSpan.FromSeconds(29.9));
        Assert.False(server.Transport.Aborted.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        await server.Transport.Aborted.Soon();
        await server.Probe.Reached("a:left");
        Assert.Equal(WsCloseCode.Abnormal, (await server.Run.Soon()).Code);
    }

    [Fact]
    public async Task A_peer_that_provokes_errors_and_never_reads_them_is_not_read_from_either()
    {
        await using var server = new RawServer(_time, options => options.SendQueueMessages = 50, stuck: true);
        for (var i = 0; i < 10_000; i++)
        {
            server.Transport.Receive("not even JSON");
        }

        server.Transport.Receive("""{"id":1,"method":"touch","payload":{"key":"read"}}""");
        await server.Transport.HasWritten(51);
        Assert.Equal(51, server.Transport.Written.Count);
        Assert.Equal(10_001 - 51, server.Transport.Waiting);

        // When it reads after all, the rest is answered, too.
        server.Transport.LetThrough();
        await server.Probe.Reached("read");
        Assert.Equal(10_000, server.Transport.Written.Count(message => message.Contains("parse_error", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Such_a_peer_is_dropped_in_the_end()
    {
        await using var server = new RawServer(_time, options => options.SendQueueMessages = 50, stuck: true);
        for (var i = 0; i < 100; i++)
        {
            server.Transport.Receive("{");
        }

        await server.Transport.HasWritten(51);

        // The answers have been written before the first of them is sent, and the time runs from there.
        await _time.TimerIsSetFor(TimeSpan.FromSeconds(30));
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(WsCloseCode.Abnormal, (await server.Run.Soon()).Code);
    }

    [Fact]
    public async Task A_peer_that_does_not_answer_a_close_frame_is_dropped()
    {
        await using var server = new RawServer(_time, _ => { }, stuck: false);
        server.Transport.Receive("""{"id":1,"method":"ping","payload":{"value":1}}""");
        var closing = server.Connection.CloseAsync(WsCloseCode.PolicyViolation, "Enough.");
        Assert.Equal(WsCloseCode.PolicyViolation, await server.Transport.CloseSent.Soon());
        _time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(closing.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        await closing.Soon();
        Assert.Equal(WsCloseCode.PolicyViolation, (await server.Run.Soon()).Code);
    }

    /// <summary>The server's core on a transport that the test holds the other end of.</summary>
    private sealed class RawServer : IAsyncDisposable
    {
        private readonly ServiceProvider _services;

        public RawServer(FakeTimeProvider time, Action<WsServerOptions> options, bool stuck)
        {
            _services = new ServiceCollection().AddSingleton<Probe>().AddSingleton<WsConnections>().BuildServiceProvider();
            var builder = new WsEndpointBuilder(_services);
            builder.Options.TimeProvider = time;
            options(builder.Options);
            Transport = new ScriptedTransport(stuck);
            Run = builder.Add<FlowsService>().Add<ShapesService>().Build().RunAsync(Transport);
        }

        public ScriptedTransport Transport { get; }

        public Task<WsCloseInfo> Run { get; }

        public Probe Probe => _services.GetRequiredService<Probe>();

        public WsConnection Connection => _services.GetRequiredService<WsConnections>().All.Single();

        public async ValueTask DisposeAsync()
        {
            Transport.Abort();
            await Run.Soon();
            await _services.DisposeAsync();
        }
    }
}
