using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using WsToolkit.Walkers;

namespace WsToolkit.AspNetCore.Walkers;

/// <summary>What the request that begins a connection says about it: its channel, its user, and until when that is its user.</summary>
internal sealed class WalkerArrival(WsWalkerOptions options, IServiceProvider services)
{
    private const string ChannelParameter = "channel_id";
    private const string TokenParameter = "access_token";

    private readonly WsSchemeTokenAuthenticator? _tokens = services.GetService<WsSchemeTokenAuthenticator>();

    /// <summary>Notes the channel of a connection that has a query but no request of ASP.NET Core.</summary>
    /// <returns>Whether the channel can be had.</returns>
    public bool TryNote(string? query, Dictionary<object, object?> items)
        => string.IsNullOrEmpty(query)
            || !QueryHelpers.ParseQuery(query).TryGetValue(ChannelParameter, out var channel)
            || TryNoteChannel(channel.FirstOrDefault(), items);

    /// <summary>Notes the channel and the end of the authentication, and authenticates by the query where that is allowed.</summary>
    /// <returns>The user; null when the channel cannot be had.</returns>
    public async ValueTask<ClaimsPrincipal?> TryNoteAsync(HttpContext context, Dictionary<object, object?> items)
    {
        if (context.Request.QueryString.HasValue && !TryNoteChannel(context.Request.Query[ChannelParameter].FirstOrDefault(), items))
        {
            return null;
        }

        var expires = context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc;
        if (options.AccessTokenInQuery && context.User.Identity?.IsAuthenticated != true
            && context.Request.Query[TokenParameter] is [{ } token] && _tokens is not null
            && await _tokens.AuthenticateAsync(context, token, context.RequestAborted).ConfigureAwait(false) is { } found)
        {
            context.User = found.User;
            expires = found.Expires;
        }

        if (expires is { } end && context.User.Identity?.IsAuthenticated == true)
        {
            items[WsWalkerItems.UserExpires] = end;
        }

        return context.User;
    }

    private bool TryNoteChannel(string? channel, Dictionary<object, object?> items)
    {
        if (string.IsNullOrEmpty(channel))
        {
            return true;
        }

        items[WsWalkerItems.ChannelId] = channel;
        return channel.Length <= options.MaxIdLength;
    }
}
