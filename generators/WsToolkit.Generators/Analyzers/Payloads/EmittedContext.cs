using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Emit;
using WsToolkit.Generators.Model;
using WsToolkit.Generators.Parsing;

namespace WsToolkit.Generators.Analyzers.Payloads;

/// <summary>
/// The JSON context as the generator has written it. What other generators add to a type is seen here, but was not seen there: the two
/// are compared for types that another generator may have written in.
/// </summary>
internal sealed class EmittedContext
{
    private readonly Dictionary<string, SyntaxTree> _files = new(StringComparer.Ordinal);
    private readonly string _namespace = string.Empty;
    private readonly CancellationToken _cancellationToken;
    private readonly bool _isThere;

    /// <summary>Finds the context among the types of a project.</summary>
    public EmittedContext(IEnumerable<INamedTypeSymbol> types, CancellationToken cancellationToken)
    {
        _cancellationToken = cancellationToken;
        var context = types.FirstOrDefault(static type => type.Name == KnownNames.JsonContext
            && type.FindAttribute(KnownNames.Platform.GeneratedCode) is not null);
        if (context is null)
        {
            return;
        }

        _isThere = true;
        foreach (var reference in context.DeclaringSyntaxReferences)
        {
            var text = reference.SyntaxTree.GetText(cancellationToken);
            foreach (var line in text.Lines)
            {
                var content = line.ToString();
                if (content.StartsWith("namespace ", StringComparison.Ordinal))
                {
                    _namespace = content.Substring("namespace ".Length).TrimEnd(';');
                }
                else if (content.StartsWith(Alias, StringComparison.Ordinal))
                {
                    _files[content.Substring(Alias.Length).TrimEnd(';')] = reference.SyntaxTree;
                    break;
                }
                else if (content.StartsWith("partial class", StringComparison.Ordinal))
                {
                    break;
                }
            }
        }
    }

    private static string Alias => $"using {JsonObjectModel.Self} = ";

    /// <summary>Whether another generator adds to a type what the written metadata lacks.</summary>
    /// <param name="shape">The type as it is now.</param>
    /// <param name="name">Its name, as the context spells it.</param>
    public bool Lacks(PayloadShape shape, string name)
    {
        if (!_isThere || !(Parts(shape.Type).Any(IsGenerated) || shape.Inside.Any(IsWhollyGenerated)))
        {
            return false;
        }

        if (!_files.TryGetValue(name, out var file))
        {
            return shape.Model is not null;
        }

        var hint = System.IO.Path.GetFileNameWithoutExtension(file.FilePath);
        var id = hint.Substring(KnownNames.JsonContext.Length + 1, hint.Length - KnownNames.JsonContext.Length - 1 - ".g".Length);
        return shape.Model is null
            || JsonContextEmitter.Object(shape.Model with { Namespace = _namespace, Id = id }).ToString() != file.ToString();
    }

    private static IEnumerable<SyntaxReference> Parts(ITypeSymbol type)
        => type is INamedTypeSymbol ? type.OriginalDefinition.DeclaringSyntaxReferences : [];

    private bool IsWhollyGenerated(ITypeSymbol type) => Parts(type).Any() && Parts(type).All(IsGenerated);

    private bool IsGenerated(SyntaxReference part) => UnseenTypes.IsGenerated(part.SyntaxTree, _cancellationToken);
}
