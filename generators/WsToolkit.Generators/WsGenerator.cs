using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using WsToolkit.Generators.Emit;
using WsToolkit.Generators.Emit.Walkers;
using WsToolkit.Generators.Model;
using WsToolkit.Generators.Parsing;
using WsToolkit.Generators.Parsing.Walkers;

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

        var walkers = context.SyntaxProvider
            .ForAttributeWithMetadataName(KnownNames.Attributes.Walker, static (_, _) => true, WalkerParser.Find)
            .Where(static name => name is not null).Select(static (name, _) => name!);
        var notifications = context.SyntaxProvider
            .ForAttributeWithMetadataName(KnownNames.Attributes.Event, static (_, _) => true, NotificationParser.Find)
            .Where(static name => name is not null).Select(static (name, _) => name!);

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

        var space = contextNamespace
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Combine(context.CompilationProvider.Select(static (compilation, _) => compilation.AssemblyName))
            .Select(static (input, _) =>
            {
                input.Left.Right.GlobalOptions.TryGetValue(ProjectProperties.RootNamespace, out var rootNamespace);
                return WalkerNames.SpaceOf(input.Left.Left, ContextNamespace.For(rootNamespace, input.Right));
            })
            .WithTrackingName(TrackingNames.WalkerSpace);
        var walkerModels = Parsed(walkers, declarations, WalkerParser.Parse, TrackingNames.Walkers);
        var notificationModels = Parsed(notifications, declarations, NotificationParser.Parse, TrackingNames.Notifications);
        context.RegisterSourceOutput(walkerModels.Combine(space), static (output, pair) => WalkerEmitter.Emit(output, pair.Left, pair.Right));
        context.RegisterSourceOutput(notificationModels.Combine(space), static (output, pair) => NotificationEmitter.Emit(output, pair.Left, pair.Right));
        var list = walkerModels.Collect().Select(static (walkers, _) => WalkerNames.ListOf(walkers)).WithTrackingName(TrackingNames.WalkerList);
        context.RegisterSourceOutput(list.Combine(space), static (output, pair) => WalkerListEmitter.Emit(output, pair.Left, pair.Right));

        // The payload types reach across files and services: they are walked once per compilation, from the services' names on.
        var names = annotated.Select(static (service, _) => service.MetadataName).Collect()
            .Combine(implied.Select(static (service, _) => service.MetadataName).Collect())
            .Combine(broadcasting.Select(static (service, _) => service.MetadataName).Collect())
            .Combine(walkers.Collect())
            .Combine(notificationModels.Select(static (notification, _) => notification.MetadataName).Collect())
            .Select(static (all, _) => new AnnotatedNames(
                Sorted(all.Left.Left.Left.Left, all.Left.Left.Left.Right, all.Left.Left.Right), Sorted(all.Left.Right), Sorted(all.Right)))
            .WithTrackingName(TrackingNames.AnnotatedNames);
        var groups = declarations.Combine(names)
            .SelectMany(static (input, cancellationToken) => GeneratedLanguage.IsUnderstoodBy(input.Left.Compilation)
                ? WalkerGroups.Parse(input.Left.Compilation, input.Right, cancellationToken).ToImmutableArray()
                : [])
            .WithTrackingName(TrackingNames.WalkerGroups);
        context.RegisterSourceOutput(groups.Combine(space), static (output, pair) => GroupEmitter.Emit(output, pair.Left, pair.Right));

        var payloads = declarations.Combine(names).Combine(contextNamespace)
            .Select(static (input, cancellationToken) => PayloadStep.Run(
                input.Left.Left.Compilation, input.Left.Right, input.Right, cancellationToken))
            .WithTrackingName(TrackingNames.Payloads);

        // A payload type that is edited re-emits its own file only.
        var table = payloads.SelectMany(static (payloads, _) => payloads is null ? ImmutableArray<JsonTableModel>.Empty : [payloads.Table])
            .WithTrackingName(TrackingNames.PayloadTable);
        var types = payloads
            .SelectMany(static (payloads, _) => payloads is null ? [] : PayloadPlaces.Shelve(payloads.Objects))
            .SelectMany(static (shelf, _) => PayloadPlaces.Place(shelf))
            .Where(static place => place.Count > 0)
            .WithTrackingName(TrackingNames.PayloadTypes);
        context.RegisterSourceOutput(table, JsonContextEmitter.EmitTable);
        context.RegisterSourceOutput(types, JsonContextEmitter.EmitObjects);
    }

    private static IncrementalValuesProvider<ServiceModel> Services(
        IncrementalValuesProvider<string?> found, IncrementalValueProvider<Declarations> declarations, string trackingName)
        => Parsed(found.Where(static name => name is not null).Select(static (name, _) => name!), declarations, ServiceParser.Parse, trackingName);

    private static IncrementalValuesProvider<TModel> Parsed<TModel>(
        IncrementalValuesProvider<string> found,
        IncrementalValueProvider<Declarations> declarations,
        Func<string, Declarations, CancellationToken, TModel?> parse,
        string trackingName)
        where TModel : class
        => found.Combine(declarations)
            .Select((input, cancellationToken) => parse(input.Left, input.Right, cancellationToken))
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(trackingName);

    private static EquatableArray<string> Sorted(params ImmutableArray<string>[] names)
        => names.SelectMany(static some => some).Distinct().OrderBy(static name => name, StringComparer.Ordinal).ToEquatableArray();
}
