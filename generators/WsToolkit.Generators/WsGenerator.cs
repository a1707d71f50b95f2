using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
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
        // What comes after this rests while nothing but bodies of members is edited.
        var declarations = context.CompilationProvider
            .Select(static (compilation, _) => new Declarations((CSharpCompilation)compilation))
            .WithTrackingName(TrackingNames.Declarations);

        // A service is found by its own attribute, or else by its first annotated member.
        var annotated = Services(
            context.SyntaxProvider.ForAttributeWithMetadataName(KnownNames.Attributes.Service, static (_, _) => true, ServiceParser.FindByType),
            declarations,
            TrackingNames.AnnotatedServices);
        var implied = Services(
            context.SyntaxProvider.ForAttributeWithMetadataName(KnownNames.Attributes.RpcMethod, static (_, _) => true, ServiceParser.FindByMember),
            declarations,
            TrackingNames.ImpliedServices);
        var broadcasting = Services(
            context.SyntaxProvider.ForAttributeWithMetadataName(KnownNames.Attributes.Channel, static (_, _) => true, ServiceParser.FindByMember),
            declarations,
            TrackingNames.ChannelServices);

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
        context.RegisterSourceOutput(broadcasting.Combine(contextNamespace), static (output, pair) => ServiceEmitter.Emit(output, pair.Left, pair.Right));

        // The payload types reach across files and services: they are walked once per compilation, from the services' names on.
        var names = annotated.Select(static (service, _) => service.MetadataName).Collect()
            .Combine(implied.Select(static (service, _) => service.MetadataName).Collect())
            .Combine(broadcasting.Select(static (service, _) => service.MetadataName).Collect())
            .Select(static (all, _) => all.Left.Left.Concat(all.Left.Right).Concat(all.Right)
                .OrderBy(static name => name, StringComparer.Ordinal).ToEquatableArray())
            .WithTrackingName(TrackingNames.ServiceNames);
        var payloads = declarations.Combine(names).Combine(contextNamespace)
            .Select(static (input, cancellationToken) => PayloadStep.Run(
                input.Left.Left.Compilation, input.Left.Right, input.Right, cancellationToken))
            .WithTrackingName(TrackingNames.Payloads);

        // A payload type that is edited re-emits its own file only.
        var table = payloads.SelectMany(static (payloads, _) => payloads is null ? ImmutableArray<JsonTableModel>.Empty : [payloads.Table])
            .WithTrackingName(TrackingNames.PayloadTable);
        var types = payloads.SelectMany(static (payloads, _) => payloads is null ? ImmutableArray<JsonObjectModel>.Empty : [.. payloads.Objects])
            .WithTrackingName(TrackingNames.PayloadTypes);
        context.RegisterSourceOutput(table, JsonContextEmitter.EmitTable);
        context.RegisterSourceOutput(types, JsonContextEmitter.EmitObject);
    }

    private static IncrementalValuesProvider<ServiceModel> Services(
        IncrementalValuesProvider<string?> found, IncrementalValueProvider<Declarations> declarations, string trackingName)
        => found.Where(static name => name is not null)
            .Combine(declarations)
            .Select(static (input, cancellationToken) => ServiceParser.Parse(input.Left!, input.Right, cancellationToken))
            .Where(static service => service is not null)
            .Select(static (service, _) => service!)
            .WithTrackingName(trackingName);
}
