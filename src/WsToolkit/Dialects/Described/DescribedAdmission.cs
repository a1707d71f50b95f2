using System.Security.Claims;
using System.Text;
using WsToolkit.Dialects.Signing;

namespace WsToolkit.Dialects;

/// <summary>
/// The server's end of the login of a described dialect: the user of the connection is the key, afterwards. A message that fails is
/// answered with its
/// error, and after a few the client is refused. Thread-safe.
/// </summary>
internal sealed class DescribedAdmission(DescribedDialect dialect) : IWsAuthenticator
{
    private readonly byte[]? _loggedIn = dialect.Description.LoggedIn is { } text ? Encoding.UTF8.GetBytes(text) : null;

    public async ValueTask AuthenticateAsync(WsAuthenticationContext context, CancellationToken cancellationToken)
    {
        var connection = (DescribedServerConnection)context.Dialect;
        for (var failed = 1; ; failed++)
        {
            var message = await context.ReceiveAsync(cancellationToken).ConfigureAwait(false);
            var error = await LogInAsync(context, connection, message.Data, message.Type, cancellationToken).ConfigureAwait(false);
            if (error is null)
            {
                break;
            }

            await context.SendAsync(dialect.Templates.Fail(error), cancellationToken: cancellationToken).ConfigureAwait(false);
            if (failed >= dialect.ServerOptions.MaxFailedLogins)
            {
                throw new WsException(error.Code, dialect.Errors.Spell(error, default, withFields: false).Text);
            }
        }

        if (_loggedIn is not null)
        {
            await context.SendAsync(_loggedIn, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<WsError?> LogInAsync(
        WsAuthenticationContext context,
        DescribedServerConnection connection,
        ReadOnlyMemory<byte> message,
        WsMessageType type,
        CancellationToken cancellationToken)
    {
        if (connection.ReadLogin(message, type, out var key) is { } malformed)
        {
            return malformed;
        }

        if (await dialect.ServerOptions.FindSecret!(key, cancellationToken).ConfigureAwait(false) is not { } secret)
        {
            return DescribedRefusals.InvalidKey;
        }

        var recipe = dialect.Description.Signing!;
        var credentials = new WsCredentials(key, secret);
        IReadOnlyList<WsKeyDerivation> derivations =
            dialect.ServerOptions.KeyDerivations is { Count: > 0 } several ? several : [recipe.KeyDerivation];
        WsMessageSigner[] signers =
            [.. derivations.Select(derivation => new WsMessageSigner(recipe with { KeyDerivation = derivation }, credentials))];
        if (connection.CheckLogin(message, type, signers) is { } refused)
        {
            return refused;
        }

        connection.LogIn(signers);
        context.User = new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, key), new Claim(ClaimTypes.Name, key)], dialect.Name));
        return null;
    }
}
