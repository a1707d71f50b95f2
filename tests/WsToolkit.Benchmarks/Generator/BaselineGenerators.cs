using Microsoft.CodeAnalysis;

namespace WsToolkit.Benchmarks.Generator;

/// <summary>Generates nothing and asks for nothing: what is left is the driver's own cost.</summary>
internal sealed class EmptyGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
    }
}

/// <summary>Finds the annotated types and does nothing with them: what every generator pays that looks for these attributes.</summary>
internal sealed class FindingGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        foreach (var attribute in new[] { "WsToolkit.WsServiceAttribute", "WsToolkit.WsRpcMethodAttribute" })
        {
            var found = context.SyntaxProvider.ForAttributeWithMetadataName(
                attribute, static (_, _) => true, static (found, _) => found.TargetSymbol.Name);
            context.RegisterSourceOutput(found, static (_, _) => { });
        }
    }
}
