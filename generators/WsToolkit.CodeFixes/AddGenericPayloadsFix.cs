using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using WsToolkit.Generators.Analyzers.Payloads;

namespace WsToolkit.CodeFixes;

/// <summary>
/// Adds <c>[JsonSerializable]</c> for the payload types of a generic contract, as the project uses it, to one of its JSON contexts, or
/// writes a context where there is none.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddGenericPayloadsFix))]
[Shared]
public sealed class AddGenericPayloadsFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [PayloadDiagnostics.Open.Id];

    /// <inheritdoc/>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var project = context.Document.Project;
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            var node = root?.FindNode(diagnostic.Location.SourceSpan);
            if (node is null
                || model?.GetDeclaredSymbol(node, context.CancellationToken) is not ITypeParameterSymbol { DeclaringType: { } contract })
            {
                continue;
            }

            var types = await GenericUses.PayloadsAsync(project, contract, context.CancellationToken).ConfigureAwait(false);
            var known = await JsonContexts.FindAsync(project, context.CancellationToken).ConfigureAwait(false);
            var missing = types.Except(known.SelectMany(JsonContexts.Listed), StringComparer.Ordinal).ToList();
            if (missing.Count == 0)
            {
                continue;
            }

            foreach (var json in known)
            {
                Register(
                    $"Add the payload types of '{contract.Name}' to '{json.Name}'",
                    cancellationToken => JsonContexts.AddAsync(project, json, missing, cancellationToken));
            }

            if (known.Count == 0)
            {
                Register(
                    $"Create a JSON context for the payload types of '{contract.Name}'",
                    cancellationToken => JsonContexts.CreateAsync(project, missing, diagnostic.Location, cancellationToken));
            }

            void Register(string title, Func<CancellationToken, Task<Solution>> fix)
                => context.RegisterCodeFix(CodeAction.Create(title, fix, nameof(AddGenericPayloadsFix) + "|" + title), diagnostic);
        }
    }
}
