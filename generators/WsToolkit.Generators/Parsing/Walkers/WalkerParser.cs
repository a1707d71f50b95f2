using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Model;

namespace WsToolkit.Generators.Parsing.Walkers;

/// <summary>Turns walkers into models.</summary>
internal static class WalkerParser
{
    /// <summary>The metadata name of a type with <c>[WsWalker]</c>.</summary>
    public static string? Find(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
        => context.TargetSymbol is INamedTypeSymbol type ? type.FullMetadataName() : null;

    /// <summary>The model of a walker, or <see langword="null"/> when nothing is printed for it alone.</summary>
    public static WalkerModel? Parse(string metadataName, Declarations declarations, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!GeneratedLanguage.IsUnderstoodBy(declarations.Compilation)
            || declarations.Compilation.Assembly.GetTypeByMetadataName(metadataName) is not { } type)
        {
            return null;
        }

        var walker = WalkerAnalysis.Of(type);
        return walker.EmitsServer || (walker.EmitsClient && !walker.IsDescription) ? Parse(walker, metadataName, declarations) : null;
    }

    private static WalkerModel Parse(WalkerAnalysis walker, string metadataName, Declarations declarations)
    {
        var type = walker.Type;
        var payloads = new PayloadFields([]);
        var members = Members(walker, payloads);
        var entries = walker.EmitsServer ? walker.GoodEntries.Select(entry => Entry(entry, walker, payloads)).ToEquatableArray() : [];
        return new WalkerModel
        {
            MetadataName = metadataName,
            HintName = HintNames.Of(type, metadataName, declarations),
            Namespace = TypeNesting.Namespace(type),
            Containers = TypeNesting.Containers(type),
            Declaration = TypeNesting.Declaration(type),
            Name = TypeNesting.Name(type),
            BaseName = type.Name,
            SiblingPrefix = TypeNesting.Prefix(type),
            DocumentationId = type.GetDocumentationCommentId() ?? type.Name,
            EmitsServer = walker.EmitsServer,
            RequestAccessibility = walker.Options.Walker is null
                ? Accessibilities.OfClient(type, walker.GoodMembers.Select(static member => member.Symbol.Type))
                : null,
            WireName = walker.Options.Name,
            Naming = walker.Options.Naming.ToString(),
            WritesEnumNumbers = walker.Options.Enums == EnumFormat.Numbers,
            Methods = walker.Options.Expression("Methods"),
            Authentication = walker.Options.Expression("Authentication"),
            Path = walker.Settings!.Path,
            Query = walker.Settings.Query.ToEquatableArray(),
            TimeoutMilliseconds = walker.Options.TimeoutMilliseconds,
            RequiresAuthorization = WithDescription(walker).Any(static one => AttributeParser.RequiresAuthorization(one, null)),
            Metadata = WithDescription(walker).SelectMany(static one => AttributeParser.Metadata(one, null)).ToEquatableArray(),
            MembersType = TypeRef.From(walker.MembersOf).Name,
            Members = members,
            CreationArguments = CreationArguments(walker),
            HandlerArguments = walker.Handler is null ? null : ConstructorParser.Arguments(walker.Handler),
            Entries = entries,
            ReportType = walker.Reports is { } reports ? TypeRef.From(reports).AnnotatedName : null,
            ReportTypeName = walker.Reports is { } named ? TypeRef.From(named).Name : null,
            ContextType = walker.Options.Walker is { } described ? TypeRef.From(described).Name
                : members.Count == 0 ? null
                : TypeNesting.Prefix(type) + type.Name + WalkerNames.RequestSuffix,
            StructName = new UniqueNames(members.SelectMany(static member => new[] { member.Name, member.Flag })).Take("Members"),
            ReportPayload = walker.EmitsServer && walker.Reports is { } written && walker.GoodEntries.Any(static entry => entry.Returned is not null)
                ? payloads.For(written, isArgument: false)
                : string.Empty,
            Payloads = payloads.Payloads,
            Summary = Documentation.SummaryOf(type),
            CustomDiagnostics = CustomDiagnostics(walker),
            Obsolete = AttributeParser.Obsolete(type),
        };
    }

    /// <summary>The members as they are written and read, with the fields of what does.</summary>
    public static EquatableArray<WalkerMemberModel> Members(WalkerAnalysis walker, PayloadFields payloads)
    {
        var members = walker.GoodMembers.ToList();
        var flags = new UniqueNames(members.Select(static member => member.Symbol.Name));
        var requests = walker.IsDescription
            ? new UniqueNames([])
            : new UniqueNames(["Clone", "EqualityContract", "PrintMembers", "Deconstruct", walker.Type.Name + WalkerNames.RequestSuffix]);
        return members.Select(member => Member(member, flags, requests, payloads)).ToEquatableArray();
    }

