using WsToolkit.Dialects.Signing;

namespace WsToolkit.Dialects;

/// <summary>Finds the secret of a key. Called at each login, by any thread.</summary>
/// <param name="key">The id of the key, as the client gave it: not to be trusted, at most 256 bytes long.</param>
/// <param name="cancellationToken">Cancelled when the time for the login has passed or the connection is lost.</param>
/// <returns>The secret; <see langword="null"/> when there is no such key.</returns>
public delegate ValueTask<string?> WsSecretLookup(string key, CancellationToken cancellationToken);

/// <summary>What a client of a described dialect needs besides the description. Immutable.</summary>
public sealed record WsDescribedClientOptions
{
    /// <summary>Whose key signs. Default: <see langword="null"/>, for descriptions without signatures.</summary>
    public WsCredentials? Credentials { get; init; }

    /// <summary>
    /// Whether a call waits until those before it have been answered, so that it is certain which call an error without any relation
    /// belongs to.
    /// Default: <see langword="false"/>.
    /// </summary>
    public bool OneCallInFlight { get; init; }

    /// <summary>How far the server's clock is ahead of this one. Default: not at all, until somebody sets or measures it.</summary>
    public WsClockSkew ClockSkew { get; init; } = new();

    /// <summary>
    /// Asks the server for its time, before each login; <see cref="ClockSkew"/> is set by the answer. An exception fails the attempt to
    /// connect as
    /// one of the login does. Default: <see langword="null"/>, nobody asks.
    /// </summary>
    public Func<CancellationToken, ValueTask<DateTimeOffset>>? GetServerTime { get; init; }
}

/// <summary>What a server of a described dialect needs besides the description. Immutable.</summary>
public sealed record WsDescribedServerOptions
{
    /// <summary>Finds the secret of a key. Default: <see langword="null"/>, for descriptions without signatures.</summary>
    public WsSecretLookup? FindSecret { get; init; }

    /// <summary>The ways of making a key of a secret, each of which is accepted. Default: that of the recipe alone.</summary>
    public IReadOnlyList<WsKeyDerivation> KeyDerivations { get; init; } = [];

    /// <summary>The window of time, and the memory of nonces, which all connections share. Default: a new one with its defaults.</summary>
    public WsReplayGuard? ReplayGuard { get; init; }

    /// <summary>
    /// How many messages of a client may fail before it has logged in, until it is refused with 1008; the earlier ones are answered.
    /// Default: 3.
    /// </summary>
    public int MaxFailedLogins { get; init; } = 3;
}
