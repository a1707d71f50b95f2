using WsToolkit.Interop.Tests.Foreign;

namespace WsToolkit.Interop.Tests.Samples;

/// <summary>samples/Chat with clients that are not ours: Node's <c>ws</c>, a page of Chromium, and its own page in two windows.</summary>
public sealed class ChatTests
{
    private const int Exchanges = 20;
    private const int StepsOfPage = 14;

    [PeerTheory(PeerName.Chat)]
    [InlineData(false, "--browser")]
    [InlineData(true, "--browser")]
    [InlineData(false, null)]
    [InlineData(true, null)]
    public async Task The_exchanges_of_the_original_happen_to_the_letter(bool compat, string? browser)
    {
        using var server = await StartAsync(compat);

        var steps = await PeerClient.RunAsync(PeerName.Chat, [server.Address.ToString(), .. Flags(compat ? "--compat" : null, browser)]);

        AssertWell(steps, Exchanges);
    }

    [PeerTheory(PeerName.ChatPage)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_windows_of_the_page_talk_to_each_other(bool compat)
    {
        using var server = await StartAsync(compat);

        var steps = await PeerClient.RunAsync(PeerName.ChatPage, [server.Address.ToString(), .. Flags(compat ? "--compat" : null)]);

        AssertWell(steps, StepsOfPage);
    }

    internal static Task<SampleServer> StartAsync(bool compat) => SampleServer.StartAsync("Chat", Flags(compat ? "--compat" : null));

    private static IEnumerable<string> Flags(params string?[] flags) => flags.OfType<string>();

    private static void AssertWell(IReadOnlyList<PeerStep> steps, int count)
    {
        Assert.Empty(steps.Where(step => !step.Ok).Select(step => $"{step.Step}: {step.Error}"));
        Assert.Equal(count, steps.Count);
    }
}
