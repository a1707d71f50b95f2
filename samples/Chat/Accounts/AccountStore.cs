using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace ChatSample.Accounts;

/// <summary>Somebody who has registered.</summary>
public sealed record Account(string Id, string Email, string RootId, PasswordHash Password);

/// <summary>The accounts, in memory: they are gone when the program ends.</summary>
public sealed class AccountStore
{
    private readonly ConcurrentDictionary<string, Account> _accounts = new(StringComparer.OrdinalIgnoreCase);

    public bool TryRegister(string email, string password)
    {
        if (_accounts.ContainsKey(email))
        {
            return false;
        }

        // The root id of a user has the form that the original gives it: n::<24 hexadecimal digits>.
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
        return _accounts.TryAdd(email, new Account(id, email, "n::" + id, new PasswordHash(password)));
    }

    public Account? Find(string email, string password)
    {
        var account = _accounts.GetValueOrDefault(email);
        return (account?.Password ?? PasswordHash.None).Matches(password) ? account : null;
    }
}
