using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WsToolkit.Generators.Parsing.Edits;

/// <summary>
/// The names in one file: what it declares, and what its declarations mention. Found once for a tree, and kept for as long as the tree is.
/// </summary>
internal sealed class TreeNames
{
    private static readonly ConditionalWeakTable<SyntaxTree, TreeNames> Known = new();

    private readonly SyntaxTree _tree;
    private readonly HashSet<string> _types = new(StringComparer.Ordinal);
    private readonly HashSet<string> _namespaces = new(StringComparer.Ordinal);
    private readonly HashSet<string> _attributes = new(StringComparer.Ordinal);
    private readonly List<(string Name, List<string> Target)> _globalAliases = [];
    private HashSet<string>? _mentioned;

    private TreeNames(SyntaxTree tree)
    {
        _tree = tree;
        Read(tree.GetRoot());
    }

    /// <summary>The simple names of the types, nested ones too.</summary>
    public IReadOnlyCollection<string> Types => _types;

    /// <summary>The full names of the namespaces, and of those around them.</summary>
    public IReadOnlyCollection<string> Namespaces => _namespaces;

    /// <summary>The names in its attributes, and what its aliases stand for.</summary>
    public IReadOnlyCollection<string> Attributes => _attributes;

    /// <summary>The aliases that hold for all files, and the names in what they stand for.</summary>
    public IReadOnlyCollection<(string Name, List<string> Target)> GlobalAliases => _globalAliases;

    /// <summary>Whether the file can matter to contracts that mention no name in it.</summary>
    public bool IsAlwaysRead { get; private set; }

    /// <summary>The names that what is not in bodies mentions; names of members that it declares are not mentioned by that.</summary>
    public IReadOnlyCollection<string> Mentioned => _mentioned ??= FindMentioned(_tree.GetRoot());

    public static TreeNames Of(SyntaxTree tree) => Known.GetValue(tree, static key => new TreeNames(key));

    private void Read(SyntaxNode root)
    {
        if (root is not CompilationUnitSyntax unit || _tree.Options.Kind != SourceCodeKind.Regular)
        {
            IsAlwaysRead = true;
            return;
        }

        IsAlwaysRead = unit.AttributeLists.Count > 0;
        AddUsings(unit.Usings);
        var next = new Stack<MemberDeclarationSyntax>(unit.Members);
        while (next.Count > 0)
        {
            var member = next.Pop();
            AddAttributes(member.AttributeLists);
            foreach (var inner in Declare(member))
            {
                next.Push(inner);
            }
        }
    }

    // Contracts are found by attributes of types, methods, properties and their accessors.
    private SyntaxList<MemberDeclarationSyntax> Declare(MemberDeclarationSyntax member)
    {
        switch (member)
        {
            case BaseNamespaceDeclarationSyntax space:
                AddNamespace(space);
                AddUsings(space.Usings);
                return space.Members;
            case TypeDeclarationSyntax type:
                AddType(type.Identifier.ValueText);
                foreach (var parameter in type.ParameterList?.Parameters ?? default)
                {
                    AddAttributes(parameter.AttributeLists);
                }

                return type.Members;
            case BaseTypeDeclarationSyntax type:
                AddType(type.Identifier.ValueText);
                break;
            case DelegateDeclarationSyntax type:
                AddType(type.Identifier.ValueText);
                break;
            case GlobalStatementSyntax:
                AddType("Program");
                break;
            case BasePropertyDeclarationSyntax { AccessorList: { } accessors }:
                foreach (var accessor in accessors.Accessors)
                {
                    AddAttributes(accessor.AttributeLists);
                }

                break;
        }

        return default;
    }

    private void AddAttributes(SyntaxList<AttributeListSyntax> lists)
    {
        foreach (var list in lists)
        {
            foreach (var attribute in list.Attributes)
            {
                _attributes.UnionWith(Identifiers(attribute.Name));
            }
        }
    }

    private void AddType(string name)
    {
        _types.Add(name);
        IsAlwaysRead |= AskedNames.IsAlwaysAsked(name);
    }

    private void AddNamespace(BaseNamespaceDeclarationSyntax declaration)
    {
        // Nested declarations come after those around them.
        var segments = declaration.AncestorsAndSelf().OfType<BaseNamespaceDeclarationSyntax>().Reverse()
            .SelectMany(static space => Identifiers(space.Name));
        var full = string.Empty;
        foreach (var segment in segments)
        {
            full += full.Length == 0 ? segment : "." + segment;
            _namespaces.Add(full);
            IsAlwaysRead |= AskedNames.IsOfPlatform(full);
        }
    }

    private void AddUsings(SyntaxList<UsingDirectiveSyntax> directives)
    {
        foreach (var directive in directives)
        {
            var isGlobal = directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword);
            IsAlwaysRead |= isGlobal;
            if (directive.Alias is { } alias)
            {
                var target = Identifiers(directive.NamespaceOrType).ToList();
                _attributes.UnionWith(target);
                if (isGlobal)
                {
                    _globalAliases.Add((alias.Name.Identifier.ValueText, target));
                }
            }
        }
    }

    private static IEnumerable<string> Identifiers(SyntaxNode node)
        => node.DescendantTokens().Where(static token => token.IsKind(SyntaxKind.IdentifierToken)).Select(static token => token.ValueText);

    // Not by recursion: expressions can be deep.
    private static HashSet<string> FindMentioned(SyntaxNode root)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var next = new Stack<SyntaxNode>([root]);
        while (next.Count > 0)
        {
            foreach (var child in next.Pop().ChildNodesAndTokens())
            {
                if (child.IsToken)
                {
                    AddMentioned(child.AsToken(), found, next);
                }
                else if (child.AsNode() is { } node && !DeclarationComparer.IsInvisible(node))
                {
                    next.Push(node);
                }
            }
        }

        return found;
    }

    private static void AddMentioned(SyntaxToken token, HashSet<string> found, Stack<SyntaxNode> next)
    {
        if (token.IsKind(SyntaxKind.IdentifierToken) && token.Parent is not (PropertyDeclarationSyntax or ParameterSyntax
            or MethodDeclarationSyntax or VariableDeclaratorSyntax or EnumMemberDeclarationSyntax))
        {
            found.Add(token.ValueText);
        }

        if (token.HasStructuredTrivia)
        {
            // References in documentation comments are bound, too.
            foreach (var trivia in token.LeadingTrivia.Where(static trivia => trivia.HasStructure))
            {
                next.Push(trivia.GetStructure()!);
            }
        }
    }
}
