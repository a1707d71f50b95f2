using System.Diagnostics;
using WsToolkit.Interop.Tests.Foreign;

namespace WsToolkit.Interop.Tests;

/// <summary>The broker of samples/Trading, and clients in other languages that sign as the ones in the field do.</summary>
public sealed class SignedOperationsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [PeerTheory(PeerName.SignedPython, PeerName.SignedNode)]
    [InlineData(PeerName.SignedPython)]
    [InlineData(PeerName.SignedPython, "--raw")]
    [InlineData(PeerName.SignedNode)]
    [InlineData(PeerName.SignedNode, "--raw")]
    public async Task Clients_in_other_languages_trade(string peer, params string[] options)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var server = Process.Start(new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "Trading.dll"), "serve", "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
        })!;
        try
        {
            var line = await server.StandardOutput.ReadLineAsync(patience.Token);
            using var client = Peer.Named(peer).Start([line!["Listening on ".Length..], .. options]);
            try
            {
                var errors = client.StandardError.ReadToEndAsync(patience.Token);
                var output = await client.StandardOutput.ReadToEndAsync(patience.Token);
                await client.WaitForExitAsync(patience.Token);
                Assert.True(client.ExitCode == 0, $"{output}\n{await errors}");
                Assert.EndsWith("6 of 6 checks hold", output.Trim());
            }
            finally
            {
                End(client);
            }
        }
        finally
        {
            End(server);
        }
    }

    private static void End(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
