using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace WsToolkit.AspNetCore;

/// <summary>
/// RFC 6455, section 10.2: browsers send the origin of the page, and send cookies along, whichever page it is. WebSockets are not
/// covered by CORS, so the server has to check.
/// </summary>
internal static class OriginCheck
{
    public static bool IsAllowed(HttpRequest request, ISet<string> allowed)
        => IsAllowed(request.Headers[HeaderNames.Origin], request.Scheme, request.Host, allowed);

    public static bool IsAllowed(IReadOnlyList<string?> origins, string scheme, HostString host, ISet<string> allowed)
    {
        if (origins.Count == 0 || allowed.Contains("*"))
        {
            return true;
        }

        return origins.Count == 1 && origins[0] is { } origin
            && (allowed.Contains(origin) || IsOwn(scheme, host, origin));
    }

    private static bool IsOwn(string scheme, HostString own, string origin)
    {
        // Browsers send the encoded form of a name that is not ASCII, which ASP.NET Core has decoded in the header beside it.
        var host = new HostString(own.Host).ToUriComponent();
        if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri)
            || !string.Equals(uri.Scheme, scheme, StringComparison.OrdinalIgnoreCase)
            || !string.Equals(uri.IdnHost.Trim('[', ']'), host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        return uri.Port == (own.Port ?? (string.Equals(scheme, "https", StringComparison.OrdinalIgnoreCase) ? 443 : 80));
    }
}
