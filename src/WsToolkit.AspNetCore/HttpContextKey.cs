namespace WsToolkit.AspNetCore;

internal sealed class HttpContextKey
{
    public static readonly HttpContextKey Instance = new();
}
