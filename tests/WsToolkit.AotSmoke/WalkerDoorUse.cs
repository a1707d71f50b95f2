namespace WsToolkit.AotSmoke;

public enum Shade
{
    Light,
    Dark,
}

public sealed record Seen(int Times, string Text, Shade Shade, int Sum);

/// <summary>Takes members from the path, the query and the body, and reports them.</summary>
[WsWalker("wave", Group = "Smoke", Methods = WsMethods.Post, Path = "{times}", Query = ["shade", "numbers"])]
public partial class Wave
{
    public required int Times { get; init; }

    public string Text { get; init; } = "hello";

    public Shade Shade { get; init; }

    public List<int> Numbers { get; init; } = [];

    [WsEntry]
    public Seen Report() => new(Times, Text, Shade, Numbers.Sum());
}

/// <summary>The HTTP door of a walker: every place that members come from, and what is answered when they do not fit.</summary>
internal static class WalkerDoorUse
{
    public static async Task RunAsync(Uri server, Checks checks)
    {
        using var http = new HttpClient { BaseAddress = server };
        await using var client = SmokeClient.OverHttp(http);
        await checks.EqualAsync("members from path, query and body", new Seen(2, "x", Shade.Dark, 6), async () =>
        {
            var reply = await client.WaveAsync(new WaveRequest { Times = 2, Text = "x", Shade = Shade.Dark, Numbers = [1, 2, 3] });
            return reply.Reports[0];
        });
        await checks.EqualAsync("a walker called by hand", """{"status":200,"reports":[{"times":1,"text":"x","shade":"Light","sum":5}]}""", async () =>
        {
            using var content = new StringContent("""{"text":"x"}""", System.Text.Encoding.UTF8, "application/json");
            using var response = await http.PostAsync("/walker/wave/1?numbers=2&numbers=3", content);
            return await response.Content.ReadAsStringAsync();
        });
        await checks.EqualAsync("problem details", "422 application/problem+json", async () =>
        {
            using var response = await http.PostAsync("/walker/wave/often", null);
            return $"{(int)response.StatusCode} {response.Content.Headers.ContentType?.MediaType}";
        });
    }
}
