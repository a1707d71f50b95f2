using System.Buffers;
using System.Text;
using WsToolkit.Framing;

namespace WsToolkit.Dialects;

/// <summary>
/// The server's end of a login with a token: whoever the handshake has not authenticated has to send it first. The answer repeats the
/// token, where the bodies have a member for it.
/// </summary>
internal sealed class FixedHeaderLoginServer(FixedHeaderDialect dialect, FixedHeaderLoginCheck check) : IWsAuthenticator
{
    public async ValueTask AuthenticateAsync(WsAuthenticationContext context, CancellationToken cancellationToken)
    {
        if (context.User.Identity?.IsAuthenticated == true)
        {
            return;
        }

        var message = await context.ReceiveAsync(cancellationToken).ConfigureAwait(false);
        var isLogin = dialect.Format.TryReadRequest(message.Data, out var request)
            && request.Action.Span.SequenceEqual(Encoding.ASCII.GetBytes(check.Action));
        var token = isLogin ? dialect.ReadText(request.Body.Span, check.Member) : null;

        // The message is valid no longer than until the next step.
        byte[] id = [.. request.Id.Span];
        var user = token is null ? null : await check.CheckToken(token, cancellationToken).ConfigureAwait(false);
        using var answer = new OutputBuffer(256);
        if (user is null)
        {
            const string Refusal = "The connection has to log in with a valid token first.";
            dialect.WriteError(answer, id, default, new WsError(WsErrorCodes.Unauthorized, Refusal));
            await context.SendAsync(answer.Written.ToArray(), dialect.MessageType, cancellationToken).ConfigureAwait(false);
            throw new WsAuthenticationException(Refusal);
        }

        dialect.Format.WriteResponse(answer, id, FixedHeaderFormat.Success);
        var body = answer.Mark();
        if (!dialect.Options.Body.WriteText(answer, default, check.Member, token!))
        {
            answer.Rewind(body);
            answer.Write(dialect.Options.Body.Empty.Span);
        }

        await context.SendAsync(answer.Written.ToArray(), dialect.MessageType, cancellationToken).ConfigureAwait(false);
        context.User = user;
    }
}
