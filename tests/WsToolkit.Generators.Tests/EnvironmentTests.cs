using System.Reflection;
using WsToolkit.Generators.Tests.Harness;

namespace WsToolkit.Generators.Tests;

/// <summary>What the generator relies on outside itself.</summary>
public sealed class EnvironmentTests
{
    /// <summary>A generator that was built against a newer compiler than the user's is skipped with no more than a warning.</summary>
    [Fact]
    public void The_compiler_that_is_referenced_is_not_newer_than_the_oldest_one_supported()
    {
        var references = typeof(WsGenerator).Assembly.GetReferencedAssemblies()
            .Where(name => name.Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(references);
        Assert.All(references, name => Assert.True(name.Version <= new Version(4, 14, 0, 0), name.ToString()));
    }

    [Fact]
    public void The_generator_needs_no_assembly_that_the_compiler_does_not_bring()
    {
        string[] brought = ["netstandard", "System.Collections.Immutable", "System.Memory", "Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.CSharp"];
        Assert.All(typeof(WsGenerator).Assembly.GetReferencedAssemblies(), name => Assert.Contains(name.Name, brought));
    }

    [Fact]
    public void Every_known_name_is_that_of_a_type()
    {
        var compilation = TestCompilation.Create("");
        var constants = typeof(KnownNames).GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic)
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(constant => constant.IsLiteral).ToList();
        Assert.True(constants.Count > 40);
        Assert.All(constants, constant => Assert.NotNull(compilation.GetTypeByMetadataName((string)constant.GetRawConstantValue()!)));
    }
}
