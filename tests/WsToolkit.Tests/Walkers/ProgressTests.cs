using System.Text.Json;
using WsToolkit.EndToEnd.Tests.BadInput;

namespace WsToolkit.Tests.Walkers;

/// <summary>Each entry of a walker that reports progress has a reporter of its own: here two of them, of one call.</summary>
public class ProgressTests
{
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _goesOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Entries_report_one_after_the_other()
    {
        var walker = new HandWalker("walk", static args =>
        {
            args.Run.GetProgress(args.Texts).Report("half");
            args.Run.GetProgress(args.Numbers).Report(100);
            return Task.CompletedTask;
        });
        await using var host = new WalkerHost([walker]);
        var (client, _) = await host.JoinAsync();
        await using (client)
        {
            await client.SendAsync("""{"type":"walker","walker":"walk","id":1,"progress":true}""");
            Assert.Equal(["\"half\"", "100"], await ProgressAsync(client));
        }
    }

    [Fact]
    public async Task After_a_deadline_has_answered_no_entry_reports_anything()
    {
        var reported = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var walker = new HandWalker(
            "walk",
            async args =>
            {
                var first = args.Run.GetProgress(args.Numbers);
                _entered.SetResult();
                await _goesOn.Task;
                first.Report(1);
                args.Run.GetProgress(args.Numbers).Report(2);
                reported.SetResult();
            },
            timeout: TimeSpan.FromSeconds(2));
        await using var host = new WalkerHost([walker]);
        var (client, identity) = await host.JoinAsync();
        await using (client)
        {
            await client.SendAsync("""{"type":"walker","walker":"walk","id":1,"progress":true}""");
            await _entered.Task.WaitAsync(RawConnection.Patience);
            host.Time.Advance(TimeSpan.FromSeconds(2));
            Assert.Contains("deadline", await client.ReceiveAsync());
            _goesOn.SetResult();
            await reported.Task.WaitAsync(RawConnection.Patience);
            Assert.Equal(identity, WalkerHost.Identity(await client.AskAsync("""{"type":"connection"}""")));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_what_was_kept_while_the_client_did_not_read_only_the_latest_of_all_entries_is_sent(bool reportsMore)
    {
        var walker = new HandWalker("walk", async args =>
        {
            var first = args.Run.GetProgress(args.Texts);
            for (var i = 0; i < 8; i++)
            {
                first.Report(new string('x', 300_000));
            }

            first.Report("first");
            var second = args.Run.GetProgress(args.Texts);
            _entered.SetResult();
            await _goesOn.Task;
            if (reportsMore)
            {
                second.Report("second");
            }
        });
        await using var host = new WalkerHost([walker]);
        var (client, _) = await host.JoinAsync();
        await using (client)
        {
            await client.SendAsync("""{"type":"walker","walker":"walk","id":1,"progress":true}""");
            await _entered.Task.WaitAsync(RawConnection.Patience);
            _goesOn.SetResult();
            var kept = (await ProgressAsync(client)).Where(static text => text.Length < 100);
            Assert.Equal([reportsMore ? "\"second\"" : "\"first\""], kept);
        }
    }

    private static async Task<List<string>> ProgressAsync(RawConnection client)
    {
        var all = new List<string>();
        while (true)
        {
            using var message = JsonDocument.Parse(await client.ReceiveAsync());
            if (!message.RootElement.TryGetProperty("progress", out var progress))
            {
                return all;
            }

            all.Add(progress.GetRawText());
        }
    }
}
