using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WsToolkit.Generators.Parsing;

/// <summary>
/// Compares two versions of a file as far as other code can see them: without bodies, initial values of variable fields, white space and
/// ordinary comments, but with documentation comments, with those at the start, where <c>&lt;auto-generated/&gt;</c> turns nullable
/// annotations off, and with the fields of records: what their initial values mention decides how the records are read. The compiler's own
/// comparison passes over numbers that are edited.
/// </summary>
internal static class DeclarationComparer
{
    public static bool AreEqual(SyntaxTree left, SyntaxTree right)
        => left.FilePath == right.FilePath && left.Options.Equals(right.Options) && AreEqual(left.GetRoot(), right.GetRoot());

    // Not by recursion: expressions can be deep.
    private static bool AreEqual(SyntaxNode left, SyntaxNode right)
    {
        if (left.IsIncrementallyIdenticalTo(right))
        {
            return true;
        }

        if (!FirstComments(left).SequenceEqual(FirstComments(right)))
        {
            return false;
        }

        var next = new Stack<(SyntaxNode Left, SyntaxNode Right)>();
        next.Push((left, right));
        while (next.Count > 0)
        {
            var pair = next.Pop();
            if (!pair.Left.IsIncrementallyIdenticalTo(pair.Right) && !AreEqual(pair.Left, pair.Right, next))
            {
                return false;
            }
        }

        return true;
    }

    // Leaves the nodes within to be compared next.
    private static bool AreEqual(SyntaxNode left, SyntaxNode right, Stack<(SyntaxNode Left, SyntaxNode Right)> next)
    {
        if (left.RawKind != right.RawKind)
        {
            return false;
        }

        if (IsInvisible(left) && IsInvisible(right))
        {
            return NullableDirectives(left).SequenceEqual(NullableDirectives(right));
        }

        var lefts = left.ChildNodesAndTokens();
        var rights = right.ChildNodesAndTokens();
        if (lefts.Count != rights.Count)
        {
            return false;
        }

        for (var index = 0; index < lefts.Count; index++)
        {
            if (lefts[index].AsNode() is not { } leftNode)
            {
                if (!rights[index].IsToken || !AreEqual(lefts[index].AsToken(), rights[index].AsToken()))
                {
                    return false;
                }
            }
            else if (rights[index].AsNode() is { } rightNode)
            {
                next.Push((leftNode, rightNode));
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreEqual(SyntaxToken left, SyntaxToken right)
        => left.RawKind == right.RawKind && left.Text == right.Text && VisibleTrivia(left).SequenceEqual(VisibleTrivia(right));

    /// <summary>Whether a node is one of those that other code cannot see.</summary>
    public static bool IsInvisible(SyntaxNode node) => node switch
    {
        BlockSyntax or ArrowExpressionClauseSyntax => true,
        EqualsValueClauseSyntax { Parent.Parent.Parent: FieldDeclarationSyntax { Parent: not RecordDeclarationSyntax } field }
            => !field.Modifiers.Any(SyntaxKind.ConstKeyword),
        _ => false,
    };

    private static IEnumerable<string> FirstComments(SyntaxNode root) => root.GetLeadingTrivia()
        .Where(static trivia => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia)
        .Select(static trivia => trivia.ToFullString());

    private static IEnumerable<string> VisibleTrivia(SyntaxToken token) => !token.HasStructuredTrivia ? [] : token.LeadingTrivia
        .Where(static trivia => trivia.Kind() is SyntaxKind.SingleLineDocumentationCommentTrivia
            or SyntaxKind.MultiLineDocumentationCommentTrivia
            or SyntaxKind.NullableDirectiveTrivia)
        .Select(static trivia => trivia.ToFullString());

    // They hold for what comes after the body as well.
    private static IEnumerable<string> NullableDirectives(SyntaxNode body) => !body.ContainsDirectives ? [] : body
        .DescendantTrivia(static node => node.ContainsDirectives)
        .Where(static trivia => trivia.IsKind(SyntaxKind.NullableDirectiveTrivia))
        .Select(static trivia => trivia.ToFullString());
}
