using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using WsToolkit.Generators.Analyzers.Payloads;
using WsToolkit.Generators.Parsing;

namespace WsToolkit.CodeFixes;

/// <summary>Finds, extends and writes the JSON contexts of a project.</summary>
internal static class JsonContexts
{
    private const string Serialization = "System.Text.Json.Serialization";
    private const string NewName = "PayloadJsonContext";

    private const string Summary =
        "/// <summary>The JSON metadata of payload types. It belongs into the options' <c>Json.TypeInfoResolvers</c>.</summary>\n";

    /// <summary>The contexts that somebody has written, by name.</summary>
    public static async Task<IReadOnlyList<INamedTypeSymbol>> FindAsync(Project project, CancellationToken cancellationToken)
    {
        var compilation = await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false);
        return compilation is null
            ? []
            : SourceTypes.Of(compilation.Assembly.GlobalNamespace, cancellationToken)
                .Where(type => UserContexts.IsContext(type) && DeclarationIn(project, type) is not null)
                .OrderBy(static type => type.ToDisplayString(), StringComparer.Ordinal)
                .ToList();
    }

    /// <summary>The types that a context lists, as <see cref="JsonTypeNames"/> spells them.</summary>
    public static IEnumerable<string> Listed(INamedTypeSymbol context)
    {
        var names = new JsonTypeNames();
        return context.GetAttributes()
            .Where(static attribute => attribute.AttributeClass?.Name == "JsonSerializableAttribute")
            .Select(static attribute => attribute.ConstructorArguments is [{ Value: ITypeSymbol type }, ..] ? type : null)
            .OfType<ITypeSymbol>()
            .Select(names.Of);
    }

    /// <summary>Adds an attribute for each type to a context.</summary>
    public static async Task<Solution> AddAsync(
        Project project, INamedTypeSymbol context, IReadOnlyList<string> types, CancellationToken cancellationToken)
    {
        var reference = DeclarationIn(project, context)!;
        var document = project.GetDocument(reference.SyntaxTree)!;
        var editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        var declaration = await reference.GetSyntaxAsync(cancellationToken).ConfigureAwait(false);
        foreach (var type in types)
        {
            editor.AddAttribute(declaration, Serializable(type));
        }

        return editor.GetChangedDocument().Project.Solution;
    }

    /// <summary>Writes a context in a file of its own, in the namespace of a place.</summary>
    public static async Task<Solution> CreateAsync(
        Project project, IReadOnlyList<string> types, Location place, CancellationToken cancellationToken)
    {
        var compilation = (await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false))!;
        var enclosing = compilation.GetSemanticModel(place.SourceTree!).GetEnclosingSymbol(place.SourceSpan.Start, cancellationToken);
        var space = enclosing?.ContainingNamespace ?? compilation.GlobalNamespace;
        var name = NewName;
        for (var i = 2; space.GetTypeMembers(name).Length > 0; i++)
        {
            name = NewName + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        var text = new StringBuilder().Append("using ").Append(Serialization).Append(";\n\n");
        if (!space.IsGlobalNamespace)
        {
            text.Append("namespace ").Append(space.ToDisplayString()).Append(";\n\n");
        }

        text.Append(Summary);
        foreach (var type in types)
        {
            text.Append("[JsonSerializable(typeof(").Append(type).Append("))]\n");
        }

        text.Append("internal sealed partial class ").Append(name).Append(" : JsonSerializerContext\n{\n}\n");
        var root = SyntaxFactory.ParseCompilationUnit(text.ToString(), options: (CSharpParseOptions?)project.ParseOptions);
        root = root.ReplaceNodes(
            root.DescendantNodes().OfType<TypeOfExpressionSyntax>().Select(static typeOf => typeOf.Type),
            static (_, type) => type.WithAdditionalAnnotations(Simplifier.Annotation));
        var folders = project.GetDocument(place.SourceTree)?.Folders;
        return project.AddDocument(name + ".cs", root, folders).Project.Solution;
    }

    private static AttributeSyntax Serializable(string type) => SyntaxFactory.Attribute(
            SyntaxFactory.ParseName("global::" + Serialization + ".JsonSerializable"),
            SyntaxFactory.AttributeArgumentList([SyntaxFactory.AttributeArgument(
                SyntaxFactory.TypeOfExpression(SyntaxFactory.ParseTypeName(type).WithAdditionalAnnotations(Simplifier.Annotation)))]))
        .WithAdditionalAnnotations(Simplifier.Annotation, Formatter.Annotation);

    // Not the part that the serializer's generator has written. The one with attributes is where people look for them.
    private static SyntaxReference? DeclarationIn(Project project, INamedTypeSymbol type) => type.DeclaringSyntaxReferences
        .Where(reference => project.GetDocument(reference.SyntaxTree) is not null)
        .OrderByDescending(static reference => ((TypeDeclarationSyntax)reference.GetSyntax()).AttributeLists.Count)
        .FirstOrDefault();
}
