using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using WsToolkit.Sessions;

namespace WsToolkit.EndToEnd.Tests.Reconnect;

/// <summary>The client's end of a login of the test's own: it sends its password and wants to hear <c>welcome</c>.</summary>
internal sealed class PasswordClient(string password) : IWsAuthenticator
{
    public async ValueTask AuthenticateAsync(WsAuthenticationContext context, CancellationToken cancellationToken)
    {
        await context.SendAsync(Encoding.UTF8.GetBytes(password), cancellationToken: cancellationToken);
        var answer = await context.ReceiveAsync(cancellationToken);
        if (answer.Type != WsMessageType.Text || !answer.Data.Span.SequenceEqual("welcome"u8))
        {
            throw new WsAuthenticationException("The server does not know how to welcome.");
        }
    }
}

/// <summary>The server's end: the password names the user.</summary>
internal sealed class PasswordServer(string password) : IWsAuthenticator
{
    public async ValueTask AuthenticateAsync(WsAuthenticationContext context, CancellationToken cancellationToken)
    {
        var sent = await context.ReceiveAsync(cancellationToken);
        if (!CryptographicOperations.FixedTimeEquals(sent.Data.Span, Encoding.UTF8.GetBytes(password)))
        {
            throw new WsAuthenticationException("Wrong password.");
        }

        context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "knower of " + password)], "password"));
        await context.SendAsync("welcome"u8.ToArray(), cancellationToken: cancellationToken);
    }
}
