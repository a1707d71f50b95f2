using System.Reflection;
using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Tests.Harness;

namespace WsToolkit.Generators.Tests;

/// <summary>Walkers reach across files and assemblies; what is generated follows what means something, and nothing else.</summary>
public sealed class WalkerTests
{
    private const string Contracts = """
        using WsToolkit;
        namespace Shop.Contracts;
        public sealed record Receipt(int Number);
        /// <summary>Sends it.</summary>
        [WsWalker("send", Group = "Chat", Reports = typeof(Receipt), Methods = WsMethods.WebSocket | WsMethods.Get, Query = ["*"], Excluded = [nameof(Secret)])]
        public sealed record SendIt(string ToWhom, int Copies = 1)
        {
            public string Note { get; init; } = "none";
            public string? Secret { get; init; }
        }
        [WsEvent("sent")] public sealed partial record Sent(string ToWhom);
        """;

    private const string Server = """
        using WsToolkit;
        using Shop.Contracts;
        namespace Shop.Server;
        [WsWalker(typeof(SendIt), TimeoutMilliseconds = 50)]
        public partial class Handler
        {
            [WsEntry] public async Task<Receipt> RunAsync(SendIt walker, WsWalkerContext context, CancellationToken cancellationToken)
            {
                await context.NotifySelfAsync(new Sent(walker.ToWhom), cancellationToken);
                return new Receipt(walker.Copies);
            }
        }
        """;

    private const string Source = """
        using WsToolkit;
        namespace Shop;
        /// <summary>Is documented.</summary>
        [WsWalker]
        public partial class Send { public int Count { get; set; } [WsEntry] public int Run() => Count; }
        [WsEvent("sent")] public sealed partial record Sent(string Text);
        """;

    [Fact]
    public void A_description_and_its_handler_can_be_in_two_assemblies()
    {
        var contracts = GeneratorHarness.Run(TestCompilation.Create(Contracts).WithAssemblyName("Shop.Contracts"));
        Assert.Contains("Shop.Contracts.ChatClient.g.cs", contracts.HintNames);
        Assert.DoesNotContain("WsWalkers.g.cs", contracts.HintNames);
        contracts.Compile().Dispose();

        var server = GeneratorHarness.Run(TestCompilation.Create(Server).WithAssemblyName("Shop.Server")
            .AddReferences(MetadataReference.CreateFromStream(contracts.Compile())));
        Assert.DoesNotContain(server.HintNames, name => name.Contains("Client", StringComparison.Ordinal));
        var definition = server["Shop.Server.Handler.Walker.g.cs"];
        Assert.Contains("base(\"send\", \"Handler\")", definition);
        Assert.Contains("Methods = global::WsToolkit.WsMethods.WebSocket | global::WsToolkit.WsMethods.Get;", definition);
        Assert.Contains("Query = [\"*\"];", definition);
        Assert.Contains("FromMilliseconds(50)", definition);
        Assert.Contains("ContextType = typeof(global::Shop.Contracts.SendIt);", definition);
        Assert.DoesNotContain("ecret", definition);
        Assert.Contains("new global::Shop.Contracts.SendIt(members.ToWhom, members.Copies)", server["Shop.Server.Handler.Runner.g.cs"]);
        server.Compile().Dispose();
    }

    [Fact]
    public void What_clients_go_by_is_that_of_the_record()
    {
        var server = GeneratorHarness.Run("""
            using WsToolkit;
            namespace Shop;
            public enum Shade { Light }
            [WsWalker(Naming = WsNaming.SnakeCase, Reports = typeof(int), Progress = typeof(int))] public sealed record SendIt(string ToWhom, Shade Shade);
            [WsWalker(typeof(SendIt), Naming = WsNaming.AsIs, Enums = WsEnumFormat.Numbers, Reports = typeof(object), Progress = typeof(object), Path = "{ToWhom}", Query = ["*"])]
            public partial class Handler { [WsEntry] public int Run(IProgress<int> progress) => 1; }
            """);
        var definition = server["Shop.Handler.Walker.g.cs"];
        Assert.Contains("\"to_whom\"", definition);
        Assert.Contains("ReportType = typeof(int);", definition);
        Assert.DoesNotContain("Path =", definition);
        Assert.DoesNotContain("Query =", definition);
        Assert.DoesNotContain("Numbers", definition);
        Assert.Contains("run.GetProgress(_int32)", server["Shop.Handler.Runner.g.cs"]);
        server.Compile().Dispose();
    }

