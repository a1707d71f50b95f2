using WsToolkit.Generators.Tests.Harness;

namespace WsToolkit.Generators.Tests;

/// <summary>
/// Contracts reach across files. After an edit of one, exactly what depends on it is written again, as if nothing had been cached.
/// </summary>
public sealed class StalenessTests
{
    private const string Service = """
        using WsToolkit;
        namespace Shop;
        [WsService(Callback = typeof(ICallback))]
        public partial class Service(IClock clock) : IDisposable
        {
            [WsRpcMethod] public Dto Run(Dto dto, Day day = Limits.First, int limit = Limits.Most) => clock is null ? null! : dto;
            public void Dispose() { }
        }
        """;

    private const string Types = """
        namespace Shop;
        public interface IClock;
        public sealed record Dto(int Number, Inner Inner);
        public sealed class Inner { public string Text { get; init; } = ""; }
        public enum Day { One, Two }
        public static class Limits { public const Day First = Day.One; public const int Most = 5; }
        """;

    private const string Callback = """
        using WsToolkit;
        namespace Shop;
        [WsService]
        public partial interface ICallback : IBase { Task<bool> AskAsync(string text); }
        """;

    private const string Base = """
        namespace Shop;
        public interface IBase { Task TellAsync(int number); }
        """;

    private const string Other = """
        using WsToolkit;
        namespace Shop;
        public partial class Other { [WsRpcMethod] public int Count(string name) => name.Length; }
        """;

    private readonly GeneratorHarness _run = GeneratorHarness.Run(Service, Types, Callback, Base, Other);

    [Fact]
    public void The_files_compile() => _run.Compile().Dispose();

    [Fact]
    public void A_member_more_in_a_payload_type() => Assert.Contains("\"Extra\"", Edit(1, "int Number", "int Number, string Extra", ["WsJsonContext"]).Print());

    [Fact]
    public void A_member_more_in_an_inner_payload_type() => Assert.Contains("\"Extra\"", Edit(1, "{ public string", "{ public int Extra { get; set; } public string", ["WsJsonContext"]).Print());

    [Fact]
    public void A_payload_type_that_becomes_internal()
    {
        var edited = Edit(1, "public sealed record Dto", "internal sealed record Dto", ["Shop.Service."], compiles: false);
        Assert.Contains("internal sealed partial class ServiceClient", edited["Shop.Service.Client.g.cs"]);
    }

    [Fact]
    public void A_payload_type_that_becomes_a_struct()
        => Assert.Contains("Dto dto = default;", Edit(1, "public sealed record Dto", "public record struct Dto", ["Shop.Service.", "WsJsonContext"], compiles: false)["Shop.Service.Dispatcher.g.cs"]);

    [Fact]
    public void A_payload_type_that_moves_to_another_namespace()
    {
        var edited = _run.Edit(1, "namespace Shop;", "namespace Shop.Inner;").Edit(0, "using WsToolkit;", "using WsToolkit; using Shop.Inner;");
        Assert.Contains("global::Shop.Inner.Dto", edited["Shop.Service.Client.g.cs"]);
        AssertFresh(edited);
    }

    [Fact]
    public void The_name_of_an_enum_default()
        => Assert.Contains("Day.Uno", Edit(1, "One", "Uno", ["Shop.Service."])["Shop.Service.Client.g.cs"]);

    [Fact]
    public void The_value_of_a_default()
    {
        var edited = Edit(1, "Most = 5", "Most = 6", ["Shop.Service."]);
        Assert.Contains("int limit = 6", edited["Shop.Service.Client.g.cs"]);
        Assert.Contains("int limit = 6", edited["Shop.Service.Dispatcher.g.cs"]);
    }

    [Fact]
    public void A_method_more_in_a_base_interface()
        => Assert.Contains("MoreAsync", Edit(3, "Task TellAsync(int number);", "Task TellAsync(int number); Task MoreAsync();", ["Shop.ICallback."])["Shop.ICallback.Client.g.cs"]);

    [Fact]
    public void A_method_of_a_base_interface_that_cannot_be_generated_takes_the_callback_away()
    {
        var edited = _run.Edit(3, "Task TellAsync", "int TellAsync");
        Assert.DoesNotContain("Callback", edited["Shop.Service.Contract.g.cs"]);
        Assert.DoesNotContain(edited.HintNames, name => name.Contains("ICallback", StringComparison.Ordinal));
        AssertFresh(edited);

        var mended = edited.Edit(3, "int TellAsync", "Task TellAsync");
        Assert.Equal(_run.Print(), mended.Print());
    }

    [Fact]
    public void A_part_of_the_class_in_another_file()
    {
        var edited = _run.RunAgain(_run.Input.AddFile("Part.cs", """
            using WsToolkit;
            namespace Shop;
            public partial class Service { [WsRpcMethod] public void More() { } }
            """));
        Assert.Contains("MoreAsync", edited["Shop.Service.Client.g.cs"]);
        AssertFresh(edited);
        edited.Compile().Dispose();
    }

    [Fact]
    public void The_naming_of_the_assembly()
    {
        var edited = _run.RunAgain(_run.Input.AddFile("AssemblyInfo.cs", "[assembly: WsToolkit.WsContractDefaults(Naming = WsToolkit.WsNaming.AsIs)]"));
        Assert.Contains("\"Count\"", edited["Shop.Other.Contract.g.cs"]);
        AssertFresh(edited);
    }

    [Fact]
    public void A_type_that_differs_in_case_only()
    {
        var edited = _run.RunAgain(_run.Input.AddFile("Case.cs", "namespace Shop; public class OTHER;"));
        AssertFresh(edited);
    }

    [Fact]
    public void A_service_more_leaves_the_others_alone()
    {
        var edited = _run.RunAgain(_run.Input.AddFile("More.cs", """
            using WsToolkit;
            namespace Shop;
            public partial class More { [WsRpcMethod] public Dto Count(Dto name) => name; }
            """));
        Assert.All(edited.WrittenSince(_run), name => Assert.StartsWith("Shop.More.", name, StringComparison.Ordinal));
        AssertFresh(edited);
    }

    [Fact]
    public void The_body_of_a_method() => _run.Edit(4, "name.Length", "name.Length + 1").AssertCached();

    [Fact]
    public void The_last_service_takes_everything_with_it()
        => Assert.Empty(GeneratorHarness.Run(Other).Edit(0, "[WsRpcMethod]", "").Files);

    // Edits, and makes sure that no file changed but those whose names begin as expected.
    private GeneratorHarness Edit(int index, string text, string replacement, string[] expected, bool compiles = true)
    {
        var edited = _run.Edit(index, text, replacement);
        AssertFresh(edited);
        var changed = edited.WrittenSince(_run).ToList();
        Assert.NotEmpty(changed);
        Assert.All(changed, name => Assert.True(expected.Any(start => name.StartsWith(start, StringComparison.Ordinal)), name));
        if (compiles)
        {
            edited.Compile().Dispose();
        }

        return edited;
    }

    private static void AssertFresh(GeneratorHarness edited) => Assert.Equal(GeneratorHarness.Run(edited.Input).Print(), edited.Print());
}
