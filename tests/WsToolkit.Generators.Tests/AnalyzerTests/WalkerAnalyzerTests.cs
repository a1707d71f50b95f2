using System.Globalization;
using WsToolkit.Generators.Tests.Harness;

namespace WsToolkit.Generators.Tests.AnalyzerTests;

/// <summary>What is said of walkers that takes more than one type or file to be wrong, and what is not said.</summary>
public sealed class WalkerAnalyzerTests
{
    private const string Header = "using WsToolkit;\nnamespace Shop;\n";

    [Fact]
    public async Task Entries_in_several_files_need_an_order()
    {
        string[] files =
        [
            "[WsWalker] public partial class Send { [WsEntry] public void First() { } [WsEntry(Order = 2)] public void Fourth() { } }",
            "public partial class Send { [WsEntry] public void Second() { } [WsEntry(Order = 1)] public void Third() { } }",
        ];
        Assert.Equal(
            [
                "WST1144 'First' stands in another file than entries with the same Order, and files have no order. Give each an Order of its own.",
            ],
            await MessagesAsync(files));

        var run = GeneratorHarness.Run([.. files.Select(file => Header + file)]);
        Assert.DoesNotContain("First()", run["Shop.Send.Runner.g.cs"], StringComparison.Ordinal);
        Assert.Contains("walker.Third();\n            walker.Fourth();", run["Shop.Send.Runner.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parts_of_base_classes_may_be_in_other_files() => Assert.Empty(await MessagesAsync(
        "[WsWalker] public partial class Send : Base { [WsEntry] public void Last() { } }",
        "public abstract class Base { [WsEntry] public virtual void First() { } }"));

    [Theory]
    [InlineData("CS0592", "[WsWalker] public partial struct Send { }")]
    [InlineData("CS0260", "[WsWalker] public partial class Send { [WsEntry] public void Run() { } } public class Send { }")]
    [InlineData("CS0246", "[WsWalker] public partial class Send { public Missing? Value { get; set; } [WsEntry] public void Run() { } }")]
    [InlineData("CS0246", "[WsWalker] public partial class Send { [WsEntry] public void Run(Missing value) { } }")]
    [InlineData("CS0246", "[WsWalker(typeof(Missing))] public partial class Send { [WsEntry] public void Run() { } }")]
    [InlineData("CS0246", "[WsWalker(Reports = typeof(Missing))] public partial class Send { [WsEntry] public void Run() { } }")]
    [InlineData("CS0246", "[WsWalker(Progress = typeof(Missing<>))] public partial class Send { [WsEntry] public void Run() { } }")]
    [InlineData("CS0246", "[WsWalker(Progress = typeof(List<Missing>))] public partial class Send { [WsEntry] public void Run() { } }")]
    public async Task The_compiler_has_said_it(string id, string source)
    {
        var run = GeneratorHarness.Run(Header + source);
        Assert.Contains(id, run.Output.CompilerErrors().Select(diagnostic => diagnostic.Id));
        Assert.Empty((await AnalyzerHarness.AnalyzeAsync(run.Output)).Where(diagnostic => diagnostic.Id != "WST1122"));
    }

    [Fact]
    public async Task An_event_of_a_channel_may_be_called_as_it_likes() => Assert.Empty(await MessagesAsync(
        """
        public abstract record Update(int Number);
        [WsEvent("cancel")] public sealed partial record Cancelled(int Number) : Update(Number);
        [WsEvent("filled")] public sealed record Filled(int Number) : Update(Number);
        [WsEvent("tick")] public sealed record Tick(int Number);
        public partial class Feed
        {
            [WsChannel("updates")] public partial WsChannel<Update> Updates();
            [WsChannel("ticks")] public partial WsChannel<Tick> Ticks();
        }
        """));

    [Fact]
    public async Task A_record_tells_of_its_own_members() => Assert.Equal(
        ["WST1133 'Done' cannot be bound: 'System.Action?' cannot be sent. Give it another form, or [JsonIgnore] where callers do not send it."],
        (await MessagesAsync(
            """
            [WsWalker] public record Send(int Count) { public Action? Done { get; set; } }
            [WsWalker(typeof(Send))] public partial class Handler { [WsEntry] public void Run(Send send) => send.Done?.Invoke(); }
            """)).Where(message => message.StartsWith("WST1", StringComparison.Ordinal)));

    [Theory]
    [InlineData("Path = \"{id}\"", "WST1132")]
    [InlineData("Query = [\"id\"]", "WST1132")]
    [InlineData("Path = \"{\"", "WST1131")]
    [InlineData("Reports = typeof(Action)", "WST1130")]
    [InlineData("Progress = typeof(Action)", "WST1136")]
    public async Task A_record_tells_of_its_own_settings(string setting, string id) => Assert.Equal(
        [id],
        (await MessagesAsync(
            $"[WsWalker({setting})] public record Send(int Count); [WsWalker(typeof(Send))] public partial class Handler {{ [WsEntry] public void Run() {{ }} }}"))
            .Select(static message => message[..7]));

    [Fact]
    public async Task The_payloads_of_walkers_are_looked_at() => Assert.Equal(
        ["WST2008", "WST2008", "WST2008"],
        (await MessagesAsync(
            """
            [WsWalker] public partial class Send
            {
                public (int A, int B) Pair { get; set; }
                [WsEntry] public (string C, string D) Run() => ("", "");
            }
            [WsEvent("sent")] public partial record Sent((int E, int F) Pair);
            """)).Select(message => message[..7]));

    [Theory]
    [InlineData("[WsEntry] public void Run(CancellationToken token, [|IProgress<(int A, int B)>|] progress) { }")]
    [InlineData("[WsEntry] public void Run([|IProgress<(int A, int B)>|] progress) { } [WsEntry] public int More(IProgress<int> progress) => 1;")]
    public async Task What_is_wrong_with_progress_is_told_at_its_parameter(string entries)
    {
        var (source, span) = AnalyzerHarness.Unmark($"{Header}[WsWalker] public partial class Send {{ {entries} }}");
        var diagnostic = Assert.Single(await AnalyzerHarness.AnalyzeAsync(source), static one => one.Id != "WST1148");
        Assert.Equal(("WST2008", span), (diagnostic.Id, diagnostic.Location.SourceSpan));
    }

    private static async Task<IEnumerable<string>> MessagesAsync(params string[] files)
    {
        var run = GeneratorHarness.Run([.. files.Select(file => Header + file)]);
        Assert.Empty(run.Output.CompilerErrors());
        return (await AnalyzerHarness.AnalyzeAsync(run.Output)).Select(diagnostic => $"{diagnostic.Id} {diagnostic.GetMessage(CultureInfo.InvariantCulture)}");
    }
}
