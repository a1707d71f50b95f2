using WsToolkit.Interop.Tests.Foreign;

namespace WsToolkit.Interop.Tests.Samples;

/// <summary>The Measurements sample with clients that are not ours, and with its own.</summary>
public sealed class MeasurementsTests
{
    private const string Token = "DEVTOKEN";

    [PeerTheory(PeerName.Websockets)]
    [InlineData(null)]
    [InlineData(Token)]
    public Task A_client_in_Python_sends_texts_and_protobuf(string? token) => RunAsync(PeerName.Websockets, "measurements.py", token);

    [PeerTheory(PeerName.Ws)]
    [InlineData(null)]
    [InlineData(Token)]
    public Task A_client_in_JavaScript_logs_in_by_a_request(string? token) => RunAsync(PeerName.Ws, "measurements.mjs", token);

    [Theory]
    [InlineData("json", "--login", "measurements (JSON)")]
    [InlineData("proto", "--token", "measurements (protobuf)")]
    [InlineData("none", "--login", "measurements (protobuf)")]
    public async Task The_sample_s_client_gets_results_while_it_sends(string subprotocol, string by, string dialect)
    {
        using var server = await SampleServer.StartAsync("Measurements", "--token", Token);

        var (code, output, errors) = await SampleServer.RunAsync(
            "Measurements", "run", "--url", $"{server.Address}", "--subprotocol", subprotocol, by, Token);

        Assert.Equal((0, ""), (code, errors));
        Assert.Equal(
            $"""
            Connected: {dialect}
            Added chunk 0
            Result of chunk 0: heart rate 72.00
            Added chunk 1
            Result of chunk 1: heart rate 72.25
            Added chunk 2
            Result of chunk 2: heart rate 72.50
            Refused: 400 INCORRECT_REQUEST: Invalid Route Number 0999
            Frames for nobody: 0
            """,
            output.Trim());
    }

    [Theory]
    [InlineData("--login", "no", "The server refused the token: The connection has to log in with a valid token first.")]
    [InlineData("--token", "no", "The server refused the handshake with 401 Unauthorized.")]
    public async Task A_wrong_token_is_refused(string by, string token, string expected)
    {
        using var server = await SampleServer.StartAsync("Measurements", "--token", Token);

        var (code, _, errors) = await SampleServer.RunAsync("Measurements", "run", "--url", $"{server.Address}", by, token);

        Assert.Equal((1, expected), (code, errors.Trim()));
    }

    private static async Task RunAsync(string peer, string script, string? token)
    {
        using var server = await SampleServer.StartAsync("Measurements", token is null ? [] : ["--token", token]);

        var (code, output, errors) = await SampleServer.EndAsync((Peer.Named(peer) with { Script = script }).Start($"{server.Address}"));

        Assert.True(code == 0, output + errors);
        Assert.DoesNotContain("NOT ", output, StringComparison.Ordinal);
    }
}
