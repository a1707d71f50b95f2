using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Tests.Harness;

namespace WsToolkit.Generators.Tests;

/// <summary>Channels that are properties, contracts of other assemblies, and which files an edit of a channel writes again.</summary>
public sealed class ChannelTests
{
    private const string Feed = """
        using WsToolkit;
        namespace Shop;
        public partial class Feed
        {
            [WsChannel("orders:{id}", Key = nameof(Update.Text))] public partial WsChannel<Update> Orders(Day id);
            [WsChannelHook(nameof(Orders), WsChannelHook.MaySubscribe)] public bool May(Day id) => id != Day.Two;
        }
        """;

    private const string Types = """
        using WsToolkit;
        namespace Shop;
        public record Update(string Text);
        public sealed record Filled(string Text) : Update(Text);
        [Flags] public enum Day { One, Two }
        """;

    private const string Other = """
        using WsToolkit;
        namespace Shop;
        public partial class Other { [WsChannel("others")] public partial WsChannel<int> Others(); }
        """;

    // Partial properties are newer than the C# that all cases compile with.
    private const string Properties = """
        using WsToolkit;
        namespace Shop;
        public sealed record Tick(string Symbol);
        public partial class Ticker
        {
            /// <summary>All ticks.</summary>
            /// <value>Ticks.</value>
            [WsChannel("ticks", ClientsMayPublish = true)] public partial WsChannel<Tick> Ticks { get; }

            [WsChannel("bad")] protected internal partial WsChannel<Tick> Bad { private get; set; }

            [WsChannel("index:{number}")] public partial WsChannel<Tick> this[in int number] { get; }

            [WsChannelHook(nameof(Ticks), WsChannelHook.Snapshot)] public IReadOnlyList<Tick> Last() => [];
        }
        """;

    [Fact]
    public void Properties_of_a_class()
    {
        var run = GeneratorHarness.Run(Properties);
        Snapshot.Verify(
            $"{nameof(ChannelTests)}.{nameof(Properties_of_a_class)}",
            run.Files.Select(file => new KeyValuePair<string, string>(file.HintName, file.SourceText.ToString())));
        run.Compile().Dispose();
        run.RunAgain(run.Input.AddFile("Elsewhere.cs", "namespace Elsewhere; public class Unrelated;")).AssertCached();
    }

    [Fact]
    public async Task A_contract_of_another_assembly()
    {
        var contracts = GeneratorHarness.Run("""
            using WsToolkit;
            namespace Contracts;
            public record Reading(double Value);
            [WsService]
            public partial interface IMeter<T>
            {
                [WsChannel("readings:{sensor}:{no}")] WsChannel<Reading> Readings(string sensor, int no);
                [WsChannel("values:{id}")] WsChannel<T> Readings(long id);
                [WsChannel("alerts")] WsChannel<Reading> Alerts { get; }
            }
            """);
        var image = contracts.Compile();
        var server = TestCompilation.Create("""
            using Contracts;
            using WsToolkit;
            namespace Shop;
            [WsService(typeof(IMeter<int>))]
            public sealed partial class Meter : IMeter<int>
            {
                [WsChannelHook(nameof(Readings), WsChannelHook.MaySubscribe)] private bool May(string sensor) => sensor.Length > 0;
                [WsChannelHook(nameof(Readings), WsChannelHook.Snapshot)] private int Last(long id) => (int)id;
            }
            public static class Program
            {
                public static WsChannel<Reading> Open(WsPublisher<IMeter<int>> publisher) => publisher.Readings("a", 1);
            }
            """).WithAssemblyName("Server").AddReferences(MetadataReference.CreateFromStream(image));
        var run = GeneratorHarness.Run(server);
        run.Compile().Dispose();
        var channels = run["Shop.Meter.Channels.g.cs"];
        Assert.Contains("public global::WsToolkit.WsChannel<global::Contracts.Reading> Readings(string sensor, int no)", channels);
        Assert.Contains("global::Contracts.MeterContract<int>.Readings2Name(id)", channels);
        Assert.Contains("new global::WsToolkit.WsChannelHooks<int>(global::Contracts.MeterContract<int>.Readings2)", channels);
        Assert.Contains("public global::WsToolkit.WsChannel<global::Contracts.Reading> Alerts", channels);
        Assert.Empty(await AnalyzerHarness.AnalyzeAsync(run.Output));
    }

