namespace WsToolkit.Dialects;

/// <summary>The texts of errors about walkers, as the original has them.</summary>
internal static class WalkerTexts
{
    public const string UnknownWalker = "Invalid request! Please use valid walker event!";

    /// <summary>What the calls of every dialect answer to who has to authenticate first.</summary>
    public const string NoUser = "The call needs an authenticated user.";

    public static string Authenticated(string walker) => $"Event {walker} requires to be authenticated!";

    public static string Unauthenticated(string walker) => $"Event {walker} requires to be unauthenticated!";
}
