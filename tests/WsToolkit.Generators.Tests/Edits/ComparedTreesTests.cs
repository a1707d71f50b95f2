using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using WsToolkit.Generators.Parsing;
using WsToolkit.Generators.Parsing.Edits;

namespace WsToolkit.Generators.Tests.Edits;

/// <summary>Files are compared once for each edit, whatever else has been edited, and however deep they are.</summary>
public sealed class ComparedTreesTests
{
    [Fact]
    public void A_keystroke_costs_one_comparison_whatever_has_been_edited_before()
    {
        var count = 0;
        var compared = new ComparedTrees((older, newer) =>
        {
            count++;
            return DeclarationComparer.AreEqual(older, newer);
        });
        var parsed = Enumerable.Range(0, 10).Select(index => Parse($"class C{index};", index)).ToImmutableArray();
        var current = parsed;
        for (var index = 0; index < parsed.Length; index++)
        {
            for (var key = 1; key <= 5; key++)
            {
                // Every other file differs in comments only.
                current = current.SetItem(index, Parse(index % 2 == 0 ? $"class C{index}; // {key}" : $"class C{index}{key};", index));
                Assert.Equal(index == 0, Edit.Between(parsed, current, compared).IsOfBodies);
                Assert.Equal((index * 5) + key, count);
            }
        }

        // After contracts have been parsed again, it is another pair.
        Assert.True(Edit.Between(current, current.SetItem(1, Parse("class C15; // more", 1)), compared).IsOfBodies);
        Assert.Equal(51, count);
        Assert.False(Edit.Between(parsed, current, compared).IsOfBodies);
        Assert.Equal(51, count);
    }

    [Fact]
    public void A_file_is_compared_with_the_one_at_hand()
    {
        var compared = new ComparedTrees(DeclarationComparer.AreEqual);
        var (one, other, newer) = (Parse("class A;"), Parse("class B;"), Parse("class A; // words"));
        for (var turn = 0; turn < 2; turn++)
        {
            Assert.True(compared.AreEqual(one, newer));
            Assert.False(compared.AreEqual(other, newer));
        }
    }

    [Theory]
    [InlineData("\"a\"", "\"a\"", true)]
    [InlineData("\"a\"", "\"b\"", false)]
    [InlineData("\"a\"", "a", false)]
    public void Constants_of_many_terms_need_no_deep_stack(string first, string other, bool areEqual)
    {
        var (left, right) = (Sum(first), Sum(other + " "));
        bool? result = null;
        var thread = new Thread(() => result = DeclarationComparer.AreEqual(left, right), 256 * 1024);
        thread.Start();
        thread.Join();

        Assert.Equal(areEqual, result);
    }

    private static SyntaxTree Sum(string first)
    {
        var text = new StringBuilder("class C { public const string X = ").Append(first);
        for (var index = 1; index < 20_000; index++)
        {
            text.Append(" + \"a\"");
        }

        return Parse(text.Append("; }").ToString());
    }

    private static SyntaxTree Parse(string text, int index = 0) => CSharpSyntaxTree.ParseText(text, path: $"File{index}.cs");
}
