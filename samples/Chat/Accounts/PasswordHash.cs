using System.Security.Cryptography;

namespace ChatSample.Accounts;

/// <summary>A password as it is kept: PBKDF2 with HMAC-SHA512 and a salt of its own.</summary>
public sealed class PasswordHash
{
    private const int Iterations = 210_000;

    private readonly byte[] _salt = RandomNumberGenerator.GetBytes(16);
    private readonly byte[] _hash;

    public PasswordHash(string password) => _hash = Derive(password, _salt);

    /// <summary>A hash that no password belongs to, for logins of accounts that do not exist: they are to take as long as others.</summary>
    public static PasswordHash None { get; } = new(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));

    public bool Matches(string password) => CryptographicOperations.FixedTimeEquals(Derive(password, _salt), _hash);

    private static byte[] Derive(string password, byte[] salt)
        => Rfc2898DeriveBytes.Pbkdf2(password, salt, Iterations, HashAlgorithmName.SHA512, 32);
}
