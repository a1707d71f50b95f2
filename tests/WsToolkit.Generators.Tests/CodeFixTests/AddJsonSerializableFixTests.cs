using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using WsToolkit.CodeFixes;
using WsToolkit.Generators.Tests.Harness;

namespace WsToolkit.Generators.Tests.CodeFixTests;

/// <summary>The fix extends or writes a context, which then compiles and covers the type.</summary>
public sealed class AddJsonSerializableFixTests
{
    private const string Header = "using WsToolkit;\nnamespace Shop;\n";

    private const string Contract = Header + """
        public partial class Trading { [WsRpcMethod] public void Put(Order order) { } [WsRpcMethod] public List<Leg> Get() => []; }
        public record Order(Leg Leg);
        public record Leg(int Number);
        """;

    private const string Context = """
        using System.Text.Json.Serialization;

        namespace Shop
        {
            /// <summary>Metadata.</summary>
            [JsonSerializable(typeof(int))]
            internal sealed partial class ShopJsonContext : JsonSerializerContext
            {
            }
        }
        """;

    [Fact]
    public async Task The_attribute_is_added_below_the_others()
    {
        using var project = CodeFixHarness.Open<AddJsonSerializableFix>(ProjectOptions.User, Contract, Context);
        var diagnostics = await project.AnalyzeAsync();
        Assert.Equal(["WST2001 Order", "WST2001 List<Leg>"], diagnostics.Select(diagnostic => $"{diagnostic.Id} {diagnostic.Underlined()}"));

        var action = Assert.Single(await project.ActionsAsync(diagnostics[0]));
        Assert.Equal("Add 'Shop.Order' to 'ShopJsonContext'", action.Title);
        await project.ApplyAsync(action);
        await project.ApplyAsync(Assert.Single(await project.ActionsAsync(diagnostics[1])));

        Assert.Equal(Contract, await project.TextAsync());
        Assert.Equal(
            Context.Replace(
                "[JsonSerializable(typeof(int))]\n",
                "[JsonSerializable(typeof(int))]\n    [JsonSerializable(typeof(Order))]\n    [JsonSerializable(typeof(List<Leg>))]\n",
                StringComparison.Ordinal),
            await project.TextAsync(1));
        await AssertSilentAsync(project);
    }

    [Fact]
    public async Task A_context_without_attributes_keeps_its_documentation()
    {
        const string Bare = "using System.Text.Json.Serialization;\nnamespace Shop;\n\n/// <summary>Metadata.</summary>\npublic abstract class Base;\n\n/// <summary>Metadata.</summary>\ninternal sealed partial class ShopJsonContext : JsonSerializerContext\n{\n}\n";
        using var project = CodeFixHarness.Open<AddJsonSerializableFix>(ProjectOptions.User, Contract, Bare);
        await project.FixAllAsync((await project.AnalyzeAsync())[0], FixAllScope.Project);

        Assert.Equal(
            Bare.Replace("internal sealed", "[JsonSerializable(typeof(Order))]\n[JsonSerializable(typeof(List<Leg>))]\ninternal sealed", StringComparison.Ordinal),
            await project.TextAsync(1));
        await AssertSilentAsync(project);
    }

    [Fact]
    public async Task Where_there_is_no_context_one_is_written()
    {
        using var project = CodeFixHarness.Open<AddJsonSerializableFix>(ProjectOptions.User, Contract);
        var diagnostics = await project.AnalyzeAsync();
        Assert.Equal("Create a JSON context for 'Shop.Order'", Assert.Single(await project.ActionsAsync(diagnostics[0])).Title);

        await project.FixAllAsync(diagnostics[0], FixAllScope.Document);

        Assert.Equal(
            """
            using System.Text.Json.Serialization;

            namespace Shop;

            /// <summary>The JSON metadata of payload types. It belongs into the options' <c>Json.TypeInfoResolvers</c>.</summary>
            [JsonSerializable(typeof(Order))]
            [JsonSerializable(typeof(List<Leg>))]
            internal sealed partial class PayloadJsonContext : JsonSerializerContext
            {
            }

            """,
            await project.TextAsync("PayloadJsonContext.cs"));
        await AssertSilentAsync(project);
    }

    [Fact]
    public async Task A_name_that_is_taken_is_not_taken_again()
    {
        using var project = CodeFixHarness.Open<AddJsonSerializableFix>(ProjectOptions.User, Contract + "\npublic class PayloadJsonContext;");
        await project.FixAllAsync((await project.AnalyzeAsync())[0], FixAllScope.Solution);
        Assert.Contains("partial class PayloadJsonContext2 :", await project.TextAsync("PayloadJsonContext2.cs"), StringComparison.Ordinal);
        await AssertSilentAsync(project);
    }

    [Fact]
    public async Task Each_context_is_offered()
    {
        using var project = CodeFixHarness.Open<AddJsonSerializableFix>(ProjectOptions.User, Contract, Context, Context.Replace("ShopJson", "MoreJson", StringComparison.Ordinal));
        var actions = await project.ActionsAsync((await project.AnalyzeAsync())[0]);
        Assert.Equal(["Add 'Shop.Order' to 'MoreJsonContext'", "Add 'Shop.Order' to 'ShopJsonContext'"], actions.Select(action => action.Title));
    }

    [Fact]
    public async Task What_no_context_can_name_is_not_offered()
    {
        using var project = CodeFixHarness.Open<AddJsonSerializableFix>(
            Header + "using System.Text.Json.Serialization;\npublic partial class Trading { [WsRpcMethod] public void Put(Order order) { } }\npublic class Order { [JsonInclude] private Inner Leg { get; set; } = new(); private class Inner; }");
        Assert.Empty(await project.ActionsAsync(Assert.Single(await project.AnalyzeAsync())));
    }

    private static async Task AssertSilentAsync(CodeFixHarness project)
    {
        var output = SerializerGenerator.RunBoth(await project.CompileAsync(), ProjectOptions.User);
        Assert.Empty(output.CompilerErrors());
        Assert.Empty(await AnalyzerHarness.AnalyzeAsync(output, ProjectOptions.User));
    }
}
