using ChatSample.Accounts;

namespace WsToolkit.Interop.Tests.Samples;

/// <summary>The tokens and passwords of samples/Chat.</summary>
public sealed class ChatTokenTests
{
    private static readonly Account Ada = new("7", "ada@example.com", "n::000000000000000000000007", new PasswordHash("correct horse"));

    [Fact]
    public void A_token_speaks_for_its_account_for_twelve_hours()
    {
        var clock = new Clock();
        var signer = new TokenSigner(clock);
        var token = signer.Issue(Ada);

        Assert.Equal(new Token(Ada.Id, Ada.Email, Ada.RootId, clock.Now.AddHours(12)), signer.Read(token));
        clock.Now += TimeSpan.FromHours(12);
        Assert.Null(signer.Read(token));
    }

    [Fact]
    public void A_token_that_was_not_issued_here_is_none()
    {
        var signer = new TokenSigner(TimeProvider.System);
        var token = signer.Issue(Ada);
        var dot = token.IndexOf('.');

        Assert.NotNull(signer.Read(token));
        Assert.Null(new TokenSigner(TimeProvider.System).Read(token));
        for (var i = 0; i < token.Length; i++)
        {
            var changed = token.ToCharArray();
            changed[i] = changed[i] == 'A' ? 'B' : 'A';

            // The last character of each half has bits that mean nothing, which the decoder refuses or passes over.
            if (i != dot - 1 && i != token.Length - 1)
            {
                Assert.Null(signer.Read(new string(changed)));
            }
        }

        string[] none = ["", ".", "a.b", token[..dot], token[..(dot + 1)], token[dot..], token + "A", "bearer " + token, new string('A', 5000)];
        foreach (var nonsense in none)
        {
            Assert.Null(signer.Read(nonsense));
        }
    }

    [Fact]
    public void A_password_is_kept_as_a_hash_with_a_salt()
    {
        var accounts = new AccountStore();

        Assert.True(accounts.TryRegister(Ada.Email, "correct horse"));
        Assert.False(accounts.TryRegister(Ada.Email.ToUpperInvariant(), "another horse"));
        Assert.Equal(Ada.Email, accounts.Find(Ada.Email, "correct horse")?.Email);
        Assert.Null(accounts.Find(Ada.Email, "Correct horse"));
        Assert.Null(accounts.Find("bob@example.com", "correct horse"));
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
