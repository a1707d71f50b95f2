using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace WsToolkit.Generators.Tests.Harness;

/// <summary>The properties of a project that generators and analyzers see.</summary>
internal sealed class ProjectOptions : AnalyzerConfigOptionsProvider
{
    public ProjectOptions(string? rootNamespace = GeneratorHarness.RootNamespace, params (string Name, string Value)[] properties)
    {
        var all = properties.ToDictionary(property => property.Name, property => property.Value);
        if (rootNamespace is not null)
        {
            all.Add(ProjectProperties.RootNamespace, rootNamespace);
        }

        GlobalOptions = new Properties(all.ToImmutableDictionary());
    }

    /// <summary>A project that is meant for NativeAOT.</summary>
    public static ProjectOptions Aot { get; } = new(properties: (ProjectProperties.AotAnalyzer, "true"));

    /// <summary>A project that writes its JSON contexts itself.</summary>
    public static ProjectOptions User { get; } = new(properties: (ProjectProperties.JsonContext, "user"));

    public override AnalyzerConfigOptions GlobalOptions { get; }

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

    private sealed class Properties(ImmutableDictionary<string, string> all) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, out string value) => all.TryGetValue(key, out value!);
    }
}
