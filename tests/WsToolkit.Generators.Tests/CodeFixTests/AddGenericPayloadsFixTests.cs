using WsToolkit.CodeFixes;
using WsToolkit.Generators.Tests.Harness;

namespace WsToolkit.Generators.Tests.CodeFixTests;

/// <summary>The fix looks up what a generic contract is used with, and puts the payload types of that into a context.</summary>
public sealed class AddGenericPayloadsFixTests
{
    private const string Contract = """
        using WsToolkit;
        namespace Shop;
        public partial class Store<T> where T : class
        {
            [WsRpcMethod] public void Put(T item) { }
            [WsRpcMethod] public Task<Dictionary<string, T[]>> AllAsync(int count) => null!;
        }
        public record Order(int Number);
        public record Quote(decimal Price);

        """;

    private const string Uses = """
        public static class Uses
        {
            public static object? Server(Action<Store<Order>> add) => add;
            public static object? Open<T>(Store<T> store) where T : class => store;
            public static Type Client => typeof(Store<Quote>);
        }
        """;

    [Fact]
    public async Task A_context_is_written_for_what_the_project_uses()
    {
        using var project = CodeFixHarness.Open<AddGenericPayloadsFix>(Contract + Uses);
        var diagnostic = Assert.Single(await project.AnalyzeAsync());
        var action = Assert.Single(await project.ActionsAsync(diagnostic));
        Assert.Equal("Create a JSON context for the payload types of 'Store'", action.Title);
        await project.ApplyAsync(action);

        Assert.Contains(
            """
            [JsonSerializable(typeof(Order))]
            [JsonSerializable(typeof(Quote))]
            [JsonSerializable(typeof(Dictionary<string, Order[]>))]
            [JsonSerializable(typeof(Dictionary<string, Quote[]>))]
            internal sealed partial class PayloadJsonContext : JsonSerializerContext
            """,
            await project.TextAsync("PayloadJsonContext.cs"),
            StringComparison.Ordinal);
        var output = SerializerGenerator.RunBoth(await project.CompileAsync(), new ProjectOptions());
        Assert.Empty(output.CompilerErrors());

        // Nothing is left to do.
        Assert.Empty(await project.ActionsAsync(Assert.Single(await project.AnalyzeAsync())));
    }

    [Fact]
    public async Task What_is_missing_is_added_to_a_context()
    {
        const string Context = """
            [System.Text.Json.Serialization.JsonSerializable(typeof(Dictionary<string, Order[]>))]
            internal sealed partial class ShopJson : System.Text.Json.Serialization.JsonSerializerContext;
            """;
        using var project = CodeFixHarness.Open<AddGenericPayloadsFix>(Contract + "public class Use { public Store<Order>? Store { get; } }\n" + Context);
        var action = Assert.Single(await project.ActionsAsync((await project.AnalyzeAsync())[0]));
        Assert.Equal("Add the payload types of 'Store' to 'ShopJson'", action.Title);
        await project.ApplyAsync(action);

        var text = await project.TextAsync();
        Assert.Contains("JsonSerializable(typeof(Order))]", text, StringComparison.Ordinal);
        Assert.Equal(2, text.Split("JsonSerializable(").Length - 1);
    }

    [Fact]
    public async Task Without_a_use_there_is_nothing_to_add()
    {
        using var project = CodeFixHarness.Open<AddGenericPayloadsFix>(Contract);
        Assert.Empty(await project.ActionsAsync(Assert.Single(await project.AnalyzeAsync())));
    }
}
