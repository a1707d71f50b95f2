using Microsoft.Extensions.DependencyInjection;
using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Server;

namespace WsToolkit.EndToEnd.Tests.Calls;

/// <summary>Payload types whose own code fails, in ways that the serializer does not expect, and applications that fail in callbacks.</summary>
public class BrokenPayloadTests
{
    [Fact]
    public async Task A_result_whose_constructor_throws_fails_its_call_and_no_other()
    {
        var transport = new ScriptedTransport();
        await using var client = WsClient.Create(transport, new WsClientOptions { CloseTimeout = TimeSpan.Zero });
        var odds = OddServiceClient.Create(client);

        var broken = odds.FollowAsync(new Odd(1));
        var good = odds.FollowAsync(new Odd(3));
        await transport.HasWritten(2);
        transport.Receive("""{"id":1,"response":{"value":2}}""");
        transport.Receive("""{"id":2,"response":{"value":5}}""");

        var error = await Assert.ThrowsAsync<WsException>(() => broken).Soon();
        Assert.Equal(WsErrorCodes.InvalidResult, error.Code);
        Assert.IsType<NotOddException>(error.InnerException);
        Assert.Equal(5, (await good.Soon()).Value);
    }

    [Fact]
    public async Task A_streamed_item_whose_constructor_throws_ends_its_stream_and_not_the_connection()
    {
        var transport = new ScriptedTransport();
        await using var client = WsClient.Create(transport, new WsClientOptions { CloseTimeout = TimeSpan.Zero });
        var odds = OddServiceClient.Create(client);

        var items = odds.AllAsync().ListAsync();
        await transport.HasWritten(1);
        transport.Receive("""{"id":1,"item":{"value":2}}""");
        var error = await Assert.ThrowsAsync<WsException>(() => items).Soon();
        Assert.Equal(WsErrorCodes.InvalidResult, error.Code);

        var good = odds.FollowAsync(new Odd(3));
        await transport.HasWritten(3);
        transport.Receive("""{"id":2,"response":{"value":5}}""");
        Assert.Equal(5, (await good.Soon()).Value);
    }

    [Theory, OverBoth]
    public async Task A_received_item_whose_constructor_throws_ends_its_call_and_not_the_connection(HostKind over)
    {
        await using var host = await ProbeHost.StartAsync(over, endpoint: ws => ws.Add<OddService>());
        await using var connection = await host.OpenAsync();

        await connection.SendAsync("""{"id":1,"method":"odd.sum"}""");
        Assert.Equal(
            """{"id":1,"method":"odd.sum","error":{"message":"Invalid RPC parameters","code":"invalid_arguments","errors":{"values":"not valid type"}}}""",
            await connection.AskAsync("""{"id":1,"stream":"values","item":{"value":2}}"""));
        await connection.AssertServesAsync();
    }

    [Fact]
    public async Task A_report_that_cannot_be_written_does_not_keep_the_answer_back()
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        var transport = new ScriptedTransport(stuck: true);
        var builder = new WsEndpointBuilder(services);
        builder.Options.SendQueueMessages = 1;
        var run = builder.Add<OddService>().Build().RunAsync(transport);

        transport.Receive("""{"id":1,"method":"odd.report","progress":true}""");
        await transport.HasWritten(1);
        transport.LetThrough();
        await transport.HasWritten(2);

        Assert.Equal(["""{"id":1,"progress":0.5}""", """{"id":1,"method":"odd.report","response":null}"""], transport.Written);
        transport.Abort();
        await run.Soon();
    }

    [Fact]
    public async Task An_error_handler_that_throws_does_not_end_the_connection()
    {
        var transport = new ScriptedTransport();
        var called = new TaskCompletionSource();
        await using var client = WsClient.Create(transport, new WsClientOptions
        {
            CloseTimeout = TimeSpan.Zero,
            OnUnattributedError = error =>
            {
                called.TrySetResult();
                throw new InvalidOperationException("Not here either.");
            },
        });

        transport.Receive("""{"error":{"message":"What was that?","code":"parse_error"}}""");
        await called.Task.Soon();
        var good = OddServiceClient.Create(client).FollowAsync(new Odd(3));
        await transport.HasWritten(1);
        transport.Receive("""{"id":1,"response":{"value":5}}""");
        Assert.Equal(5, (await good.Soon()).Value);
    }
}

public sealed class NotOddException : Exception;

/// <summary>A value that takes care of itself.</summary>
public sealed record Odd
{
    public Odd(int value) => Value = value % 2 != 0 ? value : throw new NotOddException();

    public int Value { get; }
}

[WsService("odd", Prefix = "odd.")]
public partial class OddService
{
    [WsRpcMethod]
    public Odd Follow(Odd value) => new(value.Value + 2);

    [WsRpcMethod]
    public async IAsyncEnumerable<Odd> AllAsync()
    {
        await Task.Yield();
        yield return new Odd(1);
    }

    [WsRpcMethod]
    public async Task<int> SumAsync(IAsyncEnumerable<Odd> values)
    {
        var sum = 0;
        await foreach (var value in values)
        {
            sum += value.Value;
        }

        return sum;
    }

    /// <summary>The second report finds the queue crowded and is held back.</summary>
    [WsRpcMethod]
    public void Report(IProgress<double> progress)
    {
        progress.Report(0.5);
        progress.Report(double.NaN);
    }

    /// <summary>Reads its stream without ever giving way.</summary>
    [WsRpcMethod]
    public int SumNow(IAsyncEnumerable<int> values) => values.ToBlockingEnumerable().Sum();
}
