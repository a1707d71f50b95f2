using System.Diagnostics;
using WsToolkit.Dialects;
using WsToolkit.Interop.Tests.Foreign;

namespace WsToolkit.Interop.Tests.JsonRpc;

/// <summary>A client of ours against JSON-RPC servers from npm.</summary>
public sealed class JsonRpcServerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [PeerTheory(PeerName.JsonRpc)]
    [InlineData("json-rpc-2.0", false)]
    [InlineData("json-rpc-2.0", true)]
    [InlineData("rpc-websockets", false)]
    [InlineData("rpc-websockets", true)]
    public async Task A_client_of_ours_calls_servers_of_others(string library, bool positional)
    {
        using var server = await StartAsync(library);
        await using var office = await ConnectAsync<TheirOfficeClient>(server, new JsonRpcOptions { PositionalArguments = positional });
        var differences = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => office.SubtractAsync(42, i))).WaitAsync(Patience);
        Assert.Equal(Enumerable.Range(0, 50).Select(static i => 42 - i), differences);
        await office.NoOpAsync().WaitAsync(Patience);
        var failed = await Assert.ThrowsAsync<WsException>(() => office.FailAsync("coded")).WaitAsync(Patience);
        Assert.Equal(("4711", 4711, "No more of these."), (failed.Code, failed.Status, failed.Message));
        var missing = await Assert.ThrowsAsync<WsException>(office.NobodyAsync).WaitAsync(Patience);
        Assert.Equal((WsErrorCodes.MethodNotFound, -32601), (missing.Code, missing.Status));
        await office.TellAsync("hello").WaitAsync(Patience);
        Assert.Equal("hello", await office.ToldAsync().WaitAsync(Patience));
    }

    [PeerFact(PeerName.JsonRpc)]
    public async Task Streams_the_way_Ethereum_has_them_are_read_and_ended()
    {
        using var server = await StartAsync("json-rpc-2.0");
        await using var streams = await ConnectAsync<TheirStreamsClient>(
            server, new JsonRpcOptions { PositionalArguments = true, UnsubscribeMethod = "eth_unsubscribe" });
        using var limit = new CancellationTokenSource(Patience);
        for (var round = 0; round < 3; round++)
        {
            var items = new List<int>();
            await foreach (var row in streams.RowsAsync("a", 5, limit.Token))
            {
                items.Add(row.Count);
                if (items.Count == 3)
                {
                    Assert.Equal(1, await streams.OpenAsync().WaitAsync(Patience));
                    break;
                }
            }

            Assert.Equal([0, 1, 2], items);
            Assert.Equal(0, await streams.OpenAsync().WaitAsync(Patience));
        }
    }

    private static async Task<TClient> ConnectAsync<TClient>(ServerProcess server, JsonRpcOptions options)
        where TClient : class, Rpc.IWsClient<TClient>
        => TClient.Create(await WsClient.ConnectAsync(server.Address, new WsClientOptions { Dialect = new JsonRpcDialect(options), Reconnect = null }).WaitAsync(Patience));

    private static async Task<ServerProcess> StartAsync(string library)
    {
        var process = (Peer.Named(PeerName.JsonRpc) with { Script = "jsonrpc-servers.mjs" }).Start(library);
        var port = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        return int.TryParse(port, out var number)
            ? new ServerProcess(process, new Uri($"ws://127.0.0.1:{number}/"))
            : throw new InvalidOperationException(await process.StandardError.ReadToEndAsync());
    }

    private sealed class ServerProcess(Process process, Uri address) : IDisposable
    {
        public Uri Address => address;

        public void Dispose()
        {
            process.StandardInput.Close();
            if (!process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
            }

            process.Dispose();
        }
    }
}