    private static WalkerMemberModel Member(WalkerMember member, UniqueNames flags, UniqueNames requests, PayloadFields payloads)
    {
        var property = member.Symbol;
        var type = TypeRef.From(property.Type);
        if (property.Type.IsNamed(JsonNames.Platform.Element))
        {
            // It holds any JSON, null too.
            type = type with { AcceptsNull = true };
        }

        return new WalkerMemberModel
        {
            Name = property.Name,
            RequestName = Literals.Identifier(requests.Take(property.Name)),
            Flag = flags.Take("Has" + property.Name),
            WireName = member.WireName,
            Type = type,
            TypeName = TypeRef.From(property.Type).Name,
            Payload = payloads.For(property.Type, isArgument: true),
            IsRequired = member.IsRequired,
            Assignment = member.Assignment,
            DeclaringType = TypeRef.From(property.ContainingType).Name,
            Default = member.Parameter is { HasExplicitDefaultValue: true } parameter ? Forgiving(Literals.DefaultOf(parameter), type) : null,
            Documentation = Documentation.OfProperty(property),
            Obsolete = AttributeParser.Obsolete(property),
        };
    }

    private static string Forgiving(string literal, TypeRef type)
        => literal is "null" or "default" && !type.IsValueType && !type.IsAnnotated ? literal + "!" : literal;

    private static EntryModel Entry(WalkerEntry entry, WalkerAnalysis walker, PayloadFields payloads) => new(
        Literals.Identifier(entry.Method.Name),
        entry.Arguments.Select((kind, index) => kind switch
        {
            EntryArgumentKind.Context => "run.Context",
            EntryArgumentKind.CancellationToken => "run.CancellationToken",
            EntryArgumentKind.Progress => Progress(((INamedTypeSymbol)entry.Method.Parameters[index].Type).TypeArguments[0], walker, payloads),
            _ => "walker",
        }).ToEquatableArray(),
        entry.Result,
        entry.Returned is { } returned && walker.Reports is { } reports && WalkerReports.Forgives(returned, reports));

    private static string Progress(ITypeSymbol own, WalkerAnalysis walker, PayloadFields payloads)
    {
        var common = walker.Progress ?? own;
        var forgiving = WalkerReports.Forgives(own, common) ? "!" : string.Empty;
        return $"run.GetProgress({WalkerNames.Field(payloads.For(common, isArgument: false))}){forgiving}";
    }

    private static EquatableArray<string> CreationArguments(WalkerAnalysis walker)
    {
        if (walker.Creation is not { } constructor)
        {
            return [];
        }

        if (!walker.MembersOf.IsRecord)
        {
            return ConstructorParser.Arguments(constructor);
        }

        // A parameter that is no member keeps its default, and those behind it have to be named.
        var arguments = new List<string>();
        var isNamed = false;
        foreach (var parameter in constructor.Parameters)
        {
            if (walker.GoodMembers.Any(member => SymbolEqualityComparer.Default.Equals(member.Parameter, parameter)))
            {
                var name = Literals.Identifier(parameter.Name);
                arguments.Add(isNamed ? $"{name}: members.{name}" : $"members.{name}");
            }
            else
            {
                isNamed = true;
            }
        }

        return arguments.ToEquatableArray();
    }

    private static IEnumerable<INamedTypeSymbol> WithDescription(WalkerAnalysis walker)
        => walker.Options.Walker is { } described ? [described, walker.Type] : [walker.Type];

    private static EquatableArray<string> CustomDiagnostics(WalkerAnalysis walker)
    {
        var ids = new ExperimentalIds();
        foreach (var symbol in WithDescription(walker).Cast<ISymbol>()
            .Concat(walker.GoodMembers.Select(static member => member.Symbol))
            .Concat(walker.GoodMembers.Select(static member => member.Symbol.Type))
            .Concat(walker.GoodEntries.Select(static entry => entry.Method))
            .Concat(walker.Reports is null ? [] : [walker.Reports])
            .Concat(walker.ProgressTypes)
            .Concat(new[] { walker.Creation, walker.Handler }.OfType<IMethodSymbol>().SelectMany(static constructor
                => constructor.Parameters.Select(static parameter => (ISymbol)parameter.Type).Prepend(constructor))))
        {
            ids.Add(symbol);
        }

        return ids.All.ToEquatableArray();
    }
}
