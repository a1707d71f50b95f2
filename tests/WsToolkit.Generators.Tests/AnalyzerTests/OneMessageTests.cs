using System.Globalization;
using WsToolkit.Generators.Tests.Harness;

namespace WsToolkit.Generators.Tests.AnalyzerTests;

/// <summary>One mistake gives one message: nothing is said about its consequences, and nothing that the compiler already says.</summary>
public sealed class OneMessageTests
{
    private const string Header = "using WsToolkit;\nnamespace Shop;\n";

    [Theory]
    [InlineData("CS0592", "[WsService] public partial struct Trading { [WsRpcMethod] public int Add() => 1; }")]
    [InlineData("CS0592", "[WsService] public enum Trading { One }")]
    [InlineData("CS0260", "public partial class Trading { [WsRpcMethod] public int Add() => 1; } public class Trading { }")]
    [InlineData("CS0260", "public static partial class Api { public partial class Trading { [WsRpcMethod] public int Add() => 1; } } public static class Api { }")]
    [InlineData("CS0246", "public partial class Trading { [WsRpcMethod] public int Add(Missing value) => 1; }")]
    [InlineData("CS0246", "public abstract partial class Trading { [WsRpcMethod] public abstract Task<List<Missing>> Add(); }")]
    [InlineData("CS0246", "[WsService(Callback = typeof(IMissing))] public partial class Trading { [WsRpcMethod] public int Add() => 1; }")]
    [InlineData("CS0246", "[WsService(typeof(IMissing))] public partial class Trading;")]
    [InlineData("CS9051", "file class Local; abstract partial class Trading { [WsRpcMethod] public abstract Task Add(Local value); }")]
    [InlineData("CS0721", "public partial class Trading { [WsRpcMethod] public int Add(Console value) => 1; }")]
    public async Task The_compiler_has_said_it(string id, string source)
    {
        var run = GeneratorHarness.Run(Header + source);
        Assert.Equal([id], run.Output.CompilerErrors().Select(diagnostic => diagnostic.Id));
        Assert.Empty(await AnalyzerHarness.AnalyzeAsync(run.Output));
    }

    [Fact]
    public async Task A_callback_with_a_mistake_speaks_for_itself() => await AssertAsync(
        ["WST1042 'Confirm' is called over a connection, so it has to be asynchronous. Return Task, Task<T>, ValueTask, ValueTask<T> or IAsyncEnumerable<T>."],
        """
        [WsService(Callback = typeof(ITradingCallback))]
        public partial class Trading
        {
            [WsRpcMethod] public int Add(int a, ITradingCallback caller) => a;
        }
        [WsService] public partial interface ITradingCallback { bool Confirm(); }
        """);

    [Fact]
    public async Task A_containing_type_that_is_a_contract_speaks_for_itself() => await AssertAsync(
        ["WST1001 'Trading' is a contract but is not partial, so nothing can be generated for it. Declare it 'partial'."],
        "public class Trading { [WsRpcMethod] public int Add() => 1; public partial class Inner { [WsRpcMethod] public int Add() => 1; } }");

    [Theory]
    [InlineData("Task Echo<T>();", "WST1022 'Echo' is generic, but a call carries no types. Remove the type parameters, or write a method for each type.")]
    [InlineData("Task Echo(Action done);", "WST1061 A value of type 'System.Action' cannot be sent. Give 'done' another type.")]
    public async Task A_base_contract_with_a_mistake_speaks_for_those_that_inherit_it(string method, string message) => await AssertAsync(
        [message],
        $$"""
        [WsService] public partial interface IBase { {{method}} }
        [WsService] public partial interface ITrading : IBase { Task<int> AddAsync(); }
        """);

    [Theory]
    [InlineData("", "public interface IBase { void Close(); }")]
    [InlineData("", "public interface IRoot { void Close(); } public interface IBase : IRoot;", "IRoot")]
    public async Task A_base_interface_that_is_no_contract_is_told_about_where_it_is_inherited(string prefix, string source, string owner = "IBase")
    {
        var (text, span) = AnalyzerHarness.Unmark($"{Header}{prefix}{source} [WsService] public partial interface [|ITrading|] : IBase {{ Task<int> AddAsync(); }}");
        var diagnostic = Assert.Single(await AnalyzerHarness.AnalyzeAsync(text));
        Assert.Equal("WST1042", diagnostic.Id);
        Assert.Equal(span, diagnostic.Location.SourceSpan);
        Assert.StartsWith($"'{owner}.Close' is called over a connection", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_base_interface_of_the_platform_has_no_place_of_its_own()
    {
        var (text, span) = AnalyzerHarness.Unmark(Header + "[WsService] public partial interface [|ITrading|] : IDisposable { Task<int> AddAsync(); }");
        var diagnostic = Assert.Single(await AnalyzerHarness.AnalyzeAsync(text));
        Assert.Equal(span, diagnostic.Location.SourceSpan);
        Assert.StartsWith("'IDisposable.Dispose' is called", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parameters_of_inherited_methods_name_their_method() => await AssertAsync(
        ["WST1062 'ITrading' is called by clients, which have no 'WsCallContext' to pass. Remove 'context'."],
        """
        public interface IBase { Task CloseAsync(WsCallContext context); }
        [WsService] public partial interface ITrading : IBase { Task<int> AddAsync(); }
        """);

    [Fact]
    public async Task Several_mistakes_get_a_message_each() => await AssertAsync(
        [
            "WST1060 'a' is passed by reference, but arguments are sent by value. Remove the modifier.",
            "WST1022 'Echo' is generic, but a call carries no types. Remove the type parameters, or write a method for each type.",
            "WST1012 No generated code can create 'Orders', so no endpoint can run it. Give it a public or internal constructor whose parameters are services, and no required members.",
            "WST1021 'Sum' is static, but calls run on an instance. Remove 'static', or take the method out of the contract.",
        ],
        """
        public partial class Trading
        {
            [WsRpcMethod] public int Add(ref int a, out int b) { b = a; return a; }
            [WsRpcMethod] public T Echo<T>(T value) => value;
            [WsRpcMethod] public int Good() => 1;
        }
        public partial class Orders
        {
            protected Orders() { }
            [WsRpcMethod] public static int Sum() => 1;
        }
        """);

    [Fact]
    public async Task Code_of_other_generators_is_theirs() => await AssertAsync(
        [], "// <auto-generated/>\nusing WsToolkit;\npublic class Trading { [WsRpcMethod] public int Add() => 1; }", header: "");

    [Fact]
    public async Task A_type_without_annotations_is_nothing_to_it() => await AssertAsync(
        [], "public static class Trading { public static T Echo<T>(ref T value) => value; } public class Local { public void Run() { [WsRpcMethod] int Add() => 1; Add(); } }");

    private static async Task AssertAsync(string[] messages, string source, string header = Header)
    {
        var run = GeneratorHarness.Run(header + source);
        Assert.Empty(run.Output.CompilerErrors());
        var diagnostics = await AnalyzerHarness.AnalyzeAsync(run.Output);
        Assert.Equal(messages, diagnostics.Select(diagnostic => diagnostic.Id + " " + diagnostic.GetMessage(CultureInfo.InvariantCulture)));
    }
}