    [Theory]
    [InlineData("[WsWalker]", "[WsWalker(\"other\")]")]
    [InlineData("[WsWalker]", "[WsWalker(Group = \"Other\")]")]
    [InlineData("[WsWalker]", "[WsWalker(Methods = WsMethods.Put)]")]
    [InlineData("[WsWalker]", "[WsWalker(Path = \"{Count}\")]")]
    [InlineData("[WsWalker]", "[WsWalker(Query = [\"count\"])]")]
    [InlineData("[WsWalker]", "[WsWalker(Excluded = [\"Count\"])]")]
    [InlineData("[WsWalker]", "[WsWalker(Authentication = WsWalkerAuthentication.None)]")]
    [InlineData("[WsWalker]", "[WsWalker(Naming = WsNaming.AsIs)]")]
    [InlineData("[WsWalker]", "[WsWalker(Enums = WsEnumFormat.Numbers)]")]
    [InlineData("[WsWalker]", "[WsWalker(TimeoutMilliseconds = 5)]")]
    [InlineData("[WsWalker]", "[WsWalker(Ends = WsEnds.Client)]")]
    [InlineData("[WsWalker]", "[WsWalker(Ends = WsEnds.Server)]")]
    [InlineData("[WsWalker]", "[WsWalker, Obsolete]")]
    [InlineData("[WsWalker]", "[WsWalker, Microsoft.AspNetCore.Authorization.Authorize]")]
    [InlineData("public int Count", "public required int Count")]
    [InlineData("public int Count", "public int? Count")]
    [InlineData("public int Count", "[System.Text.Json.Serialization.JsonPropertyName(\"number\")] public int Count")]
    [InlineData("get; set;", "get; init;")]
    [InlineData("int Run()", "async Task<int> Run()")]
    [InlineData("Run()", "Run(CancellationToken token)")]
    [InlineData("public int Run() => Count", "public void Run() => Count++")]
    [InlineData("class Send", "class Send(TimeProvider time)")]
    [InlineData("class Send", "record Send")]
    [InlineData("public partial class", "internal partial class")]
    [InlineData("documented", "better documented")]
    [InlineData("\"sent\"", "\"received\"")]
    [InlineData("string Text", "string? Text")]
    [InlineData("sealed partial record", "sealed record")]
    public void A_change_that_means_something_changes_the_output(string text, string replacement)
    {
        var run = GeneratorHarness.Run(Source);
        var edited = run.Edit(0, text, replacement);
        Assert.NotEqual(run.Print(), edited.Print());
        Assert.Equal(GeneratorHarness.Run(edited.Input).Print(), edited.Print());
    }

    [Fact]
    public void An_edit_of_a_body_writes_nothing()
    {
        var run = GeneratorHarness.Run(Source);
        var edited = run.Edit(0, "=> Count;", "=> Count + 1;");
        Assert.Empty(edited.WrittenSince(run));
        edited.AssertCached();
    }

    [Fact]
    public void A_notification_more_writes_the_clients_and_its_own_files_only()
    {
        var run = GeneratorHarness.Run(Source);
        var edited = run.RunAgain(run.Input.AddFile("More.cs", "namespace Zoo; [WsToolkit.WsEvent(\"more\")] public sealed partial record More(int Number);"));
        Assert.Equal(
            ["Shop.WalkersClient.g.cs", "WsJsonContext.More.g.cs", "WsJsonContext.g.cs", "Zoo.More.Event.g.cs"],
            edited.WrittenSince(run).Order(StringComparer.Ordinal));
        Assert.Equal(GeneratorHarness.Run(edited.Input).Print(), edited.Print());
    }

    [Fact]
    public void The_order_of_walkers_does_not_matter()
    {
        var sources = new[] { "A", "B", "C", "D" }.Select(name => $$"""
            using WsToolkit;
            namespace Shop.Of{{name}};
            [WsWalker("{{name}}")] public partial class {{name}} { public {{name}}Dto? Value { get; set; } [WsEntry] public {{name}}Dto Run() => new(1); }
            public sealed record {{name}}Dto(int Number);
            [WsEvent("{{name}}")] public sealed partial record {{name}}Event(int Number);
            """).ToArray();
        Assert.Equal(GeneratorHarness.Run(sources).Print(), GeneratorHarness.Run([.. sources.Reverse()]).Print());
    }

