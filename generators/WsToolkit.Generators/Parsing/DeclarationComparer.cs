using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WsToolkit.Generators.Parsing;

/// <summary>
/// Compares two versions of a file as far as other code can see them: without bodies, initial values of variable fields, white space and
/// ordinary comments, but with documentation comments, and with the fields of records: what their initial values mention decides how
/// the records are read. The compiler's own comparison passes over numbers that are edited.
/// </summary>
internal static class DeclarationComparer
{
    public static bool AreEqual(SyntaxTree left, SyntaxTree right)
        => left.FilePath == right.FilePath && left.Options.Equals(right.Options) && AreEqual(left.GetRoot(), right.GetRoot());

    private static bool AreEqual(SyntaxNode left, SyntaxNode right)
    {
        if (left.IsIncrementallyIdenticalTo(right))
        {
            return true;
        }

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
            if (!AreEqual(lefts[index], rights[index]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreEqual(SyntaxNodeOrToken left, SyntaxNodeOrToken right)
    {
        if (left.AsNode() is { } leftNode)
        {
            return right.AsNode() is { } rightNode && AreEqual(leftNode, rightNode);
        }

        return right.IsToken
            && left.RawKind == right.RawKind
            && left.AsToken().Text == right.AsToken().Text
            && VisibleTrivia(left.AsToken()).SequenceEqual(VisibleTrivia(right.AsToken()));
    }

    /// <summary>Whether a node is one of those that other code cannot see.</summary>
    public static bool IsInvisible(SyntaxNode node) => node switch
    {
        BlockSyntax or ArrowExpressionClauseSyntax => true,
        EqualsValueClauseSyntax { Parent.Parent.Parent: FieldDeclarationSyntax { Parent: not RecordDeclarationSyntax } field }
            => !field.Modifiers.Any(SyntaxKind.ConstKeyword),
        _ => false,
    };

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
