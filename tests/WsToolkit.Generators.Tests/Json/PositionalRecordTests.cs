using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Tests.Harness;

namespace WsToolkit.Generators.Tests.Json;

/// <summary>When the parameters of a record are set as members. That both make the same values, the oracle's tests show.</summary>
public sealed class PositionalRecordTests
{
    private const string Service = """
        #pragma warning disable CS1591
        using WsToolkit;
        namespace Shop;
        [WsService] public partial class Trading { [WsRpcMethod] public void Place(Quote quote) { } }
        """;

    [Fact]
    public void A_record_of_another_assembly_is_created_by_its_constructor()
    {
        var other = TestCompilation.Create("""
            #pragma warning disable CS1591
            namespace Shop;
            public sealed record Quote(string Symbol, int Count);
            """).WithAssemblyName("Other");

        var run = GeneratorHarness.Run(TestCompilation.Create(Service).AddReferences(other.ToMetadataReference()));

        Assert.Contains("static args => new Self((string)args[0], (int)args[1])", run["WsJsonContext.Quote.g.cs"]);
    }

    [Fact]
    public void Two_levels_with_type_parameters_of_the_same_name_have_no_setters_that_could_be_called()
    {
        const string Types = """
            #pragma warning disable CS0693, CS1591
            namespace Shop;
            public static class Outer<T> { public sealed record Inner<T>(T Value); }
            public sealed record Quote(Outer<int>.Inner<string> Inner);
            """;

        var run = GeneratorHarness.Run(Service, Types);

        run.Compile();
        Assert.Contains("static args => new Self((string)args[0])", run.Print());
        Assert.Contains("static () => new Self(default(global::Shop.Outer<int>.Inner<string>))", run["WsJsonContext.Quote.g.cs"]);
    }

    [Fact]
    public void The_arguments_are_of_the_parameters_types()
    {
        const string Types = """
            #pragma warning disable CS1591
            namespace Shop;
            public sealed record Quote(
                string? A, byte B = 1, short C = -1, int? D = -1, decimal E = -1.50m, string F = "f",
                Side G = Side.Sell, Side? H = Side.Buy, Side I = (Side)9, DateTime J = default, List<int>? K = null)
            {
                internal Quote(object? a, int b = 1, int c = -1) : this("", D: b) => (_, _, _) = (a, b, c);
            }
            public enum Side { Buy, Sell }
            """;

        var run = GeneratorHarness.Run(Service, Types);

        run.Compile();
        Assert.Contains(
            "static () => new Self(default(string), (byte)1, (short)(-1), (int?)(-1), -1.50m, \"f\", global::Shop.Side.Sell, "
                + "(global::Shop.Side?)global::Shop.Side.Buy, (global::Shop.Side)(9), default(global::System.DateTime), "
                + "default(global::System.Collections.Generic.List<int>)),",
            run["WsJsonContext.Quote.g.cs"]);
    }

    [Fact]
    public void A_moment_can_be_a_default_value()
    {
        const string Types = """
            #pragma warning disable CS1591
            using System.Runtime.CompilerServices;
            using System.Runtime.InteropServices;
            namespace Shop;
            public sealed record Quote(
                [Optional, DateTimeConstant(0L)] DateTime Zero, [Optional, DateTimeConstant(5L)] DateTime Five,
                [Optional, DateTimeConstant(7L)] DateTime? Seven, Created? Created = null);
            public sealed class Created([Optional, DateTimeConstant(9L)] DateTime nine) { public DateTime Nine { get; } = nine; }
            """;

        var run = GeneratorHarness.Run(Service, Types);

        run.Compile();
        Assert.Contains(
            "static () => new Self(default(global::System.DateTime), (global::System.DateTime)new global::System.DateTime(5L), "
                + "(global::System.DateTime?)new global::System.DateTime(7L), default(global::Shop.Created)),",
            run["WsJsonContext.Quote.g.cs"]);
        Assert.Contains(
            "Json.Parameter<global::System.DateTime>(0, \"nine\", false, new global::System.DateTime(9L))", run["WsJsonContext.Created.g.cs"]);
    }

    [Theory]
    [InlineData("record Quote<T>(T Number) { internal Quote(string other) : this(default(T)!) { } }", true)]
    [InlineData("record Quote<T>(T Number);", false)]
    [InlineData("record struct Quote<T>(T Number);", false)]
    [InlineData("record Quote<T>(T Number) { private Quote(Quote<T> original) => Number = original.Number; }", false)]
    [InlineData("record Quote<T>(int Number) { [OverloadResolutionPriority(1)] internal Quote(long other) : this(Number: 1) { } }", true)]
    public void Another_constructor_that_could_be_meant_makes_it_called_by_an_accessor(string declaration, bool isByAccessor)
    {
        var types = $$"""
            #pragma warning disable CS1591
            using System.Runtime.CompilerServices;
            using System.Text.Json.Serialization;
            namespace Shop;
            public sealed record Quote(Quote<int> Of);
            {{(declaration.Contains("struct") ? "[method: JsonConstructor] public " : "public sealed ")}}{{declaration}}
            """;

        var run = GeneratorHarness.Run(Service, types);

        run.Compile();
        Assert.Equal(isByAccessor, run["WsJsonContext.Quote_Int32.g.cs"].Contains("Access<int>.New((int)args[0])"));
        Assert.Equal(!isByAccessor, run["WsJsonContext.Quote_Int32.g.cs"].Contains("Json.Positional<Self>("));
    }

    [Fact]
    public void An_initial_value_that_begins_to_use_a_parameter_makes_it_an_argument()
    {
        var before = GeneratorHarness.Run(Service, """
            #pragma warning disable CS1591
            namespace Shop;
            public sealed record Quote(int Number) { private readonly int _twice = 2; public int Sum() => _twice; }
            """);

        var after = before.Edit(1, "_twice = 2", "_twice = Number");

        Assert.Contains("Json.Positional<Self>(", before["WsJsonContext.Quote.g.cs"]);
        Assert.Contains("Json.Object<Self>(", after["WsJsonContext.Quote.g.cs"]);
    }
}
