using Microsoft.Extensions.DependencyInjection;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Json;
using WsToolkit.Rpc;
using WsToolkit.Sessions;
using WsToolkit.Testing;

namespace WsToolkit.EndToEnd.Tests.Reconnect;

/// <summary>Calls while connections come and go, against a server of the toolkit's own.</summary>
public class ChurnTests
{
    private static readonly WsPayloadType<string> Text = new JsonPayloadCodec(System.Text.Json.JsonSerializerOptions.Default).GetPayloadType<string>();

    [Fact]
    public async Task Every_call_ends_whenever_its_connection_is_lost_and_idempotent_ones_succeed()
    {
        const int Callers = 8;
        const int Rounds = 150;
        await using var host = WsTestHost.Create<WhoAmIService>(services => services.AddSingleton<Probe>());
        var options = new WsClientOptions { MaxUnansweredCalls = 3, Reconnect = new WsReconnectOptions { InitialDelay = TimeSpan.Zero } };
        var opened = 0;
        await using var client = await WsClient.ConnectAsync(Open, options).Soon();

        await Task.WhenAll(Enumerable.Range(0, Callers).Select(RunAsync)).Soon();

        // Meanwhile there were many connections, and there still is one.
        Assert.True(opened > 10, $"There were {opened} connections.");
        await CallAsync(idempotent: true).Soon();
        Assert.NotEqual(WsClientState.Closed, client.State);

        Task<string> CallAsync(bool idempotent)
            => client.CreateCall(new WsMethod("whoAmI", "Test.WhoAmI") { Idempotent = idempotent }).InvokeAsync(Text, default);

        async Task RunAsync(int caller)
        {
            await Task.Yield();
            var random = new Random(caller);
            for (var i = 0; i < Rounds; i++)
            {
                var idempotent = i % 2 == 0;
                var call = CallAsync(idempotent);
                if (random.Next(20) == 0)
                {
                    foreach (var connection in host.Connections.All)
                    {
                        connection.Abort();
                    }
                }

                try
                {
                    Assert.Null(await call);
                }
                catch (WsConnectionLostException) when (!idempotent)
                {
                    // Whether the server ran it is unknown.
                }
            }
        }

        ValueTask<WsTransport> Open(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref opened);
            return new(host.ConnectTransport());
        }
    }

    [Fact]
    public async Task A_server_that_shuts_down_answers_what_it_has_begun_and_its_clients_come_back()
    {
        var first = WsTestHost.Create<JobsService>(services => services.AddSingleton<Probe>());
        await using var second = WsTestHost.Create<JobsService>(services => services.AddSingleton<Probe>());
        var host = first;
        var options = new WsClientOptions { Reconnect = new WsReconnectOptions { InitialDelay = TimeSpan.Zero } };
        await using var client = await WsClient.ConnectAsync(_ => new(host.ConnectTransport()), options).Soon();
        var back = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reasons = new List<WsDisconnectReason?>();
        client.StateChanged += (_, change) =>
        {
            reasons.Add(change.Disconnect?.Reason);
            if (change.NewState == WsClientState.Connected)
            {
                back.SetResult();
            }
        };
        var jobs = JobsServiceClient.Create(client);
        var held = jobs.HoldAsync("a");
        var probe = first.Services.GetRequiredService<Probe>();
        await probe.Reached("a:started");

        host = second;
        var stopping = first.StopAsync();
        probe.Mark("a");
        Assert.Equal("a", await held.Soon());
        await stopping.Soon();
        await back.Task.Soon();
        Assert.Equal(3, await jobs.AddAsync(1, 2).Soon());
        Assert.Equal([WsDisconnectReason.ServerShutdown, WsDisconnectReason.ServerShutdown], reasons);
        await first.DisposeAsync().Soon();
    }
}
