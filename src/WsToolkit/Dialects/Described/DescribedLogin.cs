namespace WsToolkit.Dialects;

/// <summary>
/// The client's end of the login of a described dialect. Any error while it is pending fails it at once. Thread-safe.
/// </summary>
internal sealed class DescribedLogin(DescribedDialect dialect) : IWsAuthenticator
{
    public async ValueTask AuthenticateAsync(WsAuthenticationContext context, CancellationToken cancellationToken)
    {
        var connection = (DescribedClientConnection)context.Dialect;
        if (dialect.ClientOptions.GetServerTime is { } ask)
        {
            await connection.MeasureClockAsync(ask, cancellationToken).ConfigureAwait(false);
        }

        if (dialect.Description.AskChallenge is not null)
        {
            await context.SendAsync(dialect.CreateChallengeRequest(), cancellationToken: cancellationToken).ConfigureAwait(false);
            await ReceiveChallengeAsync(context, connection, cancellationToken).ConfigureAwait(false);
        }

        if (dialect.HasLogin)
        {
            await context.SendAsync(connection.CreateLogin(), cancellationToken: cancellationToken).ConfigureAwait(false);
            while (await ReceiveAsync(context, connection, cancellationToken).ConfigureAwait(false) is not true)
            {
                // Something else came first, such as a greeting.
            }
        }
    }

    private static async ValueTask ReceiveChallengeAsync(
        WsAuthenticationContext context, DescribedClientConnection connection, CancellationToken cancellationToken)
    {
        while (true)
        {
            var message = await context.ReceiveAsync(cancellationToken).ConfigureAwait(false);
            ThrowIfRefused(connection.IsLoggedIn(message.Data, message.Type, out var error), error);
            if (connection.FindChallenge(message.Data, message.Type) is { } challenge)
            {
                connection.Challenge = challenge;
                return;
            }
        }
    }

    private static async ValueTask<bool?> ReceiveAsync(
        WsAuthenticationContext context, DescribedClientConnection connection, CancellationToken cancellationToken)
    {
        var message = await context.ReceiveAsync(cancellationToken).ConfigureAwait(false);
        var answer = connection.IsLoggedIn(message.Data, message.Type, out var error);
        ThrowIfRefused(answer, error);
        return answer;
    }

    private static void ThrowIfRefused(bool? answer, WsError? error)
    {
        if (answer is false)
        {
            throw new WsAuthenticationException($"The server refused the login: {error!.Message}");
        }
    }
}
