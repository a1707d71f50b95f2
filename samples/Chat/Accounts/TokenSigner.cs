using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace ChatSample.Accounts;

/// <summary>Whom a token speaks for, and until when.</summary>
public sealed record Token(string Id, string Email, string RootId, DateTimeOffset Expires);

/// <summary>
/// Issues tokens and reads them again: JSON and its HMAC-SHA256, both in Base64url, with a dot between. The key is drawn when the program
/// starts, so all tokens end with it. An application takes what its identity provider issues; this is small enough to read.
/// </summary>
public sealed class TokenSigner(TimeProvider time)
{
    private const int MaxLength = 4096;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    public static TimeSpan Lifetime { get; } = TimeSpan.FromHours(12);

    public string Issue(Account account)
    {
        var token = new Token(account.Id, account.Email, account.RootId, time.GetUtcNow() + Lifetime);
        var content = JsonSerializer.SerializeToUtf8Bytes(token, AccountsJson.Default.Token);
        return $"{Base64Url.EncodeToString(content)}.{Base64Url.EncodeToString(HMACSHA256.HashData(_key, content))}";
    }

    /// <summary>Reads a token. One that was not issued here, was changed, or has expired is none.</summary>
    public Token? Read(string text)
    {
        var dot = text.IndexOf('.');
        if (dot < 0 || text.Length > MaxLength || !Base64Url.IsValid(text.AsSpan(0, dot)) || !Base64Url.IsValid(text.AsSpan(dot + 1)))
        {
            return null;
        }

        var content = Base64Url.DecodeFromChars(text.AsSpan(0, dot));
        var signature = Base64Url.DecodeFromChars(text.AsSpan(dot + 1));

        // In constant time: how long a comparison takes must not tell how much of a forged signature was right.
        if (!CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(_key, content), signature))
        {
            return null;
        }

        var token = JsonSerializer.Deserialize(content, AccountsJson.Default.Token);
        return token?.Expires > time.GetUtcNow() ? token : null;
    }
}
