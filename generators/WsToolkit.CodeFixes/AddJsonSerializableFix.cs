using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using WsToolkit.Generators.Analyzers.Payloads;

namespace WsToolkit.CodeFixes;

/// <summary>
/// Adds <c>[JsonSerializable]</c> for a payload type to one of the project's JSON contexts, or writes a context where there is none.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddJsonSerializableFix))]
[Shared]
public sealed class AddJsonSerializableFix : CodeFixProvider
{
    // Not the name of a class.
    private const string NewContext = "new";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [PayloadDiagnostics.NoMetadata.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => new AllAtOnce();

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (MissingTypeOf(diagnostic) is not { } type)
            {
                continue;
            }

            var name = type.Replace("global::", string.Empty);
            var known = await JsonContexts.FindAsync(context.Document.Project, context.CancellationToken).ConfigureAwait(false);
            foreach (var (title, key) in known.Count == 0
                ? [($"Create a JSON context for '{name}'", NewContext)]
                : known.Select(json => ($"Add '{name}' to '{json.Name}'", json.ToDisplayString())))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        title,
                        cancellationToken => FixAsync(context.Document.Project, key, [diagnostic], cancellationToken),
                        nameof(AddJsonSerializableFix) + "|" + key),
                    diagnostic);
            }
        }
    }

    private static string? MissingTypeOf(Diagnostic diagnostic)
        => diagnostic.Properties.TryGetValue(PayloadDiagnostics.MissingType, out var type) ? type : null;

    private static async Task<Solution> FixAsync(
        Project project, string key, IReadOnlyList<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var types = diagnostics.Select(MissingTypeOf).OfType<string>()
            .Distinct()
            .OrderBy(static type => type, StringComparer.Ordinal)
            .ToList();
        if (types.Count == 0)
        {
            return project.Solution;
        }

        var known = await JsonContexts.FindAsync(project, cancellationToken).ConfigureAwait(false);
        var context = known.FirstOrDefault(json => json.ToDisplayString() == key) ?? known.FirstOrDefault();
        return context is null
            ? await JsonContexts.CreateAsync(project, types, diagnostics[0].Location, cancellationToken).ConfigureAwait(false)
            : await JsonContexts.AddAsync(project, context, types, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>All types go into one context, so they are added together.</summary>
    private sealed class AllAtOnce : FixAllProvider
    {
        public override IEnumerable<FixAllScope> GetSupportedFixAllScopes()
            => [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

        public override Task<CodeAction?> GetFixAsync(FixAllContext context) => Task.FromResult<CodeAction?>(CodeAction.Create(
            "Add all payload types to a JSON context",
            cancellationToken => FixAllAsync(context, cancellationToken),
            context.CodeActionEquivalenceKey));

        private static async Task<Solution> FixAllAsync(FixAllContext context, CancellationToken cancellationToken)
        {
            var key = context.CodeActionEquivalenceKey?.Split('|').Last() ?? NewContext;
            var solution = context.Solution;
            foreach (var id in context.Scope == FixAllScope.Solution ? solution.ProjectIds : [context.Project.Id])
            {
                var project = solution.GetProject(id)!;
                var diagnostics = context.Scope == FixAllScope.Document
                    ? await context.GetDocumentDiagnosticsAsync(context.Document!).ConfigureAwait(false)
                    : await context.GetAllDiagnosticsAsync(context.Solution.GetProject(id)!).ConfigureAwait(false);
                solution = await FixAsync(project, key, diagnostics, cancellationToken).ConfigureAwait(false);
            }

            return solution;
        }
    }
}
