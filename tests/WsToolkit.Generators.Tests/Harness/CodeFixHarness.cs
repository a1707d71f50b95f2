using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace WsToolkit.Generators.Tests.Harness;

/// <summary>A project in a workspace, to which code fixes are applied.</summary>
internal sealed class CodeFixHarness : IDisposable
{
    private readonly AdhocWorkspace _workspace = new();
    private readonly CodeFixProvider _provider;
    private readonly ProjectId _project;
    private readonly ProjectOptions? _options;
    private Solution _solution;

    private CodeFixHarness(CodeFixProvider provider, ProjectOptions? options, string[] sources)
    {
        _options = options;
        var compilation = TestCompilation.Create(sources);
        _provider = provider;
        _project = ProjectId.CreateNewId();
        _solution = _workspace.CurrentSolution.AddProject(ProjectInfo.Create(
            _project,
            VersionStamp.Create(),
            TestCompilation.AssemblyName,
            TestCompilation.AssemblyName,
            LanguageNames.CSharp,
            compilationOptions: compilation.Options,
            parseOptions: compilation.SyntaxTrees[0].Options,
            metadataReferences: compilation.References,
            documents: compilation.SyntaxTrees.Select(tree => DocumentInfo.Create(
                DocumentId.CreateNewId(_project),
                tree.FilePath,
                loader: TextLoader.From(TextAndVersion.Create(tree.GetText(), VersionStamp.Create())),
                filePath: tree.FilePath))));
    }

    /// <summary>A project with files that are called <c>File0.cs</c> and so on.</summary>
    public static CodeFixHarness Open<TProvider>(params string[] sources)
        where TProvider : CodeFixProvider, new()
        => new(new TProvider(), null, sources);

    /// <summary>A project with properties.</summary>
    public static CodeFixHarness Open<TProvider>(ProjectOptions options, params string[] sources)
        where TProvider : CodeFixProvider, new()
        => new(new TProvider(), options, sources);

    /// <summary>What the analyzers say about the project now.</summary>
    public async Task<ImmutableArray<Diagnostic>> AnalyzeAsync()
        => await AnalyzerHarness.AnalyzeAsync(await CompileAsync(), _options);

    /// <summary>What the compiler sees now, without generators.</summary>
    public async Task<CSharpCompilation> CompileAsync() => (CSharpCompilation)(await _solution.GetProject(_project)!.GetCompilationAsync())!;

    /// <summary>The actions that are offered for a diagnostic.</summary>
    public async Task<IReadOnlyList<CodeAction>> ActionsAsync(Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        var document = _solution.GetDocument(diagnostic.Location.SourceTree)!;
        await _provider.RegisterCodeFixesAsync(
            new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        return actions;
    }

    /// <summary>Applies an action.</summary>
    public async Task ApplyAsync(CodeAction action)
    {
        var operations = await action.GetOperationsAsync(CancellationToken.None);
        _solution = Assert.Single(operations.OfType<ApplyChangesOperation>()).ChangedSolution;
    }

    /// <summary>Applies the provider's fix to everything that is the same as a diagnostic.</summary>
    public async Task FixAllAsync(Diagnostic diagnostic, FixAllScope scope)
    {
        var key = Assert.Single(await ActionsAsync(diagnostic)).EquivalenceKey;
        var context = new FixAllContext(
            _solution.GetDocument(diagnostic.Location.SourceTree)!,
            _provider,
            scope,
            key,
            [diagnostic.Id],
            new Analyses(await AnalyzeAsync()),
            CancellationToken.None);
        await ApplyAsync((await _provider.GetFixAllProvider()!.GetFixAsync(context))!);
    }

    /// <summary>The text of <c>File{index}.cs</c> now.</summary>
    public Task<string> TextAsync(int index = 0) => TextAsync($"File{index}.cs");

    /// <summary>The text of a file now.</summary>
    public async Task<string> TextAsync(string name)
    {
        var document = _solution.GetProject(_project)!.Documents.Single(document => document.Name == name);
        return (await document.GetTextAsync()).ToString();
    }

    public void Dispose() => _workspace.Dispose();

    private sealed class Analyses(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken)
            => Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
            => Task.FromResult(diagnostics.Where(diagnostic => diagnostic.Location.SourceTree!.FilePath == document.FilePath));

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken)
            => Task.FromResult(Enumerable.Empty<Diagnostic>());
    }
}
