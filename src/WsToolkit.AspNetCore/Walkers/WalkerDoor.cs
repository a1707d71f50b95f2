using System.Buffers;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WsToolkit.Framing;
using WsToolkit.Server;
using WsToolkit.Walkers;

namespace WsToolkit.AspNetCore.Walkers;

/// <summary>The HTTP door of one walker, for one method of HTTP.</summary>
internal sealed class WalkerDoor(
    WsWalkerInvoker invoker, MemberSources sources, WsServerOptions options, PolicyCache policies, ILogger logger)
{
    private readonly WsWalkerDefinition _walker = invoker.Definition;

    /// <summary>Answers a request: with the walker's reply, or with problem details (RFC 9457).</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await AdmitAsync(context).ConfigureAwait(false);
            var body = sources.HasBody
                ? await WalkerRequestBody.ReadAsync(context, options.MaxMessageBytes, options.JsonMaxDepth).ConfigureAwait(false)
                : default;
            if (sources.IsBodyAlone)
            {
                await RunAsync(context, body).ConfigureAwait(false);
                return;
            }

            using var members = new OutputBuffer();
            sources.Write(context.Request, body.Span, members);
            await RunAsync(context, members.Written.ToArray()).ConfigureAwait(false);
        }
        catch (Exception exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to be told, but a failure that has nothing to do with it is the application's to know.
            if (exception is not (OperationCanceledException or IOException or WsException))
            {
                logger.WalkerFailed(exception, _walker.Name);
            }
        }
        catch (WsException exception)
        {
            await WalkerProblem.WriteAsync(context, exception).ConfigureAwait(false);
        }
        catch (BadHttpRequestException exception)
        {
            await WalkerProblem.WriteAsync(context, exception).ConfigureAwait(false);
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            logger.WalkerFailed(exception, _walker.Name);
            await WalkerProblem.WriteAsync(context, options.IncludeExceptionDetails ? exception : null).ConfigureAwait(false);
        }
    }

    private async Task RunAsync(HttpContext context, ReadOnlyMemory<byte> members)
    {
        using var result = await invoker
            .InvokeAsync(members, context.User, context.RequestServices, context.RequestAborted)
            .ConfigureAwait(false);
        var response = context.Response;
        response.StatusCode = result.Status;
        if (result.Status is StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent or StatusCodes.Status304NotModified)
        {
            return;
        }

        response.ContentType = "application/json";
        response.ContentLength = result.Body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            foreach (var segment in result.Body)
            {
                await response.BodyWriter.WriteAsync(segment, context.RequestAborted).ConfigureAwait(false);
            }
        }
    }

    // Before anything of the request is read: who may not call learns nothing of the members.
    private async ValueTask AdmitAsync(HttpContext context)
    {
        var isAuthenticated = context.User.Identity?.IsAuthenticated == true;
        if (_walker.Authentication != WsWalkerAuthentication.None
            && !isAuthenticated
            && context.Request.Headers.Authorization.Count > 0
            && await HasFailedAsync(context).ConfigureAwait(false))
        {
            throw new WsException(WsErrorCodes.Unauthorized, WalkerProblem.InvalidToken);
        }

        if (_walker.Authentication == WsWalkerAuthentication.Required && !isAuthenticated)
        {
            throw Unauthenticated();
        }

        if (!_walker.RequiresAuthorization)
        {
            return;
        }

        var policy = await policies.GetAsync(_walker, _walker.MemberName, _walker.Metadata).ConfigureAwait(false);
        var authorization = context.RequestServices.GetRequiredService<IAuthorizationService>();
        if (!(await authorization.AuthorizeAsync(context.User, context, policy).ConfigureAwait(false)).Succeeded)
        {
            throw isAuthenticated
                ? new WsException(WsErrorCodes.Forbidden, "The user may not make this call.")
                : Unauthenticated();
        }
    }

    // The framework does not tell of an authentication that has failed, but the scheme remembers.
    private static async ValueTask<bool> HasFailedAsync(HttpContext context)
        => context.RequestServices.GetService<IAuthenticationSchemeProvider>() is { } schemes
            && await schemes.GetDefaultAuthenticateSchemeAsync().ConfigureAwait(false) is { } scheme
            && (await context.AuthenticateAsync(scheme.Name).ConfigureAwait(false)).Failure is not null;

    private WsException Unauthenticated() => new(WsErrorCodes.Unauthorized, $"Event {_walker.Name} requires to be authenticated!");
}
