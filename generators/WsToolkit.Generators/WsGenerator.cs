using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Emit;
using WsToolkit.Generators.Model;
using WsToolkit.Generators.Parsing;

namespace WsToolkit.Generators;

/// <summary>
/// Writes both ends of annotated contracts. The parsers decide, the emitters only print; what cannot be generated is skipped here
/// and explained by the analyzers, which share the parsers' rules.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class WsGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // A service is found by its own attribute, or else by its first annotated method.
        var annotated = context.SyntaxProvider
            .ForAttributeWithMetadataName(KnownNames.Attributes.Service, static (_, _) => true, ServiceParser.FromService)
            .Where(static service => service is not null)
            .Select(static (service, _) => service!)
            .WithTrackingName(TrackingNames.AnnotatedServices);
        var implied = context.SyntaxProvider
            .ForAttributeWithMetadataName(KnownNames.Attributes.RpcMethod, static (_, _) => true, ServiceParser.FromMethod)
            .Where(static service => service is not null)
            .Select(static (service, _) => service!)
            .WithTrackingName(TrackingNames.ImpliedServices);

        var contextNamespace = context.AnalyzerConfigOptionsProvider
            .Combine(context.CompilationProvider.Select(static (compilation, _) => compilation.AssemblyName))
            .Select(static (pair, _) =>
            {
                var options = pair.Left.GlobalOptions;
                options.TryGetValue(ProjectProperties.RootNamespace, out var rootNamespace);
                return ProjectProperties.GeneratesJsonContext(options) ? ContextNamespace.For(rootNamespace, pair.Right) : null;
            })
            .WithTrackingName(TrackingNames.ContextNamespace);

        context.RegisterSourceOutput(annotated.Combine(contextNamespace), static (output, pair) => ServiceEmitter.Emit(output, pair.Left, pair.Right));
        context.RegisterSourceOutput(implied.Combine(contextNamespace), static (output, pair) => ServiceEmitter.Emit(output, pair.Left, pair.Right));

        // The payload types reach across files and services: they are walked once per compilation, from the services' names on.
        var names = annotated.Select(static (service, _) => service.MetadataName).Collect()
            .Combine(implied.Select(static (service, _) => service.MetadataName).Collect())
            .Select(static (pair, _) => pair.Left.Concat(pair.Right).OrderBy(static name => name, StringComparer.Ordinal).ToEquatableArray())
            .WithTrackingName(TrackingNames.ServiceNames);
        var payloads = context.CompilationProvider.Combine(names).Combine(contextNamespace)
            .Select(static (input, cancellationToken) => PayloadStep.Run(input.Left.Left, input.Left.Right, input.Right, cancellationToken))
            .WithTrackingName(TrackingNames.Payloads);

        // A payload type that is edited re-emits its own file only.
        var table = payloads.SelectMany(static (payloads, _) => payloads is null ? ImmutableArray<JsonTableModel>.Empty : [payloads.Table])
            .WithTrackingName(TrackingNames.PayloadTable);
        var types = payloads.SelectMany(static (payloads, _) => payloads is null ? ImmutableArray<JsonObjectModel>.Empty : [.. payloads.Objects])
            .WithTrackingName(TrackingNames.PayloadTypes);
        context.RegisterSourceOutput(table, JsonContextEmitter.EmitTable);
        context.RegisterSourceOutput(types, JsonContextEmitter.EmitObject);
    }
}
