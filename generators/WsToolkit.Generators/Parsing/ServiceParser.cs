using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Model;

namespace WsToolkit.Generators.Parsing;

/// <summary>Turns annotated types into models. A type is parsed once, however many annotations and files it has.</summary>
internal static class ServiceParser
{
    /// <summary>The model of a type with <c>[WsService]</c>, or <see langword="null"/> when it cannot be generated.</summary>
    public static ServiceModel? FromService(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
        => context.TargetSymbol is INamedTypeSymbol type && IsFirst(context, type.FindAttribute(KnownNames.Attributes.Service))
            ? Parse(type, context.SemanticModel.Compilation, cancellationToken)
            : null;

    /// <summary>The model of a type that has methods with <c>[WsRpcMethod]</c> only, found at the first of them.</summary>
    public static ServiceModel? FromMethod(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
        => context.TargetSymbol.ContainingSymbol is INamedTypeSymbol type
            && type.FindAttribute(KnownNames.Attributes.Service) is null
            && IsFirst(context, ContractAnalysis.FirstAnnotatedMethod(type)?.FindAttribute(KnownNames.Attributes.RpcMethod))
                ? Parse(type, context.SemanticModel.Compilation, cancellationToken)
                : null;

    // Half-typed code may repeat an attribute, and the parts of a partial method each show it.
    private static bool IsFirst(GeneratorAttributeSyntaxContext context, AttributeData? first)
        => first?.ApplicationSyntaxReference is { } reference && context.Attributes.Any(attribute =>
            attribute.ApplicationSyntaxReference is { } own && own.SyntaxTree == reference.SyntaxTree && own.Span == reference.Span);

    private static ServiceModel? Parse(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!GeneratedLanguage.IsUnderstoodBy(compilation))
        {
            return null;
        }

        var contract = ContractAnalysis.Of(type);
        if (!contract.IsGenerated)
        {
            return null;
        }

        var options = contract.Options;
        var members = contract.GoodMembers.ToList();
        var payloads = new PayloadFields(contract);
        var methods = new MethodParser(contract, payloads);
        var callback = contract.HasUsableCallback ? options.Callback : null;
        var shown = members.SelectMany(PayloadRoots.Of).Concat(callback is null ? [] : [callback]).ToList();
        var metadataName = type.FullMetadataName();
        return new ServiceModel
        {
            MetadataName = metadataName,
            HintName = HintNames.Of(type, metadataName, compilation),
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
            HasContract = options.Contract is null,
            Accessibility = Accessibilities.OfClient(type, shown),
            HelperAccessibility = Accessibilities.OfHelpers(type, shown),
            ServiceName = options.Name,
            Naming = options.Naming.ToString(),
            Callback = callback is null ? null : TypeRef.From(callback).Name,
            ConstructorArguments = ConstructorParser.Parse(type),
            Methods = members.Select(methods.Parse).ToEquatableArray(),
            Demands = DemandParser.Parse(type, options.Contract),
            Payloads = payloads.Payloads,
            Documentation = Documentation.OfType(type, options.Name),
            CustomDiagnostics = CustomDiagnostics(type, members, shown),
            Obsolete = AttributeParser.Obsolete(type),
        };
    }

    private static EquatableArray<string> CustomDiagnostics(INamedTypeSymbol type, List<ContractMember> members, List<ITypeSymbol> shown)
    {
        var ids = new ExperimentalIds();
        ids.Add(type);
        members.ForEach(member => ids.Add(member.Symbol));
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
