using System.Security.Claims;
using WsToolkit.Dialects;

namespace WsToolkit.Walkers;

/// <summary>The refusals that are the same at every door.</summary>
internal static class WalkerErrors
{
    public static WsException NotPermitted() => new(WsErrorCodes.Forbidden, "The notification is not permitted.");

    public static WsException ReservedType(string type)
        => NotValid("data", $"the type {type} is the server's own");

    public static WsException TypeTwice() => NotValid("data", "type given twice");

    public static WsException Unreadable(Exception inner)
        => NotValid("data", "cannot be read", inner);

    public static WsException TooMany(string what, int limit)
        => new(WsErrorCodes.TooLarge, $"More than {limit} {what} in one notification.");

    public static WsException TooLarge(int limit) => new(WsErrorCodes.TooLarge, $"The notification has more than {limit} bytes.");

    public static WsException TooLong(string name, int limit)
        => NotValid(name, $"longer than {limit} characters");

    /// <summary>Checks who may call a walker, before its members are looked at.</summary>
    public static void Check(WsWalkerDefinition walker, ClaimsPrincipal user)
    {
        var authenticated = WalkerUsers.IsAuthenticated(user);
        if (walker.Authentication == WsWalkerAuthentication.Required && !authenticated)
        {
            throw new WsException(WsErrorCodes.Unauthorized, WalkerTexts.Authenticated(walker.Name));
        }

        if (walker.Authentication == WsWalkerAuthentication.None && authenticated)
        {
            throw new WsException(WsErrorCodes.Forbidden, WalkerTexts.Unauthenticated(walker.Name));
        }
    }

    private static WsException NotValid(string name, string text, Exception? inner = null)
        => new(WsErrorCodes.InvalidArguments, "The notification is not valid.", new Dictionary<string, string> { [name] = text }, inner);
}
