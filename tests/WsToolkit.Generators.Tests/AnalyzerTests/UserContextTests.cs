using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using WsToolkit.Generators.Tests.Harness;

namespace WsToolkit.Generators.Tests.AnalyzerTests;

/// <summary>
/// A project that turns the generated context off has to cover every payload type by contexts of its own. They are read as they are
/// compiled, after System.Text.Json's own generator has run.
/// </summary>
public sealed class UserContextTests
{
    private const string Header = "using System.Text.Json.Serialization;\nusing WsToolkit;\nnamespace Shop;\n";

    private const string Contract = """
        public partial class Trading
        {
            [WsRpcMethod] public Task<Quote> QuoteAsync(Order order, CancellationToken ct) => Task.FromResult(new Quote(1, null));
            [WsRpcMethod] public IAsyncEnumerable<Leg> Legs() => throw new NotSupportedException();
        }
        public record Order(Leg[] Legs, Side Side, Dictionary<string, int?> Tags);
        public record Quote(decimal Price, Quote? Next);
        public record Leg(int Number);
        public enum Side { Buy, Sell }

        """;

    [Fact]
    public void The_switch_turns_the_generated_context_off_and_nothing_else()
    {
        var compilation = TestCompilation.Create(Header + Contract);
        var user = GeneratorHarness.Run(compilation, ProjectOptions.User);
        user.Compile().Dispose();
        Assert.Equal(
            GeneratorHarness.Run(compilation).HintNames.Where(name => !name.StartsWith(KnownNames.JsonContext, StringComparison.Ordinal)),
            user.HintNames);
        Assert.Contains("=> global::WsToolkit.Json.JsonMetadata.Nothing;", user["Shop.Trading.Contract.g.cs"], StringComparison.Ordinal);
        Assert.Contains("global::WsToolkit.Json.JsonMetadata.Nothing)", user["Shop.Trading.Client.g.cs"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("User", false)]
    [InlineData(" user ", false)]
    [InlineData("generated", true)]
    [InlineData("", true)]
    public void Anything_but_the_one_value_leaves_it_on(string value, bool isOn)
    {
        var run = GeneratorHarness.Run(TestCompilation.Create(Header + Contract), new ProjectOptions(properties: (ProjectProperties.JsonContext, value)));
        Assert.Equal(isOn, run.HintNames.Contains("WsJsonContext.g.cs"));
    }

    [Fact]
    public async Task Without_a_context_every_use_is_told_about_but_not_what_is_inside() => Assert.Equal(
        [
            "Task<Quote>: There is no JSON metadata for 'Shop.Quote': the project generates none. Add [JsonSerializable] for it to a context of the project.",
            "Order: There is no JSON metadata for 'Shop.Order': the project generates none. Add [JsonSerializable] for it to a context of the project.",
            "IAsyncEnumerable<Leg>: There is no JSON metadata for 'Shop.Leg': the project generates none. Add [JsonSerializable] for it to a context of the project.",
        ],
        await MessagesAsync(Contract));

    [Fact]
    public async Task A_context_covers_what_it_reaches() => Assert.Empty(await MessagesAsync(Contract + """
        [JsonSerializable(typeof(Order))]
        [JsonSerializable(typeof(Quote))]
        internal sealed partial class ShopJsonContext : JsonSerializerContext;
        """));

    [Fact]
    public async Task Several_contexts_cover_together_and_what_none_reaches_is_told_about() => Assert.Equal(
        ["Task<Quote>: There is no JSON metadata for 'Shop.Quote'"],
        (await MessagesAsync(Contract + """
            internal static partial class Contexts
            {
                [JsonSerializable(typeof(Leg))]
                internal sealed partial class Legs : JsonSerializerContext;
            }
            [JsonSerializable(typeof(Order))]
            internal sealed partial class Orders : JsonSerializerContext;
            """)).Select(message => message[..message.LastIndexOf(": the", StringComparison.Ordinal)]));

    [Theory]
    [InlineData("int", "typeof(int)", true)]
    [InlineData("int", "typeof(int?)", true)]
    [InlineData("int?", "typeof(int)", false)]
    [InlineData("List<string?>", "typeof(List<string>)", true)]
    [InlineData("List<string>", "typeof(string)", false)]
    [InlineData("(int A, int B)[]", "typeof((int, int)[])", true)]
    [InlineData("Order[]", "typeof(Order)", false)]
    [InlineData("Base", "typeof(Order)", false)]
    [InlineData("Order", "typeof(Base)", true)]
    public async Task Coverage_is_of_the_very_type(string type, string covered, bool isCovered)
    {
        var messages = await MessagesAsync($$"""
            #pragma warning disable WST2008
            public partial class Trading { [WsRpcMethod] public void Put({{type}} value) { } }
            [JsonDerivedType(typeof(Order), "order")] public abstract class Base; public class Order : Base;
            [JsonSerializable({{covered}})] internal sealed partial class ShopJsonContext : JsonSerializerContext;
            """);
        Assert.Equal(isCovered ? 0 : 1, messages.Count());
    }

    [Theory]
    [InlineData("[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Serialization)] [JsonSerializable(typeof(Order))]", false)]
    [InlineData("[JsonSerializable(typeof(Order), GenerationMode = JsonSourceGenerationMode.Serialization)]", false)]
    [InlineData("[JsonSerializable(typeof(Order))] [JsonSerializable(typeof(int), GenerationMode = JsonSourceGenerationMode.Serialization)]", true)]
    [InlineData("[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)] [JsonSerializable(typeof(Order))]", true)]
    [InlineData("[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Serialization)] [JsonSerializable(typeof(Order), GenerationMode = JsonSourceGenerationMode.Default)]", true)]
    public async Task A_context_that_can_only_write_covers_no_objects(string attributes, bool isCovered)
    {
        var messages = await MessagesAsync($$"""
            public partial class Trading { [WsRpcMethod] public void Put(Order order) { } [WsRpcMethod] public int Count(int[] numbers) => 1; }
            public record Order(int Number);
            {{attributes}} [JsonSerializable(typeof(int[]))] internal sealed partial class ShopJsonContext : JsonSerializerContext;
            """);
        Assert.Equal(
            isCovered ? [] : ["Order: There is no JSON metadata for 'Shop.Order': 'Shop.ShopJsonContext' can only write it. Let it be generated with JsonSourceGenerationMode.Metadata or Default."],
            messages);
    }

    [Fact]
    public async Task What_the_serializer_cannot_do_is_told_about_all_the_same() => Assert.Equal(
        ["WST2024 count", "WST2025 JsonExtensionData"],
        (await AnalyzeAsync("""
            public partial class Trading { [WsRpcMethod] public void Put(Order order) { } }
            public class Order(int count)
            {
                public long Count { get; } = count;
                [JsonExtensionData] public Dictionary<string, object>? Rest { get; init; }
            }
            [JsonSerializable(typeof(Order))] internal sealed partial class ShopJsonContext : JsonSerializerContext;
            """)).Select(diagnostic => $"{diagnostic.Id} {diagnostic.Underlined()}"));

    [Fact]
    public async Task A_context_of_another_assembly_is_not_seen()
    {
        var library = SerializerGenerator.RunBoth(TestCompilation.Create(
            "using System.Text.Json.Serialization;\nnamespace Lib;\npublic record Order(int Number);\n[JsonSerializable(typeof(Order))] public sealed partial class LibJson : JsonSerializerContext;")
            .WithAssemblyName("Lib"));
        var compilation = TestCompilation.Create(Header + "public partial class Trading { [WsRpcMethod] public void Put(Lib.Order order) { } }")
            .AddReferences(library.ToMetadataReference());
        var diagnostic = Assert.Single(await AnalyzeAsync(compilation));
        Assert.Equal("WST2001 Lib.Order", $"{diagnostic.Id} {diagnostic.Underlined()}");
    }

    [Fact]
    public async Task A_context_settles_also_what_the_generated_one_leaves_out()
    {
        // Hand-written: the serializer's generator leaves such a type out as well.
        const string Source = """
            public partial class Trading { [WsRpcMethod] public void Put(Order order) { } }
            public class Order { public Order(ref int number) => Number = number; public int Number { get; } }
            """;
        const string Context = """
            internal sealed class ShopJsonContext : JsonSerializerContext
            {
                public ShopJsonContext() : base(null) { }
                public System.Text.Json.Serialization.Metadata.JsonTypeInfo<Order> Order => throw new NotSupportedException();
                protected override System.Text.Json.JsonSerializerOptions? GeneratedSerializerOptions => null;
                public override System.Text.Json.Serialization.Metadata.JsonTypeInfo? GetTypeInfo(Type type) => null;
            }
            """;
        Assert.Equal(["WST2001"], (await AnalyzeAsync(TestCompilation.Create(Header + Source), new ProjectOptions())).Select(diagnostic => diagnostic.Id));
        Assert.Empty(await AnalyzeAsync(TestCompilation.Create(Header + Source + Context), new ProjectOptions()));
    }

    private static async Task<IEnumerable<string>> MessagesAsync(string source) => (await AnalyzeAsync(source))
        .Select(diagnostic => $"{diagnostic.Underlined()}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}");

    private static Task<IEnumerable<Diagnostic>> AnalyzeAsync(string source) => AnalyzeAsync(TestCompilation.Create(Header + source));

    private static async Task<IEnumerable<Diagnostic>> AnalyzeAsync(CSharpCompilation compilation, ProjectOptions? project = null)
    {
        project ??= ProjectOptions.User;
        var output = SerializerGenerator.RunBoth(compilation, project);
        Assert.Empty(output.CompilerErrors());
        return await AnalyzerHarness.AnalyzeAsync(output, project);
    }
}
