using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Model;

namespace WsToolkit.Generators.Parsing;

/// <summary>Turns annotated types into models. A type is parsed once, however many annotations and files it has.</summary>
internal static class ServiceParser
{
    /// <summary>The metadata name of a type with <c>[WsService]</c>.</summary>
    public static string? FindByType(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
        => context.TargetSymbol is INamedTypeSymbol type && IsFirst(context, type.FindAttribute(KnownNames.Attributes.Service))
            ? type.FullMetadataName()
            : null;

    /// <summary>
    /// The metadata name of a type that has only members with <c>[WsRpcMethod]</c> or <c>[WsChannel]</c>, found at the first of them.
    /// </summary>
    public static string? FindByMember(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
        => context.TargetSymbol.ContainingSymbol is INamedTypeSymbol type
            && type.FindAttribute(KnownNames.Attributes.Service) is null
            && IsFirst(context, ContractAnalysis.FirstAnnotation(type))
                ? type.FullMetadataName()
                : null;

    /// <summary>The model of a service, or <see langword="null"/> when it cannot be generated.</summary>
    public static ServiceModel? Parse(string metadataName, Declarations declarations, CancellationToken cancellationToken)
        => declarations.Compilation is var compilation
            && GeneratedLanguage.IsUnderstoodBy(compilation)
            && compilation.Assembly.GetTypeByMetadataName(metadataName) is { } type
                ? Parse(type, metadataName, declarations, cancellationToken)
                : null;

    // Half-typed code may repeat an attribute, and the parts of a partial method each show it.
    private static bool IsFirst(GeneratorAttributeSyntaxContext context, AttributeData? first)
        => first?.ApplicationSyntaxReference is { } reference && context.Attributes.Any(attribute =>
            attribute.ApplicationSyntaxReference is { } own && own.SyntaxTree == reference.SyntaxTree && own.Span == reference.Span);

    private static ServiceModel? Parse(
        INamedTypeSymbol type, string metadataName, Declarations declarations, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var contract = ContractAnalysis.Of(type);
        var bodies = ChannelBodies.Parse(contract);
        if (!contract.IsGenerated && (bodies.IsEmpty || !ChannelBodies.CanBeReopened(contract)))
        {
            return null;
        }

        var options = contract.Options;
        var members = contract.IsGenerated ? contract.GoodMembers.ToList() : [];
        var channels = contract.IsGenerated ? contract.GoodChannels.ToList() : [];
        var payloads = new PayloadFields(contract);
        var methods = new MethodParser(contract, payloads);
        var callback = contract.HasUsableCallback ? options.Callback : null;
        var shown = members.SelectMany(PayloadRoots.Of)
            .Concat(channels.SelectMany(ChannelParser.Shown))
            .Concat(callback is null ? [] : [callback]).ToList();
        var symbols = members.Select(static member => member.Symbol).Concat(channels.Select(static channel => channel.Symbol));
        return new ServiceModel
        {
            MetadataName = metadataName,
            HintName = HintNames.Of(type, metadataName, declarations),
            Namespace = TypeNesting.Namespace(type),
            Containers = TypeNesting.Containers(type),
            Declaration = TypeNesting.Declaration(type),
            Name = TypeNesting.Name(type),
            SiblingPrefix = TypeNesting.Prefix(type),
            DocumentationId = type.GetDocumentationCommentId() ?? type.Name,
            BaseName = contract.BaseName,
            TypeParameters = TypeNesting.TypeParameters(type),
            Constraints = TypeNesting.Constraints(type),
            IsInterface = contract.IsInterface,
            EmitsClient = options.Ends.HasFlag(Ends.Client),
            EmitsServer = options.Ends.HasFlag(Ends.Server),
            HasContract = contract.IsGenerated && options.Contract is null,
            Accessibility = Accessibilities.OfClient(type, shown),
            HelperAccessibility = Accessibilities.OfHelpers(type, shown),
            ServiceName = options.Name,
            Naming = options.Naming.ToString(),
            WritesEnumNumbers = options.Enums == EnumFormat.Numbers,
            Callback = callback is null ? null : TypeRef.From(callback).Name,
            ConstructorArguments = contract.IsGenerated ? ConstructorParser.Parse(type) : null,
            Methods = members.Select(methods.Parse).ToEquatableArray(),
            Channels = channels.Select(new ChannelParser(contract, payloads).Parse).ToEquatableArray(),
            ServiceChannels = bodies,
            Publisher = channels.Count > 0 && options.Ends.HasFlag(Ends.Server) ? PublisherParser.Parse(type, contract.BaseName, shown) : null,
            Demands = DemandParser.Parse(type, options.Contract),
            Payloads = payloads.Payloads,
            Documentation = Documentation.OfType(type, options.Name),
            CustomDiagnostics = CustomDiagnostics(type, symbols, shown),
            Obsolete = AttributeParser.Obsolete(type),
        };
    }

    private static EquatableArray<string> CustomDiagnostics(INamedTypeSymbol type, IEnumerable<ISymbol> members, List<ITypeSymbol> shown)
    {
        var ids = new ExperimentalIds();
        ids.Add(type);
        foreach (var member in members)
        {
            ids.Add(member);
        }

        shown.ForEach(ids.Add);
        if (ConstructorParser.FindConstructor(type) is { } constructor)
        {
            ids.Add(constructor);
            foreach (var parameter in constructor.Parameters)
            {
                ids.Add(parameter.Type);
            }
        }

        return ids.All.ToEquatableArray();
    }
}
