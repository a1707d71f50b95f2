using System.Text.Json;

namespace WsToolkit.Interop.Tests.Foreign;

/// <summary>What one step of a peer's echo client came to.</summary>
internal sealed record PeerStep(string Step, bool Ok, string? Error, string? Subprotocol, string? Extensions, int? Code);

/// <summary>Runs a peer as a client.</summary>
internal static class PeerClient
{
    /// <summary>A connection that is opened, 31 exchanges and its close; then three connections that end in other ways.</summary>
    public const int Steps = 35;

    /// <summary>The steps that the WebSocket of a page can take.</summary>
    public const int StepsOfPage = 22;

    /// <summary>How many messages the main connection of an echo client gets back.</summary>
    public const int Echoes = 28;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Runs it to its end.</summary>
    /// <returns>The steps that it took, of which the first is opening the connection.</returns>
    public static async Task<IReadOnlyList<PeerStep>> RunAsync(string peer, params IEnumerable<string> arguments)
    {
        using var process = Peer.Named(peer).Start(["connect", .. arguments]);
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            process.StandardInput.Close();
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            Assert.True(process.ExitCode == 0, $"{peer} ended with {process.ExitCode}: {await errors}\n{output}");
            var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            return [.. lines.Select(line => JsonSerializer.Deserialize<PeerStep>(line, Json)!)];
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>What came back when the peer closed a connection without a code; 'websockets' cannot do that and does it with 1000.</summary>
    public static int? CodeOfPlainClose(IReadOnlyList<PeerStep> steps) => steps.Single(step => step.Code is not null).Code;

    /// <summary>Fails with all that went wrong, unless every step was taken and went well.</summary>
    public static PeerStep AssertWell(IReadOnlyList<PeerStep> steps, int count)
    {
        Assert.Empty(steps.Where(step => !step.Ok).Select(step => $"{step.Step}: {step.Error}"));
        Assert.Equal(count, steps.Count);
        Assert.Equal("open", steps[0].Step);
        return steps[0];
    }
}