    [Theory]
    [InlineData(0, "orders:{id}", "bestellungen:{id}")]
    [InlineData(0, "Key = nameof(Update.Text)", "QueueLength = 5")]
    [InlineData(0, "Key = nameof(Update.Text)", "ClientsMayPublish = true")]
    [InlineData(0, "Key = nameof(Update.Text)", "SlowConsumer = WsSlowConsumer.Disconnect")]
    [InlineData(0, "MaySubscribe)] public bool May(Day id) => id != Day.Two", "FirstSubscriber)] public void Begin(WsChannelContext context) => _ = context.Channel")]
    [InlineData(0, "public bool May(Day id) => id != Day.Two", "public static Task<bool> May(CancellationToken token) => Task.FromResult(true)")]
    [InlineData(0, "[WsChannel(\"orders", "[Obsolete][WsChannel(\"orders")]
    [InlineData(0, "public partial WsChannel", "internal partial WsChannel")]
    [InlineData(0, "Day id", "Day id = Day.Two")]
    [InlineData(1, "Text) : Update", "Text, int Number) : Update", "", false)]
    [InlineData(1, "public sealed", "[WsEvent(\"filled\")] public sealed", "WsJsonContext")]
    [InlineData(1, "record Update", "record class Update", "", false)]
    [InlineData(1, "Update(string Text)", "Update(string Text, int More = 1)", "WsJsonContext")]
    [InlineData(1, "enum Day { One", "enum Day { None, One", "", false)]
    public void An_edit_writes_what_depends_on_it(int file, string text, string replacement, string also = "", bool isSeen = true)
    {
        var run = GeneratorHarness.Run(Feed, Types, Other);
        run.Compile().Dispose();
        var edited = run.Edit(file, text, replacement);
        edited.Compile().Dispose();
        Assert.Equal(GeneratorHarness.Run(edited.Input).Print(), edited.Print());
        Assert.Equal(isSeen, run.Print() != edited.Print());
        Assert.All(edited.WrittenSince(run), name => Assert.True(
            name.StartsWith("Shop.Feed.", StringComparison.Ordinal) || (also.Length > 0 && name.StartsWith(also, StringComparison.Ordinal)), name));
    }

    [Fact]
    public void A_body_or_another_service_is_no_concern_of_a_channel()
    {
        var run = GeneratorHarness.Run(Feed, Types, Other);
        run.Edit(0, "id != Day.Two", "id != Day.One").AssertCached();
        var edited = run.Edit(2, "others", "the-others");
        Assert.All(edited.WrittenSince(run), name => Assert.StartsWith("Shop.Other.", name, StringComparison.Ordinal));
    }

    [Fact]
    public void A_contract_interface_that_becomes_bad_takes_the_members_of_its_implementation_with_it()
    {
        var run = GeneratorHarness.Run(
            "using WsToolkit; namespace Shop; [WsService] public partial interface IFeed { [WsChannel(\"a\")] WsChannel<int> Numbers { get; } }",
            "using WsToolkit; namespace Shop; [WsService(typeof(IFeed))] public partial class Feed : IFeed;");
        run.Compile().Dispose();
        var edited = run.Edit(0, "\"a\"", "\"{a}\"");
        Assert.DoesNotContain(edited.HintNames, name => name.Contains("Channels", StringComparison.Ordinal));
        Assert.Equal(run.Print(), edited.Edit(0, "\"{a}\"", "\"a\"").Print());
    }
}
