using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WsToolkit.Dialects;
using WsToolkit.Interop.Tests.Foreign;
using WsToolkit.Interop.Tests.Samples;

namespace WsToolkit.Interop.Tests.JsonRpc;

/// <summary>JSON-RPC clients from npm against a server of ours.</summary>
public sealed class JsonRpcClientTests
{
    [PeerTheory(PeerName.JsonRpc)]
    [InlineData("json-rpc-2.0", 12)]
    [InlineData("rpc-websockets", 8)]
    [InlineData("vscode-ws-jsonrpc", 10)]
    public async Task Clients_of_others_find_a_server_like_any(string library, int checks)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<OfficeState>();
        builder.Services.AddWsToolkit(static options => options.Dialect = JsonRpcDialect.Instance);
        await using var app = builder.Build();
        app.MapWs<Office>("/");
        await app.StartAsync();
        var address = app.Urls.First().Replace("http", "ws", StringComparison.Ordinal) + "/";

        var (code, output, errors) = await SampleServer.EndAsync(Peer.Named(PeerName.JsonRpc).Start(library, address));

        Assert.True(code == 0, output + errors);
        Assert.DoesNotContain("NOT ", output, StringComparison.Ordinal);
        Assert.Equal(checks, output.Split("well: ").Length - 1);
    }
}
