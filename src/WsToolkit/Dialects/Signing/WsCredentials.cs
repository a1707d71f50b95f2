using System.Text;

namespace WsToolkit.Dialects.Signing;

/// <summary>
/// Who signs: the public key id, the secret, and what else a service hands out with them. Immutable and thread-safe. Its text shows
/// nothing of it.
/// </summary>
public sealed class WsCredentials
{
    private readonly Dictionary<string, byte[]> _values = new(StringComparer.Ordinal);

    /// <summary>Creates the credentials.</summary>
    /// <param name="key">The id of the key, which travels. May be empty where a service has none.</param>
    /// <param name="secret">The secret as the service gave it; it never travels. May be empty where nothing is signed.</param>
    /// <param name="values">
    /// Further values by the names under which a recipe asks for them, such as <c>passphrase</c>, <c>memo</c> or <c>token</c>.
    /// </param>
    public WsCredentials(string key, string secret, IEnumerable<KeyValuePair<string, string>>? values = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(secret);
        Key = key;
        Secret = secret;
        KeyUtf8 = Encoding.UTF8.GetBytes(key);
        foreach (var (name, value) in values ?? [])
        {
            _values[name] = Encoding.UTF8.GetBytes(value);
        }
    }

    /// <summary>The id of the key.</summary>
    public string Key { get; }

    internal string Secret { get; }

    internal byte[] KeyUtf8 { get; }

    internal byte[]? Find(string name) => _values.GetValueOrDefault(name);

    /// <summary>Says nothing.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(WsCredentials);
}
