using Microsoft.AspNetCore.Http;

namespace WsToolkit.AspNetCore;

/// <summary>What ASP.NET Core knows of a connection.</summary>
public static class WsConnectionHttpExtensions
{
    /// <summary>The request that began the connection: its headers, query, route values and cookies.</summary>
    /// <param name="connection">The connection.</param>
    /// <returns>The context of the handshake, or <see langword="null"/> when the connection did not come through ASP.NET Core.</returns>
    public static HttpContext? GetHttpContext(this WsConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return connection.Items.TryGetValue(HttpContextKey.Instance, out var context) ? context as HttpContext : null;
    }
}
