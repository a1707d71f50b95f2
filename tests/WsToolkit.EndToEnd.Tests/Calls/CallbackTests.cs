using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Calls;

/// <summary>Calls from the server to its client.</summary>
public class CallbackTests
{
    [Theory, BothHosts]
    public async Task A_handler_calls_its_caller_and_gets_the_answer(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var relay = await ConnectAsync(host, new Answerer());

        Assert.Equal("why!", await relay.AskAsync("why").Soon());
    }

    [Fact]
    public async Task The_generated_client_takes_the_callback_when_it_connects()
    {
        await using var host = await StartAsync(HostKind.Kestrel);
        var options = new WsClientOptions();
        await using var relay = await RelayServiceClient.ConnectAsync(host.Address, new Answerer(), options).Soon();
        await using var other = await RelayServiceClient.ConnectAsync(host.Address, options).Soon();

        Assert.Equal("why!", await relay.AskAsync("why").Soon());
        Assert.StartsWith("WsException method_not_found", await other.TryAskAsync("why").Soon(), StringComparison.Ordinal);
    }

    [Theory, BothHosts]
    public async Task A_callback_may_call_the_server_again(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        RelayServiceClient relay = null!;
        var depth = 0;
        var answerer = new Answerer
        {
            OnAnswer = async (question, cancellationToken) => ++depth == 5
                ? $"{question}={await relay.DoubleAsync(21, cancellationToken)}"
                : await relay.AskAsync(question + depth, cancellationToken),
        };
        relay = await ConnectAsync(host, answerer);

        Assert.Equal("q1234=42", await relay.AskAsync("q").Soon());
    }

    [Theory, BothHosts]
    public async Task Callbacks_run_concurrently_and_each_gets_its_own_answer(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var inside = 0;
        var answerer = new Answerer
        {
            OnAnswer = async (question, _) =>
            {
                if (Interlocked.Increment(ref inside) == 10)
                {
                    all.SetResult();
                }

                await all.Task;
                return question;
            },
        };
        var relay = await ConnectAsync(host, answerer);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => relay.AskAsync($"q{i}"))).Soon();
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"q{i}"), answers);
    }

    [Theory, BothHosts]
    public async Task A_callback_can_stream_and_is_stopped_when_the_server_has_enough(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var answerer = new Answerer();
        var relay = await ConnectAsync(host, answerer);

        Assert.Equal([3, 2, 1], await relay.TakeAsync(3, 10).Soon());
        answerer = new Answerer();
        relay = await ConnectAsync(host, answerer);
        Assert.Equal([1_000_000, 999_999], await relay.TakeAsync(1_000_000, 2).Soon());
        await answerer.StreamEnded.Task.Soon();
    }

    [Theory, BothHosts]
    public async Task The_server_calls_after_the_call_has_ended(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var relay = await ConnectAsync(host, new Answerer());

        await relay.AskLaterAsync("late", "now").Soon();
        host.Probe.Mark("now");
        await host.Probe.Reached("answered");
        Assert.Equal(["late!"], host.Probe.Log);
    }

    [Theory, BothHosts]
    public async Task A_background_service_finds_the_connection_by_its_id(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var answerer = new Answerer();
        var relay = await ConnectAsync(host, answerer);
        await ConnectAsync(host, new Answerer { OnAnswer = (_, _) => Task.FromResult("wrong one") });
        var id = await relay.RegisterAsync().Soon();

        Assert.True(host.Connections.TryGet(id, out var connection));
        var callback = connection.GetCallback<IShapesCallback>();
        Assert.Equal("background!", await callback.AnswerAsync("background").Soon());
        await callback.NotifyAsync("ping").Soon();
        Assert.Equal("ping", await answerer.Notified.Task.Soon());
        Assert.Same(callback, connection.GetCallback<IShapesCallback>());
        Assert.False(host.Connections.TryGet("no such id", out _));
    }

    [Theory, BothHosts]
    public async Task An_exception_of_the_client_s_code_reaches_the_handler_as_an_error(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var secretive = await ConnectAsync(host, new Answerer { OnAnswer = (_, _) => throw new InvalidOperationException("A secret.") });
        var talkative = await ConnectAsync(host, new Answerer { OnAnswer = (_, _) => throw new WsException("busy", "Ask tomorrow.") });

        Assert.Equal("WsException internal_error: The call failed.", await secretive.TryAskAsync("?").Soon());
        Assert.Equal("WsException busy: Ask tomorrow.", await talkative.TryAskAsync("?").Soon());
        Assert.Equal(4, await secretive.DoubleAsync(2).Soon());
    }

    [Theory, BothHosts]
    public async Task A_client_without_callbacks_has_no_such_method(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var relay = await host.ConnectAsync<RelayServiceClient>();

        Assert.StartsWith("WsException method_not_found", await relay.TryAskAsync("?").Soon(), StringComparison.Ordinal);
    }

    [Theory, BothHosts]
    public async Task A_callback_after_the_client_has_gone_ends_as_a_lost_connection(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var relay = await ConnectAsync(host, new Answerer());
        Assert.True(host.Connections.TryGet(await relay.RegisterAsync().Soon(), out var connection));
        var closed = connection.Closed.Cancelled();
        await relay.DisposeAsync().Soon();
        await closed;

        var callback = connection.GetCallback<IShapesCallback>();
        var lost = await Assert.ThrowsAsync<WsConnectionLostException>(() => callback.AnswerAsync("?")).Soon();
        Assert.Equal(WsCloseCode.Normal, lost.Close.Code);
        Assert.True(lost.Close.Remote);
    }

    private static Task<ServiceHost> StartAsync(HostKind kind) => ServiceHost.StartAsync(kind, ws => ws.Add<RelayService>());

    private static Task<RelayServiceClient> ConnectAsync(ServiceHost host, IShapesCallback callback)
        => host.ConnectAsync<RelayServiceClient>(new WsClientOptions().AddCallback(callback));
}
