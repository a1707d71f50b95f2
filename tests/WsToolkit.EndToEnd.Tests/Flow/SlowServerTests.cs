using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Flow;

/// <summary>A client whose calls cannot be sent yet: they wait, and end as calls that have been sent do.</summary>
public class SlowServerTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Calls_wait_for_room_and_are_sent_in_order()
    {
        var (transport, client) = Connect();
        var flows = FlowsServiceClient.Create(client);
        var calls = Enumerable.Range(0, 20).Select(i => flows.PingAsync(i)).ToArray();
        Assert.Equal(3, transport.Written.Count);

        transport.LetThrough();
        await transport.HasWritten(20);
        for (var i = 0; i < 20; i++)
        {
            transport.Receive($$"""{"id":{{i + 1}},"response":{{i}}}""");
            Assert.Equal(i, await calls[i].Soon());
        }

        Assert.Equal(Enumerable.Range(0, 20), transport.Written.Select(message => int.Parse(message.Split("\"value\":")[1].TrimEnd('}'))));
        client.Abort();
    }

    [Fact]
    public async Task A_call_can_be_cancelled_before_it_has_been_sent_and_then_is_not_sent()
    {
        var (transport, client) = Connect();
        var flows = FlowsServiceClient.Create(client);
        var sent = Enumerable.Range(0, 3).Select(i => flows.PingAsync(i)).ToArray();
        using var source = new CancellationTokenSource();
        var unary = flows.PingAsync(1000, source.Token);
        var stream = flows.PourAsync("a", 1000, source.Token).ListAsync();
        var argument = flows.SipAsync("b", new Source(1).Items(), source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => unary).Soon();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stream).Soon();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => argument).Soon();

        transport.LetThrough();
        var last = flows.PingAsync(7);
        await transport.HasWritten(4);
        transport.Receive("""{"id":7,"response":7}""");
        Assert.Equal(7, await last.Soon());
        Assert.Equal(4, transport.Written.Count);
        Assert.DoesNotContain(transport.Written, message => message.Contains("1000", StringComparison.Ordinal));
        Assert.DoesNotContain(transport.Written, message => message.Contains("cancel", StringComparison.Ordinal));
        client.Abort();
        await Assert.ThrowsAsync<WsConnectionLostException>(() => Task.WhenAll(sent)).Soon();
    }

    [Fact]
    public async Task A_deadline_counts_while_a_call_waits()
    {
        var (transport, client) = Connect(options => options.SendTimeout = Timeout.InfiniteTimeSpan);
        var flows = FlowsServiceClient.Create(client);
        var calls = Enumerable.Range(0, 5).Select(i => flows.PingAsync(i)).ToArray();
        _time.Advance(TimeSpan.FromSeconds(30));
        foreach (var call in calls)
        {
            await Assert.ThrowsAsync<WsDeadlineExceededException>(() => call).Soon();
        }

        // What travels is what is left of it.
        var late = flows.WithTimeout(TimeSpan.FromSeconds(10)).PingAsync(99);
        _time.Advance(TimeSpan.FromSeconds(4));
        transport.LetThrough();
        await transport.HasWritten(3 + 3 + 1);
        transport.Receive("""{"id":6,"response":99}""");
        Assert.Equal(99, await late.Soon());
        Assert.Contains(transport.Written, message => message.Contains("\"timeout\":6000", StringComparison.Ordinal));
        client.Abort();
    }

    [Fact]
    public async Task A_lost_connection_ends_calls_that_wait()
    {
        var (transport, client) = Connect();
        var flows = FlowsServiceClient.Create(client);
        var calls = Enumerable.Range(0, 10).Select(i => (Task)flows.PingAsync(i)).ToList();
        calls.Add(flows.PourAsync("a", 10).ListAsync());
        calls.Add(flows.SipAsync("b", new Source(1).Items()));
        transport.Abort();
        foreach (var call in calls)
        {
            await Assert.ThrowsAsync<WsConnectionLostException>(() => call).Soon();
        }
    }

    [Fact]
    public async Task A_one_way_call_waits_for_room_and_can_be_cancelled()
    {
        var (transport, client) = Connect();
        var shapes = ShapesServiceClient.Create(client);
        for (var i = 0; i < 3; i++)
        {
            await shapes.LogAsync("sent").Soon();
        }

        using var source = new CancellationTokenSource();
        var cancelled = shapes.LogAsync("cancelled", source.Token);
        var waiting = shapes.LogAsync("waiting");
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled).Soon();
        Assert.False(waiting.IsCompleted);
        transport.LetThrough();
        await waiting.Soon();
        Assert.DoesNotContain(transport.Written, message => message.Contains("cancelled", StringComparison.Ordinal));

        transport.Abort();
        await client.Completion.Soon();
        await Assert.ThrowsAsync<WsConnectionLostException>(() => shapes.LogAsync("lost")).Soon();
    }

    [Fact]
    public async Task A_server_that_does_not_take_what_is_sent_is_given_up()
    {
        var (transport, client) = Connect();
        var call = FlowsServiceClient.Create(client).WithTimeout(TimeSpan.FromHours(1)).PingAsync(1);
        _time.Advance(TimeSpan.FromSeconds(30));
        await transport.Aborted.Soon();
        var lost = await Assert.ThrowsAsync<WsConnectionLostException>(() => call).Soon();
        Assert.Equal(WsCloseCode.Abnormal, lost.Close.Code);
    }

    [Fact]
    public async Task More_calls_than_the_client_s_limit_are_refused_at_home()
    {
        var (transport, client) = Connect(options => options.MaxCallsInFlight = 5);
        var flows = FlowsServiceClient.Create(client);
        var calls = Enumerable.Range(0, 5).Select(i => flows.PingAsync(i)).ToArray();
        var error = await Assert.ThrowsAsync<WsException>(() => flows.PingAsync(6)).Soon();
        Assert.Equal(WsErrorCodes.TooManyCalls, error.Code);

        transport.LetThrough();
        await transport.HasWritten(5);
        transport.Receive("""{"id":2,"response":1}""");
        Assert.Equal(1, await calls[1].Soon());
        var next = flows.PingAsync(8);
        await transport.HasWritten(6);
        transport.Receive("""{"id":6,"response":8}""");
        Assert.Equal(8, await next.Soon());
        client.Abort();
    }

    [Fact]
    public async Task A_client_closes_though_the_server_neither_reads_nor_answers()
    {
        var (transport, client) = Connect();
        var call = FlowsServiceClient.Create(client).PingAsync(1);
        var closing = client.CloseAsync();
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(WsCloseCode.Normal, (await closing.Soon()).Code);
        await Assert.ThrowsAsync<WsConnectionLostException>(() => call).Soon();
        await transport.Aborted.Soon();
    }

    [Fact]
    public async Task Giving_up_the_wait_for_a_close_aborts_the_connection()
    {
        var (transport, client) = Connect();
        using var source = new CancellationTokenSource();
        var closing = client.CloseAsync(cancellationToken: source.Token);
        await source.CancelAsync();
        await closing.Soon();
        await transport.Aborted.Soon();
    }

    private (ScriptedTransport Transport, WsClient Client) Connect(Action<WsClientOptions>? configure = null)
    {
        var transport = new ScriptedTransport(stuck: true);
        var options = new WsClientOptions { TimeProvider = _time, SendQueueMessages = 3 };
        configure?.Invoke(options);
        return (transport, WsClient.Create(transport, options));
    }
}
