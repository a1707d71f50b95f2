using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using WsToolkit.CodeFixes;
using WsToolkit.Generators.Tests.Harness;

namespace WsToolkit.Generators.Tests.CodeFixTests;

/// <summary>The fix adds the modifier where it belongs and leaves everything else as it is.</summary>
public sealed class MakePartialFixTests
{
    private const string Header = "using WsToolkit;\nnamespace Shop;\n";
    private const string Method = "[WsRpcMethod] public int Add(int a, int b) => a + b;";

    public static TheoryData<string, string> Changes => new()
    {
        { $"public class Trading {{ {Method} }}", $"public partial class Trading {{ {Method} }}" },
        { $"class Trading {{ {Method} }}", $"partial class Trading {{ {Method} }}" },
        { $"public sealed class Trading {{ {Method} }}", $"public sealed partial class Trading {{ {Method} }}" },
        { $"public record Trading {{ {Method} }}", $"public partial record Trading {{ {Method} }}" },
        { $"internal record class Trading {{ {Method} }}", $"internal partial record class Trading {{ {Method} }}" },
        { $"[WsService] class Trading {{ {Method} }}", $"[WsService] partial class Trading {{ {Method} }}" },
        { "[WsService]\npublic interface ITrading { Task<int> AddAsync(); }", "[WsService]\npublic partial interface ITrading { Task<int> AddAsync(); }" },
        { $"/// <summary>Trades.</summary>\nclass Trading {{ {Method} }}", $"/// <summary>Trades.</summary>\npartial class Trading {{ {Method} }}" },
        { $"#region One\n\n// It trades.\n  class   Trading(int limit) // here\n{{\n {Method} }}\n#endregion", $"#region One\n\n// It trades.\n  partial class   Trading(int limit) // here\n{{\n {Method} }}\n#endregion" },
        {
            $"public static class Api\n{{\n    public readonly record struct V1\n    {{\n        class Trading {{ {Method} }}\n    }}\n}}",
            $"public static partial class Api\n{{\n    public readonly partial record struct V1\n    {{\n        partial class Trading {{ {Method} }}\n    }}\n}}"
        },
        {
            $"public interface IApi {{ public class Trading {{ {Method} }} }} public class Other {{ }}",
            $"public partial interface IApi {{ public partial class Trading {{ {Method} }} }} public class Other {{ }}"
        },
        {
            $"public class Api {{ public class V1 {{ public partial class Trading {{ {Method} }} }} }}",
            $"public partial class Api {{ public partial class V1 {{ public partial class Trading {{ {Method} }} }} }}"
        },
        {
            $"public class Api {{ public partial class V1 {{ public partial class Trading {{ {Method} }} }} }}",
            $"public partial class Api {{ public partial class V1 {{ public partial class Trading {{ {Method} }} }} }}"
        },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task The_type_and_what_contains_it_become_partial(string before, string after)
    {
        using var project = CodeFixHarness.Open<MakePartialFix>(Header + before);
        var action = Assert.Single(await project.ActionsAsync(Assert.Single(await project.AnalyzeAsync())));

        await project.ApplyAsync(action);

        Assert.Equal(Header + after, await project.TextAsync());
        Assert.Empty(await project.AnalyzeAsync());
    }

    [Theory]
    [InlineData("public class Trading { [WsRpcMethod] public int Add() => 1; }", "Make 'Trading' partial")]
    [InlineData("public class @class { [WsRpcMethod] public int Add() => 1; }", "Make 'class' partial")]
    [InlineData("public class Api { public partial class Trading { [WsRpcMethod] public int Add() => 1; } }", "Make 'Api' partial")]
    public async Task The_title_names_the_type(string source, string title)
    {
        using var project = CodeFixHarness.Open<MakePartialFix>(Header + source);
        var action = Assert.Single(await project.ActionsAsync(Assert.Single(await project.AnalyzeAsync())));
        Assert.Equal(title, action.Title);
    }

    [Fact]
    public async Task All_of_a_document_are_fixed_at_once()
    {
        using var project = CodeFixHarness.Open<MakePartialFix>(
            Header + $"public class Api {{ public class Trading {{ {Method} }} public class Orders {{ {Method} }} }}",
            Header + $"public class Elsewhere {{ {Method} }}");
        var diagnostics = await project.AnalyzeAsync();
        Assert.Equal(3, diagnostics.Length);

        await project.FixAllAsync(diagnostics[0], FixAllScope.Document);

        Assert.Equal(
            Header + $"public partial class Api {{ public partial class Trading {{ {Method} }} public partial class Orders {{ {Method} }} }}",
            await project.TextAsync());
        Assert.Equal(Header + $"public class Elsewhere {{ {Method} }}", await project.TextAsync(1));
    }

    [Fact]
    public async Task All_of_a_project_are_fixed_at_once()
    {
        using var project = CodeFixHarness.Open<MakePartialFix>(
            Header + $"public class Trading {{ {Method} }}",
            Header + $"public class Orders {{ {Method} }}");

        await project.FixAllAsync((await project.AnalyzeAsync())[0], FixAllScope.Project);

        Assert.Equal(Header + $"public partial class Trading {{ {Method} }}", await project.TextAsync());
        Assert.Equal(Header + $"public partial class Orders {{ {Method} }}", await project.TextAsync(1));
        Assert.Empty(await project.AnalyzeAsync());
    }
}