    [Fact]
    public void Names_that_differ_in_case_only_have_files_and_members_of_their_own()
    {
        var run = GeneratorHarness.Run("""
            using WsToolkit;
            namespace Shop;
            [WsWalker("1", Group = "Chat")] public partial class Send { [WsEntry] public int Run() => 1; }
            [WsWalker("2", Group = "Chat")] public partial class SEND { [WsEntry] public int Run() => 1; }
            [WsWalker("3", Group = "Chat")] public partial class SendStream { [WsEntry] public int Run() => 1; }
            [WsWalker("4", Group = "CHAT")] public partial class Connect { [WsEntry] public void Run() { } }
            [WsWalker("5", Group = "CHAT")] public partial class @event { public int @params { get; set; } [WsEntry] public void Run() { } }
            [WsEvent("said")] public sealed partial record Said;
            [WsEvent("SAID")] public sealed partial record Shouted;
            [WsEvent("said!")] public sealed partial record Cried;
            """);
        var names = run.HintNames.ToList();
        Assert.Equal(names.Count, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        run.Compile().Dispose();
    }

    [Theory]
    [InlineData("[WsWalker(Reports = typeof(int[]), Progress = typeof(string?[]))] public record Send(int Count);")]
    [InlineData("[WsWalker(Reports = typeof(int[]), Progress = typeof(string?[]))] public partial class Send { [WsEntry] public int[] Run(IProgress<string?[]> progress) => []; }")]
    public async Task What_is_reported_may_be_arrays(string source)
    {
        var run = GeneratorHarness.Run("using WsToolkit;\nnamespace Shop;\n" + source);
        Assert.Contains("<global::WsToolkit.WsWalkerReply<int[]>> SendAsync(", run["Shop.WalkersClient.g.cs"]);
        Assert.Contains("IProgress<string?[]>? progress", run["Shop.WalkersClient.g.cs"]);
        Assert.Empty(await AnalyzerHarness.AnalyzeAsync(run.Output));
        run.Compile().Dispose();
    }

    [Theory]
    [InlineData("[WsWalker(Progress = typeof(IEnumerable<string>))]", "void Run(IProgress<List<string?>> progress) { }")]
    [InlineData("[WsWalker(Progress = typeof(IEnumerable<string?>))]", "void Run(IProgress<List<string>?> progress) { }")]
    [InlineData("[WsWalker(Reports = typeof(IEnumerable<string>))]", "List<string?> Run() => [];")]
    [InlineData("[WsWalker(Reports = typeof(IEnumerable<string>))]", "Task<List<string?>> Run() => throw new NotSupportedException();")]
    [InlineData("[WsWalker(Reports = typeof(List<string>))]", "IAsyncEnumerable<List<string?>> Run() => throw new NotSupportedException();")]
    public void What_is_reported_may_have_parts_that_are_null_where_the_common_type_has_none(string attribute, string entry)
        => GeneratorHarness.Run($"using WsToolkit;\nnamespace Shop;\n{attribute} public partial class Send {{ [WsEntry] public {entry} }}").Compile().Dispose();

    [Fact]
    public void Without_a_context_of_ours_another_takes_its_place()
    {
        var user = GeneratorHarness.Run(TestCompilation.Create(Source), ProjectOptions.User);
        Assert.Contains("JsonTypeInfoResolver => global::WsToolkit.Json.JsonMetadata.Nothing;", user["Shop.Send.Walker.g.cs"]);
        user.Compile().Dispose();
    }

    [Fact]
    public void What_is_heard_on_a_channel_is_not_heard_twice()
    {
        var run = GeneratorHarness.Run("""
            using WsToolkit;
            namespace Shop;
            public abstract record Update(int Number);
            [WsEvent("filled")] public sealed partial record Filled(int Number) : Update(Number);
            [WsEvent("sold")] public sealed partial record Sold(int Number);
            public partial class Feed { [WsChannel("updates")] public partial WsChannel<Update> Updates(); }
            [WsWalker] public partial class Sell { [WsEntry] public void Run() { } }
            """);
        Assert.Contains("OnSold", run["Shop.WalkersClient.g.cs"]);
        Assert.DoesNotContain("Filled", run["Shop.WalkersClient.g.cs"]);
        run.Compile().Dispose();
    }

    [Fact]
    public void Another_class_can_stand_in_for_a_client()
    {
        var run = GeneratorHarness.Run(Source, """
            using WsToolkit;
            namespace Shop;
            internal sealed class StandIn : IWalkersClient
            {
                public event Action<Sent>? OnSent;

                public Task<WsWalkerReply<int>> SendAsync(SendRequest? request = null, CancellationToken cancellationToken = default)
                {
                    OnSent?.Invoke(new Sent(""));
                    return Task.FromResult(new WsWalkerReply<int>(200, [request?.Count ?? 1]));
                }

                public IAsyncEnumerable<int> SendStreamAsync(SendRequest? request = null, CancellationToken cancellationToken = default)
                    => throw new NotSupportedException();

                public IAsyncEnumerable<Sent> SentEventsAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

                public Task<WsWalkerConnectionInfo?> ChangeUserAsync(string? token, CancellationToken cancellationToken = default)
                    => throw new NotSupportedException();

                public ValueTask DisposeAsync() => ValueTask.CompletedTask;
            }
            """);
        run.Compile().Dispose();
    }
}
