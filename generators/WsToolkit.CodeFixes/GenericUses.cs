using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WsToolkit.Generators.Parsing;

namespace WsToolkit.CodeFixes;

/// <summary>What a project uses a generic contract with, and the payload types that this makes.</summary>
internal static class GenericUses
{
    /// <summary>The payload types of a generic contract for every use of it in a project.</summary>
    /// <param name="project">The project.</param>
    /// <param name="definition">The contract.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>Their names from <c>global::</c> on, sorted.</returns>
    public static async Task<IReadOnlyList<string>> PayloadsAsync(
        Project project, INamedTypeSymbol definition, CancellationToken cancellationToken)
    {
        var analysis = ContractAnalysis.Of(definition);
        var compilation = await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false);
        if (compilation is null || !analysis.IsGenerated)
        {
            return [];
        }

        var open = analysis.GoodMembers.SelectMany(PayloadRoots.Of)
            .Concat(analysis.GoodChannels.SelectMany(PayloadRoots.Of))
            .Where(PayloadRules.IsOpen)
            .ToList();
        var client = analysis.BaseName + GeneratedNames.ClientSuffix;
        string[] names = [definition.Name, client, "I" + client];
        var spelled = new JsonTypeNames();
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var tree in compilation.SyntaxTrees)
        {
            var root = await tree.GetRootAsync(cancellationToken).ConfigureAwait(false);
            foreach (var use in root.DescendantNodes().OfType<GenericNameSyntax>())
            {
                if (!names.Contains(use.Identifier.ValueText) || use.Arity != definition.Arity)
                {
                    continue;
                }

                var model = compilation.GetSemanticModel(tree);
                var arguments = use.TypeArgumentList.Arguments
                    .Select(argument => model.GetTypeInfo(argument, cancellationToken).Type)
                    .OfType<ITypeSymbol>()
                    .ToArray();
                if (arguments.Length == definition.Arity
                    && !arguments.Any(static type => PayloadRules.IsOpen(type) || PayloadRules.IsUnresolved(type)))
                {
                    var closed = open.Select(type => Close(type, definition, arguments, compilation));
                    found.UnionWith(closed.Where(static type => !PayloadRules.IsOpen(type)).Select(spelled.Of));
                }
            }
        }

        return [.. found];
    }

    private static ITypeSymbol Close(
        ITypeSymbol type, INamedTypeSymbol definition, ITypeSymbol[] arguments, Compilation compilation) => type switch
        {
            ITypeParameterSymbol parameter when SymbolEqualityComparer.Default.Equals(parameter.DeclaringType, definition)
                => arguments[parameter.Ordinal],
            IArrayTypeSymbol array
                => compilation.CreateArrayTypeSymbol(Close(array.ElementType, definition, arguments, compilation), array.Rank),
            INamedTypeSymbol { TypeArguments.Length: > 0 } generic => generic.ConstructedFrom.Construct(
                [.. generic.TypeArguments.Select(argument => Close(argument, definition, arguments, compilation))]),
            _ => type,
        };
}
