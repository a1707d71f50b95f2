using WsToolkit.Dialects;
using WsToolkit.Dialects.Signing;

namespace WsToolkit.Tests.Dialects.Signing;

/// <summary>Recipes by which a server would let in who should stay out are refused when the dialect is made.</summary>
public class ServerRecipeTests
{
    [Fact]
    public void The_recipe_of_signed_operations_is_taken() => Serve(WsSigningRecipe.SignedOperations);

    [Fact]
    public void Signatures_without_a_login_are_refused()
    {
        Assert.Contains("Login", Refuse(WsSigningRecipe.SignedOperations with { Login = null }));
        Assert.Contains("Login", Refuse(WsSigningRecipe.SignedOperations with { When = WsSignWhen.Calls }));
        Assert.Contains("IsLogin", Assert.Throws<NotSupportedException>(
            () => DescribedDialect.ForServer(SignedDialect.Description with { IsLogin = null }, Options)).Message);
    }

    [Theory]
    [InlineData("""{"op":"auth","key":"{key}"}""")]
    [InlineData("""{"op":"auth","key":"{key}","token":"{token}"}""")]
    public void A_login_that_signs_nothing_is_refused(string login)
        => Assert.Contains("signs nothing", Refuse(new WsSigningRecipe { Login = login }));

    [Fact]
    public void A_recipe_that_only_adds_members_is_refused()
        => Assert.Contains("signs nothing", Refuse(new WsSigningRecipe { Members = "\"token\":\"{token}\"" }));

    [Theory]
    [InlineData("{path}\n{ts}\n{body}")]
    [InlineData("{path}\n{nonce}\n{body}")]
    [InlineData("{body}")]
    public void A_text_that_leaves_out_what_tells_a_message_from_its_replay_is_refused(string text)
        => Assert.Contains("{ts} and {nonce}", Refuse(WsSigningRecipe.SignedOperations with { Text = text }));

    private static WsDescribedServerOptions Options { get; } = SignedDialect.ServerOptions(static (_, _) => ValueTask.FromResult<string?>(null));

    private static DescribedDialect Serve(WsSigningRecipe recipe)
        => DescribedDialect.ForServer(SignedDialect.Description with { Signing = recipe }, Options);

    private static string Refuse(WsSigningRecipe recipe) => Assert.Throws<NotSupportedException>(() => Serve(recipe)).Message;
}
